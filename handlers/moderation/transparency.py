"""What was done in a group last month, posted once to groups that chose so: in numbers, without a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.config import GroupSettings
from bot.domain.looks import COPIES, VIEWS, By, Look
from bot.domain.people import Group
from bot.domain.schedule.policy import quiet_until
from bot.engine.entrances import Entrance, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Priority
from bot.services import incident, transparency
from bot.services.transparency import Month
from bot.texts.text import Lines, Text, When, folded, text
from handlers.moderation.log import done
from handlers.points.board import next_hour
from handlers.schedule import unasked

KIND = "transparency"
_EPOCH = date(1970, 1, 1).toordinal()
_LATE = 7
"""Days of the new month in which the last one is still told, should the bot have been away."""

_OUTRIGHT, _FOLD = 3, 2
"""Lines that are read at once, and so many of the fold below them."""


async def post(turn: TimerTurn) -> None:
    for chat_id in turn.chats.groups():
        if is_due(turn.chats.group(chat_id), turn.chats.settings(chat_id), at=turn.now):
            await _post(turn, chat_id)
    await turn.later(KIND, "", at=next_hour(turn.now, ""), chat_id=0)


def is_due(group: Group, settings: GroupSettings, *, at: int) -> bool:
    """From the boards' hour on, on the month's first days."""
    local = datetime.fromtimestamp(at, UTC).astimezone(ZoneInfo(group.timezone))
    if not settings.points.board_transparency or local.day > _LATE or local.hour < settings.points.board_hour:
        return False
    return not quiet_until(settings.quiet.hours, at=at, zone=group.timezone)


async def _post(turn: Turn, chat_id: int) -> None:
    """Without a sound; an empty month is not told; while something has come up, or the caps are full, it waits."""
    if await incident.is_open(turn.reads, chat_id=chat_id) or not await unasked.has_room(turn, chat_id):
        return
    zone = turn.chats.group(chat_id).timezone
    month = transparency.month_before(turn.now, zone)
    if not await transparency.first_time(turn.unit, month, chat_id=chat_id, now=turn.now):
        return
    store = turn.chats.config.store.path
    found = await transparency.of_month(turn.slow, month, chat_id=chat_id, zone=zone, store=store)
    if not found.is_empty:
        await unasked.count(turn, chat_id, KIND)
        turn.say(Lines(_lines(found, month)), to=chat_id, topic=0, priority=Priority.REPORT, silent=True)


def _lines(found: Month, month: date) -> list[Text]:
    """What a phone shows at once, and the rest under a fold."""
    lines = [*_outcomes(found), *_of_data(found), *_deeds(found)]
    if len(lines) > _OUTRIGHT + _FOLD:
        lines = [*lines[:_OUTRIGHT], *folded(lines[_OUTRIGHT:])]
    at = When((month.toordinal() - _EPOCH) * 86400, "UTC", "month")
    return [text("transparency.open", month=at), *lines, text("transparency.how")]


def _outcomes(found: Month) -> list[Text]:
    lines = _numbers(
        {
            "transparency.made": found.made,
            "transparency.taken": found.taken,
            "transparency.answered": found.answered,
        }
    )
    if found.median:
        lines.append(text("transparency.median", hours=max(1, round(found.median / 3600))))
    if (rate := found.promises).due:
        lines.append(text("transparency.promises", due=rate.due, kept=rate.kept, late=rate.late, broken=rate.broken))
    lines += _numbers({"transparency.draws": found.draws, "transparency.reports": found.reports})
    if found.appeals:
        lines.append(text("transparency.appeals", number=found.appeals, lifted=found.lifted))
    return [*lines, *_numbers({"transparency.incidents": found.incidents})]


def _of_data(found: Month) -> list[Text]:
    numbers = {
        "transparency.own_data": found.looks["own_data", "member"],
        "transparency.held": found.held,
        "transparency.destroyed": found.destroyed,
    }
    looked_up = _looks("transparency.looked_up", found.looks, VIEWS)
    return [*looked_up, *_looks("transparency.copied", found.looks, COPIES), *_numbers(numbers)]


def _deeds(found: Month) -> list[Text]:
    members = text("transparency.members")
    return [
        text("transparency.deed", number=number, what=done(action, members if is_of_members else None))
        for action, (number, is_of_members) in found.actions.items()
    ]


def _numbers(numbers: Mapping[str, int]) -> list[Text]:
    """A line each, without what there is none of."""
    return [text(key, number=number) for key, number in numbers.items() if number]


def _looks(key: str, looks: Mapping[tuple[Look, By], int], kinds: Collection[Look]) -> list[Text]:
    """What was looked up or copied how often, the most frequent first, and by whom."""
    of, by = Counter[str](), Counter[str]()
    for (what, role), number in looks.items():
        if what in kinds:
            of[what] += number
            by[role] += number
    if not of:
        return []
    return [text(key, number=of.total(), what=_listed("transparency.look", of), by=_listed("transparency.by", by))]


def _listed(prefix: str, counted: Counter[str]) -> Text:
    (first, number), *rest = counted.most_common()
    told = text(f"{prefix}_{first}", n=number)
    for each, number in rest:
        told = text("transparency.listed", before=told, last=text(f"{prefix}_{each}", n=number))
    return told


ENTRANCES: list[Entrance] = [timer(KIND, post, recurring=next_hour)]

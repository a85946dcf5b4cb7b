"""Who is on duty: taken now or planned, told when a shift begins and when it ends, and shown on the panel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.people import Group, Person
from bot.domain.refusals import AdministratorsOnly, OldButton
from bot.domain.team import Shift, read_shift
from bot.engine.buttons import pack
from bot.engine.entrances import Entrance, timer
from bot.engine.shortcuts import Option, Shortcut, StatusLines
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Key
from bot.services import privacy, team
from bot.services.schedule.saying import here
from bot.services.team import Duty
from bot.texts.text import Lines, Raw, Text, When, text
from handlers.command.doors import gathered
from handlers.command.group_commands import answer, called, elsewhere
from handlers.command.shortcuts import Began
from handlers.command.targets import meant
from handlers.dialogue.declaring import span

KIND: Final = "duty"
_SPANS: Final = (3600, 2 * 3600, 4 * 3600, 8 * 3600)
_WAITING: Final = 6
_SHOWN: Final = 12


async def _spans(turn: Turn, chat_id: int) -> Sequence[Option]:
    return [Option(str(each), span(each)) for each in _SPANS]


async def _take(turn: Turn, chat_id: int, seconds: str) -> None:
    """From now on."""
    shift = Shift(turn.now, turn.now + int(seconds), is_weekly=False)
    zone = turn.chats.group(chat_id).timezone
    await team.plan(turn.unit, shift, turn.person, chat_id=chat_id)
    found = await team.turn_over(turn.unit, chat_id=chat_id, zone=zone, now=turn.now)
    await turn.later(KIND, str(chat_id), at=found.next_at, chat_id=chat_id)
    waits = await gathered(turn, chat_id, "waits", most=_WAITING)
    taken = text("team.taken", until=When(shift.ends_at, zone, "time"))
    answer(turn, Lines([taken, *_first(turn, chat_id), *(waits or [text("team.calm")])]))


def _first(turn: Turn, chat_id: int) -> list[Text]:
    """What being on duty means, but for a desk at which all read along."""
    return [] if turn.chats.settings(chat_id).desk.chat else [text("team.first")]


async def _plan(turn: Turn, chat_id: int, words: str) -> None:
    """One's own, or with a name in front another moderator's."""
    place = elsewhere(turn, chat_id, words=words)
    named = await meant(turn, place, is_amount_next=False) if words[:1] in ("@", "＠") else None
    person, written = (named.person, named.words) if named is not None else (turn.person, words)
    await _require_moderator(turn, place.group, person)
    shift = read_shift(written, here(place.group.timezone, turn.now))
    await team.plan(turn.unit, shift, person, chat_id=chat_id)
    await turn.later(KIND, str(chat_id), at=turn.now, chat_id=chat_id)
    answer(turn, Lines([text("team.planned"), _line(shift.begins_at, shift.ends_at, person.name, place.group.timezone,
                                                    is_weekly=shift.is_weekly)]))  # fmt: skip


async def _require_moderator(turn: Turn, group: Group, person: Person) -> None:
    rights = await turn.permissions.rights(group=group, person=person)
    if not (rights.is_administrator or rights.is_owner or rights.is_operator):
        raise AdministratorsOnly


def _line(begins_at: int, ends_at: int, name: str, zone: str, *, is_weekly: bool) -> Text:
    key = "team.line_weekly" if is_weekly else "team.line"
    return text(key, name=called(name), begins=When(begins_at, zone, "weekday"), until=When(ends_at, zone, "time"))


async def _show(turn: Turn, chat_id: int, _: str) -> None:
    group = turn.chats.group(chat_id)
    duties = await team.duties(turn.reads, chat_id=chat_id)
    lines = [text("team.roster", group=Raw(group.title))]
    lines += [
        _line(each.begins_at, each.ends_at, each.name, group.timezone, is_weekly=each.is_weekly)
        for each in duties[:_SHOWN]
    ] or [text("team.nobody")]
    answer(turn, Lines(lines))


async def _own(turn: Turn, chat_id: int) -> Sequence[Option]:
    """One's own; the owner's and the operators' are all."""
    group = turn.chats.group(chat_id)
    rights = await turn.rights(group=group)
    duties = await team.duties(turn.reads, chat_id=chat_id)
    mine = [each for each in duties if rights.is_owner or rights.is_operator or each.user_id == turn.person.id]
    return [
        Option(
            str(each.id),
            _line(each.begins_at, each.ends_at, each.name, group.timezone, is_weekly=each.is_weekly),
        )
        for each in mine
    ]


async def _drop(turn: Turn, chat_id: int, number: str) -> None:
    if not await team.drop(turn.unit, int(number), chat_id=chat_id):
        raise OldButton
    answer(turn, text("team.dropped"))


async def turned(turn: TimerTurn) -> None:
    """Whoever begins reads what waits; whoever ends is asked to hand over."""
    chat_id, zone = turn.group.id, turn.group.timezone
    found = await team.turn_over(turn.unit, chat_id=chat_id, zone=zone, now=turn.now)
    if found.next_at:
        await turn.later(KIND, str(chat_id), at=found.next_at)
    for duty in found.begun:
        waits = await gathered(turn, chat_id, "waits", most=_WAITING)
        begins = text("team.begins", group=turn.group.title, until=When(duty.ends_at, zone, "time"))
        await _tell(turn, duty, [begins, *_first(turn, chat_id), *(waits or [text("team.calm")])], key=None)
    for duty in found.ended:
        key = Key(text("panel.do_handover"), pack(Began("handover", chat_id, 0)))
        await _tell(turn, duty, [text("team.ends", group=turn.group.title)], key=key)


async def _tell(turn: Turn, duty: Duty, lines: list[Text], *, key: Key | None) -> None:
    if await privacy.may_write(turn.unit, user_id=duty.user_id):
        turn.say(Lines(lines), to=duty.user_id, reply=False, keys=[[key]] if key is not None else None)


async def _runs(turn: Turn, chat_id: int) -> list[Text]:
    zone = turn.chats.group(chat_id).timezone
    duties = await team.on_duty(turn.reads, chat_id=chat_id, now=turn.now)
    return [text("team.runs", name=called(each.name), until=When(each.ends_at, zone, "time")) for each in duties]


ENTRANCES: list[Entrance] = [
    timer(KIND, turned),
    Shortcut("duty_show", "team", begins=_show),
    Shortcut("duty_on", "team", options=_spans, begins=_take),
    Shortcut("duty_plan", "team", words="{said}", asks="panel.ask_duty", begins=_plan),
    Shortcut("duty_off", "team", options=_own, begins=_drop),
    StatusLines("runs", _runs),
]

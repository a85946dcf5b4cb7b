"""A line of the schedule is due, or quiet hours are over: what goes out is decided and posted in one transaction."""

from __future__ import annotations

import logging

import msgspec

from bot.domain.schedule.plan import Entry, Line
from bot.domain.schedule.policy import PROMO, wall_of
from bot.engine.entrances import Entrance, timer
from bot.engine.turn import GENERAL, Turn
from bot.engine.woken import MORNING, TimerTurn
from bot.services import insights, topics
from bot.services.schedule import runs
from bot.services.schedule.lines import KIND, LISTEN
from bot.services.schedule.reading import calendar_of
from bot.services.schedule.runs import Holding, Posting
from bot.services.schedule.situation import Surroundings
from handlers.schedule import unsent
from handlers.schedule.posting import OPENED, opened, post

log = logging.getLogger(__name__)

HELD = "schedule-held"
TALK = "schedule-talk"
_AN_HOUR = 3600


class Held(msgspec.Struct, frozen=True):
    entry: str
    chat_id: int


class Talk(msgspec.Struct, frozen=True):
    entry: str
    chat_id: int
    due: int


async def due(turn: TimerTurn) -> None:
    """An entry no longer in the file falls silent."""
    line = turn.chats.plan.lines.get(turn.timer.key)
    if line is None:
        return
    chats = [await surroundings(turn, line.entry, each) for each in chats_of(turn, line)]
    outcome = await runs.run_line(turn.unit, line, due=turn.at, now=turn.now, chats=chats)
    for posting in outcome.postings:
        await say(turn, line.entry, posting)
    for holding in outcome.holdings:
        await _hold(turn, line.entry, holding)
    if outcome.next_at is not None:
        await turn.later(KIND, line.key, at=outcome.next_at)
    turn.unit.after_commit(lambda: _write_down(line, outcome))


def _write_down(line: Line, outcome: runs.Outcome) -> None:
    after = f"{wall_of(outcome.next_at, line.zone):%Y-%m-%d %H:%M}" if outcome.next_at is not None else "never again"
    number = len(outcome.postings), len(outcome.holdings)
    log.info("schedule %s: %d posted, %d held back; next %s", line.entry.name, *number, after)


def chats_of(turn: Turn, line: Line) -> list[int]:
    """Groups by their present ids, those of the line's zone where the entry names none."""
    named = turn.chats.groups() if line.entry.chats is None else line.entry.chats
    groups = dict.fromkeys(turn.chats.group(each).id for each in named)
    if line.entry.zone:
        return list(groups)
    return [each for each in groups if turn.chats.group(each).timezone == line.zone]


def concerns(turn: Turn, line: Line, chat_id: int) -> bool:
    """Whether the line posts in that group."""
    entry, group = line.entry, turn.chats.group(chat_id)
    if not entry.zone and group.timezone != line.zone:
        return False
    return entry.chats is None or any(turn.chats.group(each).id == group.id for each in entry.chats)


def promos_of(turn: Turn) -> frozenset[str]:
    """The plan's promotions by name."""
    return frozenset(name for name, each in turn.chats.plan.entries.items() if each.genre == PROMO)


async def surroundings(turn: Turn, entry: Entry, chat_id: int) -> Surroundings:
    settings, group = turn.chats.settings(chat_id), turn.chats.group(chat_id)

    def line_here(key: str) -> Line | None:
        line = turn.chats.plan.lines.get(key)
        return line if line is not None and concerns(turn, line, chat_id) else None

    return Surroundings(
        chat_id,
        calendar_of(group),
        settings.quiet.hours,
        settings.caps.per_day,
        settings.caps.per_week,
        settings.caps.promo_per_week,
        promos_of(turn),
        settings.caps.topic_per_day,
        frozenset(name for name, each in turn.chats.plan.entries.items() if each.topic == entry.topic),
        turn.chats.is_parked(chat_id),
        await _topic_of(turn, entry, chat_id),
        line_here,
        await insights.best_moment(turn.reads, calendar_of(group), entry.at_best, chat_id=group.id, now=turn.now),
    )


async def listen(turn: TimerTurn) -> None:
    """The file was taken over: what is said in topics that conditions are of is counted from now on."""
    for line in turn.chats.plan.lines.values():
        for chat_id in chats_of(turn, line):
            await _topic_of(turn, line.entry, chat_id)


async def _topic_of(turn: Turn, entry: Entry, chat_id: int) -> int:
    """Where its condition listens, counted from now on at the latest: it may have been made or learnt of lately."""
    group = turn.chats.group(chat_id)
    if not (entry.listens_in_topic and group.is_forum):
        return 0
    topic = await topics.thread_of(turn.reads, entry.topic, chat_id=chat_id) or GENERAL
    if topic not in group.counted:
        await turn.chats.count(turn.unit, chat_id, topic, now=turn.now)
    return topic


async def say(turn: Turn, entry: Entry, posting: Posting) -> None:
    """Texts on trial are looked at again when an hour has passed."""
    await post(turn, entry, posting)
    if entry.content.turns == "trial":
        key, body = f"{posting.chat_id}:{posting.due}:{entry.name}", Talk(entry.name, posting.chat_id, posting.due)
        await turn.later(TALK, key, after=_AN_HOUR, body=body, chat_id=0)


async def hear(turn: TimerTurn) -> None:
    """How much the chat had to say to it."""
    talk = turn.body(Talk)
    await runs.keep_talk(turn.unit, talk.entry, chat_id=turn.chats.group(talk.chat_id).id, due=talk.due)


async def _hold(turn: TimerTurn, entry: Entry, holding: Holding) -> None:
    body = msgspec.json.encode(Held(entry.name, holding.chat_id)).decode()
    key = f"{holding.chat_id}:{entry.name}"
    await turn.hold(HELD, key, until=holding.until, body=body, chat_id=holding.chat_id)


async def quiet_is_over(turn: TimerTurn) -> None:
    await turn.hush()
    held = turn.body(Held)
    entry = turn.chats.plan.entries.get(held.entry)
    chat_id = turn.chats.group(held.chat_id).id
    if entry is None:
        return
    found = await runs.release(
        turn.unit, entry, chat=await surroundings(turn, entry, chat_id), due=turn.at, now=turn.now
    )
    if isinstance(found, Posting):
        await say(turn, entry, found)
    elif isinstance(found, Holding):
        await _hold(turn, entry, found)


async def morning(turn: TimerTurn) -> None:
    await turn.greet()


ENTRANCES: list[Entrance] = [
    timer(MORNING, morning),
    timer(KIND, due),
    timer(LISTEN, listen),
    timer(HELD, quiet_is_over),
    timer(TALK, hear),
    timer(OPENED, opened),
    timer(unsent.POSTED, unsent.posted),
]

"""What a chat says to an announcement at this moment: its marks, its talk, quiet hours, caps, what else it hears."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from bot.domain.checkin import Calendar
from bot.domain.schedule.plan import Entry, Line
from bot.domain.schedule.policy import LOOK_AGAIN, PROMO, Chances, quiet_until
from storage import incident
from storage.database import Reader
from storage.schedule import lines, marks, runs
from storage.schedule.runs import Run


def _nothing(_key: str) -> Line | None:
    return None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A chat and what its settings say to announcements; `line` finds a line of the plan that posts there.

    `topic` is where an entry's condition listens, 0 where that is all of the chat. `best_at`: the moment of today that
    the entry rather goes out at (epoch seconds), 0 where there is none.
    `promos` are the plan's promotions by name, `in_topic` its entries that go to the same topic.
    """

    chat_id: int
    calendar: Calendar
    quiet_hours: str = ""
    per_day: int | None = None
    per_week: int | None = None
    promo_per_week: int | None = None
    promos: frozenset[str] = frozenset()
    topic_per_day: int | None = None
    in_topic: frozenset[str] = frozenset()
    is_parked: bool = False
    topic: int = 0
    line: Callable[[str], Line | None] = _nothing
    best_at: int = 0


@dataclass(frozen=True, slots=True)
class Situation:
    """What a chat says to an entry now; `heard`: messages ever counted where the entry listens.

    `sent`: its texts that went out there.
    """

    chances: Chances
    heard: int
    previous: Run | None
    sent: Mapping[str, int] = field(default_factory=dict)

    @property
    def previous_due(self) -> int | None:
        return self.previous.due_at if self.previous else None


async def situation(reader: Reader, entry: Entry, chat: Surroundings, *, now: int) -> Situation:
    marked = await marks.marks(reader, entry=entry.name, chat_id=chat.chat_id)
    previous = await runs.last_run(reader, entry=entry.name, chat_id=chat.chat_id, is_posted=True)
    heard = members = 0
    if entry.only_if is not None or entry.content.turns == "trial":
        heard = await heard_by(reader, chat)
        members = await runs.members(reader, chat_id=chat.chat_id)
    today = chat.calendar.day_of(now)
    monday = today - (today - 1) % 7
    chances = Chances(
        is_paused="paused" in marked,
        is_skipped="skip" in marked,
        is_parked=chat.is_parked,
        is_filled=entry.is_reserve and await _is_filled(reader, entry, chat, now=now),
        # A smaller number than at the last run is of another measure: the condition was edited since.
        heard=heard - previous.heard if previous and previous.heard <= heard else heard,
        members=members,
        sent_today=await _sent(reader, entry, chat, cap=chat.per_day, first=today, now=now),
        sent_this_week=await _sent(reader, entry, chat, cap=chat.per_week, first=monday, now=now),
        per_day=chat.per_day,
        per_week=chat.per_week,
        promos_this_week=await sent_of(reader, chat.promos, chat_id=chat.chat_id, first=monday, last=today)
        if entry.genre == PROMO and chat.promo_per_week is not None
        else 0,
        promo_per_week=chat.promo_per_week,
        sent_in_topic=await sent_of(reader, chat.in_topic, chat_id=chat.chat_id, first=today, last=today)
        if chat.topic_per_day is not None
        else 0,
        topic_per_day=chat.topic_per_day,
        waits_until=now + LOOK_AGAIN if await incident.running(reader, chat_id=chat.chat_id) else 0,
        quiet_until=quiet_until(chat.quiet_hours, at=now, zone=chat.calendar.timezone),
        best_at=chat.best_at if chat.best_at > now else 0,
    )
    return Situation(chances, heard, previous, await sent_words(reader, entry, chat_id=chat.chat_id))


async def sent_of(reader: Reader, names: Iterable[str], *, chat_id: int, first: int, last: int) -> int:
    """Of those entries, on those local days, both included."""
    return sum([await runs.sent_of(reader, each, chat_id=chat_id, first=first, last=last) for each in names])


async def announced(reader: Reader, promos: Iterable[str], *, chat_id: int, first: int, last: int) -> tuple[int, int]:
    """What the group was told unasked on these local days, and how much of it was a promotion."""
    sent = await runs.sent_between(reader, chat_id=chat_id, first=first, last=last)
    return sent, min(sent, await sent_of(reader, promos, chat_id=chat_id, first=first, last=last))


async def heard_by(reader: Reader, chat: Surroundings) -> int:
    """Messages ever counted where the entry listens."""
    if chat.topic:
        return await runs.heard_in(reader, chat_id=chat.chat_id, topic=chat.topic)
    return await runs.heard(reader, chat_id=chat.chat_id)


async def sent_words(reader: Reader, entry: Entry, *, chat_id: int) -> Mapping[str, int]:
    """Asked only where it decides which text is next."""
    if entry.content.turns == "round":
        return {}
    return await runs.sent_words(reader, entry=entry.name, chat_id=chat_id)


async def _is_filled(reader: Reader, entry: Entry, chat: Surroundings, *, now: int) -> bool:
    """One reserve does not make way for another."""
    since = now - entry.slot
    day = chat.calendar.day_of(since)
    if await runs.is_other_since(reader, entry=entry.name, chat_id=chat.chat_id, since=since, day=day):
        return True
    coming = await lines.coming(reader, chat_id=chat.chat_id, before=now + entry.slot)
    return any(not line.entry.is_reserve for line in map(chat.line, coming) if line is not None)


async def _sent(reader: Reader, entry: Entry, chat: Surroundings, *, cap: int | None, first: int, now: int) -> int:
    """Gone out since the local day `first`, and kept for the more important until that day or week is over."""
    if cap is None:
        return 0
    today = chat.calendar.day_of(now)
    sent = await runs.sent_between(reader, chat_id=chat.chat_id, first=first, last=today)
    days_left = 0 if first == today else 6 - (today - 1) % 7
    end = chat.calendar.ends(now) + days_left * 86400
    coming = map(chat.line, await lines.coming(reader, chat_id=chat.chat_id, before=end))
    return sent + sum(line.entry.priority > entry.priority and not line.entry.urgent for line in coming if line)

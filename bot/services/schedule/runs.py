"""Running what is due: each run is written down with its reason before anything is posted; words are the handler's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.checkin import Calendar
from bot.domain.schedule.plan import Entry, Line
from bot.domain.schedule.policy import Chances, Reason, of_chat, of_missed, quiet_until
from bot.services.schedule.triggers import next_due
from storage import schedule as store
from storage.database import Reader, Unit
from storage.schedule import KnownLine, Run

AT_ONCE = 200
"""Runs of one line dealt with in one transaction: after a long stop the others follow in turns of their own."""

_A_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A chat and what its settings say to announcements."""

    chat_id: int
    calendar: Calendar
    quiet_hours: str = ""
    per_day: int | None = None
    per_week: int | None = None
    is_parked: bool = False
    rivals: tuple[str, ...] = ()
    """Lines of more important entries: what they will need of the caps is kept for them."""


@dataclass(frozen=True, slots=True)
class Posting:
    """To be said now; `number` counts the entry's runs from 1, `previous` is the due time of the last one there."""

    chat_id: int
    due: int
    number: int
    previous: int | None


@dataclass(frozen=True, slots=True)
class Holding:
    """To be looked at again at that moment."""

    chat_id: int
    until: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows from a line's being due; `next_at` None: it has ended."""

    postings: tuple[Posting, ...]
    holdings: tuple[Holding, ...]
    next_at: int | None


async def run_line(unit: Unit, line: Line, *, due: int, now: int, chats: Sequence[Surroundings]) -> Outcome:
    """Deal with the run due then and with all that became due since; the line itself moves on with them."""
    entry = line.entry
    known = await store.line(unit, line.key) or KnownLine(line.key, entry.name, entry.written, due - 1, due)
    runs, done = known.runs, known.done_until
    postings: list[Posting] = []
    holdings: list[Holding] = []
    pending: int | None = due
    for _ in range(AT_ONCE):
        if pending is None or pending > now or _is_used_up(entry, runs):
            break
        following = next_due(entry, line.zone, after=pending)
        is_last = following is None or following > now
        reason = of_missed(entry.missed, within=entry.within, due=pending, now=now, is_last=is_last)
        if reason is not None:
            await store.keep_run(unit, Run(entry.name, pending, 0, "left", reason, now))
        else:
            number = runs + 1
            found = [await _in_chat(unit, entry, each, due=pending, now=now, number=number) for each in chats]
            postings += [each for each in found if isinstance(each, Posting)]
            holdings += [each for each in found if isinstance(each, Holding)]
            if not chats:
                await store.keep_run(unit, Run(entry.name, pending, 0, "left", "empty", now))
            runs += any(each is not None for each in found)
        await _use_skips(unit, entry, chats)
        done, pending = pending, following
    ended = pending is None or _is_used_up(entry, runs)
    next_at = None if ended else pending
    await store.keep_lines(unit, [KnownLine(line.key, entry.name, entry.written, done, next_at, runs)])
    return Outcome(tuple(postings), tuple(holdings), next_at)


def _is_used_up(entry: Entry, runs: int) -> bool:
    return entry.count is not None and runs >= entry.count


async def _in_chat(
    unit: Unit, entry: Entry, chat: Surroundings, *, due: int, now: int, number: int
) -> Posting | Holding | None:
    seen = await situation(unit, entry, chat, now=now)
    reason = of_chat(entry, seen.chances)
    run = _decided(entry, chat, due=due, now=now, reason=reason, number=number, heard=seen.heard)
    if not await store.keep_run(unit, run):
        return None
    if reason is None:
        return Posting(chat.chat_id, due, number, seen.previous_due)
    return Holding(chat.chat_id, seen.chances.quiet_until) if reason == "held" else None


def _decided(
    entry: Entry, chat: Surroundings, *, due: int, now: int, reason: Reason | None, number: int = 1, heard: int = 0
) -> Run:
    return Run(
        entry.name,
        due,
        chat.chat_id,
        "posted" if reason is None else "held" if reason == "held" else "left",
        reason or "",
        now,
        day=chat.calendar.day_of(now) if reason is None else 0,
        is_urgent=entry.urgent,
        number=number,
        heard=heard,
    )


@dataclass(frozen=True, slots=True)
class Situation:
    """What a chat says to an entry now; `heard`: messages ever counted there."""

    chances: Chances
    heard: int
    previous: Run | None

    @property
    def previous_due(self) -> int | None:
        return self.previous.due_at if self.previous else None


async def situation(reader: Reader, entry: Entry, chat: Surroundings, *, now: int) -> Situation:
    marks = await store.marks(reader, entry=entry.name, chat_id=chat.chat_id)
    previous = await store.last_run(reader, entry=entry.name, chat_id=chat.chat_id, is_posted=True)
    heard = members = 0
    if entry.only_if is not None:
        heard = await store.heard(reader, chat_id=chat.chat_id)
        members = await store.members(reader, chat_id=chat.chat_id)
    today = chat.calendar.day_of(now)
    monday = today - (today - 1) % 7
    chances = Chances(
        is_paused="paused" in marks,
        is_skipped="skip" in marks,
        is_parked=chat.is_parked,
        heard=max(0, heard - previous.heard) if previous else heard,
        members=members,
        sent_today=await _sent(reader, chat, cap=chat.per_day, first=today, now=now),
        sent_this_week=await _sent(reader, chat, cap=chat.per_week, first=monday, now=now),
        per_day=chat.per_day,
        per_week=chat.per_week,
        quiet_until=quiet_until(chat.quiet_hours, at=now, zone=chat.calendar.timezone),
    )
    return Situation(chances, heard, previous)


async def _sent(reader: Reader, chat: Surroundings, *, cap: int | None, first: int, now: int) -> int:
    """Gone out since the local day `first`, and kept for the more important until that day or week is over."""
    if cap is None:
        return 0
    today = chat.calendar.day_of(now)
    sent = await store.sent_between(reader, chat_id=chat.chat_id, first=first, last=today)
    days_left = 0 if first == today else 6 - (today - 1) % 7
    end = chat.calendar.ends(now) + days_left * 86400
    return sent + sum([await _is_coming(reader, each, before=end) for each in chat.rivals])


async def _is_coming(reader: Reader, line: str, *, before: int) -> bool:
    known = await store.line(reader, line)
    return known is not None and known.next_at is not None and known.next_at < before


async def _use_skips(unit: Unit, entry: Entry, chats: Sequence[Surroundings]) -> None:
    """The run that was to be left out has passed."""
    await store.clear_marks(unit, entry=entry.name, mark="skip", chats=[each.chat_id for each in chats])


async def release(unit: Unit, entry: Entry, *, chat: Surroundings, due: int, now: int) -> Posting | Holding | None:
    """The quiet hours should be over (at `due`): of all that was held the newest goes out, the others are merged."""
    waiting = await store.held(unit, entry=entry.name, chat_id=chat.chat_id)
    if not waiting:
        return None
    seen = await situation(unit, entry, chat, now=now)
    reason = of_chat(entry, seen.chances)
    if reason == "held":
        return Holding(chat.chat_id, seen.chances.quiet_until)
    newest = waiting[-1]
    reason = of_missed(entry.missed, within=entry.within, due=due, now=now, is_last=True) or reason
    for each in waiting[:-1]:
        await store.release(unit, _decided(entry, chat, due=each.due_at, now=now, reason="merged"))
    run = _decided(entry, chat, due=newest.due_at, now=now, reason=reason, heard=seen.heard)
    if not await store.release(unit, run) or reason is not None:
        return None
    return Posting(chat.chat_id, newest.due_at, newest.number, seen.previous_due)


async def run_by_hand(unit: Unit, entry: Entry, *, chat: Surroundings, now: int) -> Posting | None:
    """Now, past quiet hours and caps, because somebody said so; None when one went out within the last minute."""
    previous = await store.last_run(unit, entry=entry.name, chat_id=chat.chat_id, is_posted=True)
    if previous is not None and now - previous.decided_at < _A_MINUTE:
        return None
    heard = await store.heard(unit, chat_id=chat.chat_id)
    day = chat.calendar.day_of(now)
    number = previous.number + 1 if previous else 1
    run = Run(entry.name, now, chat.chat_id, "posted", "", now, day, is_by_hand=True, number=number, heard=heard)
    if not await store.keep_run(unit, run):
        return None
    return Posting(chat.chat_id, now, number, previous.due_at if previous else None)

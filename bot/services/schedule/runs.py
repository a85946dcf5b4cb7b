"""Running what is due: each run is written down with its reason before anything is posted; words are the handler's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.schedule.plan import Entry, Line
from bot.domain.schedule.policy import HELD, Reason, of_chat, of_missed, until
from bot.domain.schedule.turns import choose, mark
from bot.services.schedule.situation import Surroundings, heard_by, sent_words, situation
from bot.services.schedule.triggers import next_due
from storage.database import Unit
from storage.schedule import lines as store_lines
from storage.schedule import marks
from storage.schedule import runs as store
from storage.schedule.lines import KnownLine
from storage.schedule.runs import Run

AT_ONCE = 200
"""Runs of one line dealt with in one transaction: after a long stop the others follow in turns of their own."""

_A_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Posting:
    """To be said now; `number` counts the entry's runs from 1, `previous` is the due time of the last one there."""

    chat_id: int
    due: int
    number: int
    previous: int | None
    words: str = ""
    """The text whose turn it is, not filled in yet."""


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
    known = await store_lines.line(unit, line.key) or KnownLine(line.key, entry.name, entry.written, due - 1, due)
    runs, done = known.runs, known.done_until
    found: list[Posting | Holding] = []
    pending: int | None = due
    for _ in range(AT_ONCE):
        if pending is None or pending > now or _is_used_up(entry, runs):
            break
        following = next_due(entry, line.zone, after=pending)
        is_last = following is None or following > now
        reason = of_missed(entry.missed, within=entry.within, due=pending, now=now, is_last=is_last)
        if reason is not None or not chats:
            await store.keep_run(unit, Run(entry.name, pending, 0, "left", reason or "empty", now))
        else:
            went = [await _in_chat(unit, entry, each, due=pending, now=now, number=runs + 1) for each in chats]
            found += [each for each in went if each is not None]
            runs += any(each is not None for each in went)
        # The run that was to be left out has passed.
        await marks.clear_marks(unit, entry=entry.name, mark="skip", chats=[each.chat_id for each in chats])
        done, pending = pending, following
    next_at = None if _is_used_up(entry, runs) else pending
    await store_lines.keep_lines(unit, [KnownLine(line.key, entry.name, entry.written, done, next_at, runs)])
    postings = tuple(each for each in found if isinstance(each, Posting))
    return Outcome(postings, tuple(each for each in found if isinstance(each, Holding)), next_at)


def _is_used_up(entry: Entry, runs: int) -> bool:
    return entry.count is not None and runs >= entry.count


async def _in_chat(
    unit: Unit, entry: Entry, chat: Surroundings, *, due: int, now: int, number: int
) -> Posting | Holding | None:
    seen = await situation(unit, entry, chat, now=now)
    reason = of_chat(entry, seen.chances)
    words = choose(entry.content, number=number, chat_id=chat.chat_id, sent=seen.sent)
    run = _decided(entry, chat, due=due, now=now, reason=reason, number=number, heard=seen.heard, words=words)
    if not await store.keep_run(unit, run):
        return None
    if reason is None:
        return Posting(chat.chat_id, due, number, seen.previous_due, words)
    return Holding(chat.chat_id, until(reason, seen.chances)) if reason in HELD else None


def _decided(
    entry: Entry,
    chat: Surroundings,
    *,
    due: int,
    now: int,
    reason: Reason | None,
    number: int = 1,
    heard: int = 0,
    words: str = "",
) -> Run:
    return Run(
        entry.name,
        due,
        chat.chat_id,
        "posted" if reason is None else "held" if reason in HELD else "left",
        reason or "",
        now,
        day=chat.calendar.day_of(now) if reason is None else 0,
        is_urgent=entry.urgent,
        number=number,
        heard=heard,
        words=_mark_of(entry, words) if reason is None else "",
    )


def _mark_of(entry: Entry, words: str) -> str:
    return mark(words) if len(entry.content.words) > 1 else ""


async def release(unit: Unit, entry: Entry, *, chat: Surroundings, due: int, now: int) -> Posting | Holding | None:
    """The quiet hours should be over (at `due`): of all that was held the newest goes out, the others are merged."""
    waiting = await store.held(unit, entry=entry.name, chat_id=chat.chat_id)
    if not waiting:
        return None
    seen = await situation(unit, entry, chat, now=now)
    reason = of_chat(entry, seen.chances)
    if reason in HELD:
        return Holding(chat.chat_id, until(reason, seen.chances))
    newest = waiting[-1]
    reason = (
        of_missed(entry.missed, within=entry.within, due=_expected(entry, newest, due), now=now, is_last=True) or reason
    )
    for each in waiting[:-1]:
        await store.release(unit, _decided(entry, chat, due=each.due_at, now=now, reason="merged"))
    words = choose(entry.content, number=newest.number, chat_id=chat.chat_id, sent=seen.sent)
    run = _decided(entry, chat, due=newest.due_at, now=now, reason=reason, heard=seen.heard, words=words)
    if not await store.release(unit, run) or reason is not None:
        return None
    return Posting(chat.chat_id, newest.due_at, newest.number, seen.previous_due, words)


def _expected(entry: Entry, newest: Run, due: int) -> int:
    """What quiet hours held is not late, they were foreseen; what came up was not: what must not be late is dropped."""
    return newest.due_at if entry.missed == "skip" and newest.reason == "incident" else due


async def run_by_hand(unit: Unit, entry: Entry, *, chat: Surroundings, now: int) -> Posting | None:
    """Now, past quiet hours and caps, because somebody said so; None when one went out within the last minute."""
    previous = await store.last_run(unit, entry=entry.name, chat_id=chat.chat_id, is_posted=True)
    if previous is not None and now - previous.decided_at < _A_MINUTE:
        return None
    heard = await heard_by(unit, chat)
    day = chat.calendar.day_of(now)
    number = previous.number + 1 if previous else 1
    sent = await sent_words(unit, entry, chat_id=chat.chat_id)
    words = choose(entry.content, number=number, chat_id=chat.chat_id, sent=sent)
    run = Run(
        entry.name, now, chat.chat_id, "posted", "", now, day,
        is_by_hand=True, number=number, heard=heard, words=_mark_of(entry, words),
    )  # fmt: skip
    if not await store.keep_run(unit, run):
        return None
    return Posting(chat.chat_id, now, number, previous.due_at if previous else None, words)


def name_of(entry: str, due: int) -> str:
    """Under this name the message is kept: it stands when Telegram took it."""
    return f"schedule:{entry}:{due}"


async def refused(unit: Unit, name: str, *, chat_id: int) -> None:
    """Telegram did not take what was to be kept under that name, whoever sent it."""
    kind, _, rest = name.partition(":")
    entry, _, due = rest.rpartition(":")
    if kind == "schedule":
        await store.refuse(unit, entry=entry, due_at=int(due), chat_id=chat_id)


async def keep_talk(unit: Unit, entry: str, *, chat_id: int, due: int) -> None:
    """How much was said since a text on trial went out."""
    heard = await store.heard(unit, chat_id=chat_id)
    await store.keep_talk(unit, entry=entry, due_at=due, chat_id=chat_id, heard=heard)

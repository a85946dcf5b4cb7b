"""Inbox, timers and the ids settled lately: what waits for its turn, and that it waits once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import NamedTuple

from storage.database import Reader, Unit


class Span(NamedTuple):
    """Neighbouring update ids, both ends included; `since` and `at` are when the span began and last grew."""

    first: int
    last: int
    since: int
    at: int


PARTS = 64
"""Of all lanes, where several workers share them."""

HELD = -1
"""When a timer was set that waits for the end of quiet hours."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update kept for its turn; `body` is Telegram's JSON as it came, sealed where it was said in private."""

    update_id: int
    lane: int
    body: str
    received_at: int


@dataclass(frozen=True, slots=True)
class Timer:
    """`set_at` is told when it is set: the moment from which a span is counted; 0 where the calendar decides, HELD
    where it waits for the end of quiet hours. `edition` is the store's own: how often it was set anew while it waited.
    """

    kind: str
    key: str
    chat_id: int
    due_at: int
    body: str
    set_at: int = 0
    edition: int = 0


def part_of(lane: int) -> int:
    """Whose work it is, where several workers share it."""
    return lane % PARTS


# --- what was received -----------------------------------------------------------------------------------------------


async def settled(reader: Reader) -> list[Span]:
    rows = await reader.all("SELECT first, last, since, at FROM settled")
    return [Span(row["first"], row["last"], row["since"], row["at"]) for row in rows]


async def settle(unit: Unit, spans: Iterable[Span]) -> None:
    await unit.many(
        "INSERT INTO settled (first, last, since, at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (first) DO UPDATE SET last = excluded.last, since = excluded.since, at = excluded.at",
        spans,
    )


async def keep(unit: Unit, waiting: Iterable[Waiting]) -> None:
    await unit.many(
        "INSERT INTO inbox (update_id, lane, body, received_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        ((each.update_id, each.lane, each.body, each.received_at) for each in waiting),
    )


async def waiting(reader: Reader) -> list[Waiting]:
    """All that waits for its turn, oldest first: read once, at the start."""
    return await _waiting(reader, "is_unsorted = 0")


async def unsorted(reader: Reader) -> list[Waiting]:
    """All that came and was not looked at yet, oldest first: where several workers serve the store, or did."""
    return await _waiting(reader, "is_unsorted = 1")


async def unsorted_of(reader: Reader, parts: Iterable[int], *, limit: int) -> list[Waiting]:
    """Of those parts of all lanes (`part_of`) alone."""
    mine = ", ".join(str(int(each)) for each in sorted(parts)) or "NULL"
    part = f"(lane % {PARTS} + {PARTS}) % {PARTS}"
    return await _waiting(reader, f"is_unsorted = 1 AND {part} IN ({mine})", limit=limit)


async def _waiting(reader: Reader, which: str, *, limit: int = 1_000_000_000) -> list[Waiting]:
    rows = await reader.all(
        f"SELECT update_id, lane, body, received_at FROM inbox WHERE state = 'waiting' AND {which} "
        "ORDER BY place LIMIT :limit",
        {"limit": limit},
    )
    return [Waiting(row["update_id"], row["lane"], row["body"], row["received_at"]) for row in rows]


async def keep_unsorted(unit: Unit, waiting: Iterable[Waiting]) -> None:
    await unit.many(
        "INSERT INTO inbox (update_id, lane, body, received_at, is_unsorted) VALUES (?, ?, ?, ?, 1) "
        "ON CONFLICT DO NOTHING",
        ((each.update_id, each.lane, each.body, each.received_at) for each in waiting),
    )


async def sort(unit: Unit, *, kept: Iterable[int], settled: Iterable[int]) -> None:
    """Those that are kept wait for their turn from now on, the others are done with."""
    await unit.many("UPDATE inbox SET is_unsorted = 0 WHERE update_id = ?", ((each,) for each in kept))
    await unit.many("DELETE FROM inbox WHERE update_id = ?", ((each,) for each in settled))


def take_update(unit: Unit, update_id: int) -> None:
    """The unit is this update's turn, which counts once: one that waits no more ends it by NothingChangedError."""
    unit.take("DELETE FROM inbox WHERE update_id = :id AND state = 'waiting'", {"id": update_id})


async def spoiled(unit: Unit, update_id: int, *, error: str) -> bool:
    return await unit.change(
        "UPDATE inbox SET state = 'bad', error = :error WHERE update_id = :id AND state = 'waiting'",
        {"id": update_id, "error": error},
    )


# --- what is to be woken by time -------------------------------------------------------------------------------------


async def set_timer(unit: Unit, timer: Timer) -> None:
    """A timer of the same kind and key is replaced."""
    await unit.run(
        "INSERT INTO timers (kind, key, chat_id, due_at, body, set_at) "
        "VALUES (:kind, :key, :chat_id, :due_at, :body, :set_at) ON CONFLICT (kind, key) DO UPDATE SET "
        "due_at = excluded.due_at, body = excluded.body, chat_id = excluded.chat_id, set_at = excluded.set_at, "
        "state = 'waiting', error = '', edition = timers.edition + 1",
        asdict(timer),
    )


async def begin_spans_anew(unit: Unit, *, now: int) -> None:
    """Of timers set at what is the future now: the clock was ahead then, and would let them ring late by as much."""
    await unit.run(
        "UPDATE timers SET due_at = :now + due_at - set_at, set_at = :now WHERE set_at > :now AND state = 'waiting'",
        {"now": now},
    )


async def set_recurring_timers(unit: Unit, timers: Iterable[Timer]) -> None:
    """One that waits stays as it is, unless it waits for a later moment than this; one that failed is set anew."""
    await unit.many(
        "INSERT INTO timers (kind, key, due_at, body) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (kind, key) DO UPDATE SET due_at = excluded.due_at, state = 'waiting', error = '' "
        "WHERE timers.state = 'bad' OR timers.due_at > excluded.due_at",
        [(each.kind, each.key, each.due_at, each.body) for each in timers],
    )


async def set_timers_once(unit: Unit, timers: Iterable[Timer]) -> None:
    """Those that wait already stay as they are; one that failed is set anew."""
    await unit.many(
        "INSERT INTO timers (kind, key, chat_id, due_at, body, set_at) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (kind, key) DO UPDATE SET due_at = excluded.due_at, set_at = excluded.set_at, state = 'waiting', "
        "error = '' WHERE timers.state = 'bad'",
        ((each.kind, each.key, each.chat_id, each.due_at, each.body, each.set_at) for each in timers),
    )


async def held(reader: Reader, *, chat_id: int, until: int) -> int:
    """How many of the chat's timers waited for the end of quiet hours, and ring by then."""
    row = await reader.one(
        "SELECT count(*) AS number FROM timers WHERE chat_id = :chat_id AND set_at = :held AND due_at <= :until "
        "AND state = 'waiting'",
        {"chat_id": chat_id, "held": HELD, "until": until},
    )
    return int(row["number"]) if row else 0


async def timer(reader: Reader, *, kind: str, key: str) -> Timer | None:
    row = await reader.one(
        "SELECT kind, key, chat_id, due_at, body FROM timers WHERE kind = :kind AND key = :key AND state = 'waiting'",
        {"kind": kind, "key": key},
    )
    return Timer(row["kind"], row["key"], row["chat_id"], row["due_at"], row["body"]) if row else None


async def cancel_timer(unit: Unit, kind: str, key: str) -> bool:
    return await unit.change("DELETE FROM timers WHERE kind = :kind AND key = :key", {"kind": kind, "key": key})


async def take_timers(unit: Unit, kind: str, *, chat_id: int, until: int) -> list[Timer]:
    """All of a kind in a chat that are due by then: they ring no more."""
    rows = await unit.all(
        "DELETE FROM timers WHERE kind = :kind AND chat_id = :chat_id AND state = 'waiting' AND due_at <= :until "
        "RETURNING kind, key, chat_id, due_at, body",
        {"kind": kind, "chat_id": chat_id, "until": until},
    )
    return [Timer(row["kind"], row["key"], row["chat_id"], row["due_at"], row["body"]) for row in rows]


async def due_timers(reader: Reader, *, now: int) -> list[Timer]:
    """In their order; of the same moment those last that waited for the end of quiet hours."""
    rows = await reader.all(
        "SELECT kind, key, chat_id, due_at, body, set_at, edition FROM timers "
        "WHERE state = 'waiting' AND due_at <= :now ORDER BY due_at, CASE WHEN set_at < 0 THEN 1 ELSE 0 END, kind, key",
        {"now": now},
    )
    return [Timer(*(row[each.name] for each in fields(Timer))) for row in rows]


async def waiting_keys(reader: Reader, kind: str) -> frozenset[str]:
    rows = await reader.all("SELECT key FROM timers WHERE kind = :kind AND state = 'waiting'", {"kind": kind})
    return frozenset(row["key"] for row in rows)


async def next_due(reader: Reader, *, after: int) -> int | None:
    row = await reader.one(
        "SELECT min(due_at) AS due_at FROM timers WHERE state = 'waiting' AND due_at > :after", {"after": after}
    )
    return row["due_at"] if row else None


def take_timer(unit: Unit, timer: Timer) -> None:
    """As `take_update`, for this very timer: one set anew is another, also by the turn that the first one woke."""
    unit.take(
        "DELETE FROM timers WHERE kind = :kind AND key = :key AND due_at = :due_at AND body = :body "
        "AND edition = :edition AND state = 'waiting'",
        asdict(timer),
    )


async def timer_spoiled(unit: Unit, timer: Timer, *, error: str) -> None:
    await unit.run(
        "UPDATE timers SET state = 'bad', error = :error "
        "WHERE kind = :kind AND key = :key AND due_at = :due_at AND edition = :edition AND state = 'waiting'",
        asdict(timer) | {"error": error},
    )

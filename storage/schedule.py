"""The schedule's lines, runs and marks; when something is due and whether it goes out is decided elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from storage.database import Reader, Row, Unit


@dataclass(frozen=True, slots=True)
class KnownLine:
    """How far a line of due times was dealt with (epoch seconds)."""

    line: str
    entry: str
    written: str
    done_until: int
    next_at: int | None
    runs: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """What became of one run in one chat (0: in all chats of its line)."""

    entry: str
    due_at: int
    chat_id: int
    state: Literal["posted", "held", "left"]
    reason: str = ""
    decided_at: int = 0
    day: int = 0
    is_urgent: bool = False
    is_by_hand: bool = False
    number: int = 1
    heard: int = 0


def _known(row: Row) -> KnownLine:
    return KnownLine(row["line"], row["entry"], row["written"], row["done_until"], row["next_at"], row["runs"])


async def lines(reader: Reader) -> list[KnownLine]:
    return [_known(row) for row in await reader.all("SELECT * FROM schedule_lines ORDER BY line")]


async def line(reader: Reader, key: str) -> KnownLine | None:
    row = await reader.one("SELECT * FROM schedule_lines WHERE line = :key", {"key": key})
    return _known(row) if row else None


async def keep_lines(unit: Unit, known: Iterable[KnownLine]) -> None:
    await unit.many(
        "INSERT INTO schedule_lines (line, entry, written, done_until, next_at, runs) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (line) DO UPDATE SET written = excluded.written, done_until = excluded.done_until, "
        "next_at = excluded.next_at, runs = excluded.runs",
        ((each.line, each.entry, each.written, each.done_until, each.next_at, each.runs) for each in known),
    )


async def drop_lines(unit: Unit, keys: Iterable[str]) -> None:
    """Those of entries no longer in the file; what became of their runs stays known."""
    await unit.many("DELETE FROM schedule_lines WHERE line = ?", ((key,) for key in keys))


async def keep_run(unit: Unit, run: Run) -> bool:
    """Whether this run had not been dealt with in this chat before: whoever writes it first, posts."""
    return (
        await unit.run(
            "INSERT INTO schedule_runs (entry, due_at, chat_id, state, reason, decided_at, day, is_urgent, is_by_hand, "
            "number, heard) VALUES (:entry, :due_at, :chat_id, :state, :reason, :decided_at, :day, :is_urgent, "
            ":is_by_hand, :number, :heard) ON CONFLICT (entry, due_at, chat_id) DO NOTHING",
            {
                "entry": run.entry,
                "due_at": run.due_at,
                "chat_id": run.chat_id,
                "state": run.state,
                "reason": run.reason,
                "decided_at": run.decided_at,
                "day": run.day,
                "is_urgent": int(run.is_urgent),
                "is_by_hand": int(run.is_by_hand),
                "number": run.number,
                "heard": run.heard,
            },
        )
        == 1
    )


async def release(unit: Unit, run: Run) -> bool:
    """What was held goes out after all, or gets its reason; False when it waits no longer."""
    return (
        await unit.run(
            "UPDATE schedule_runs SET state = :state, reason = :reason, decided_at = :decided_at, day = :day, "
            "heard = :heard WHERE entry = :entry AND due_at = :due_at AND chat_id = :chat_id AND state = 'held'",
            {
                "state": run.state,
                "reason": run.reason,
                "decided_at": run.decided_at,
                "day": run.day,
                "heard": run.heard,
                "entry": run.entry,
                "due_at": run.due_at,
                "chat_id": run.chat_id,
            },
        )
        == 1
    )


def _run(row: Row) -> Run:
    return Run(
        row["entry"],
        row["due_at"],
        row["chat_id"],
        row["state"],
        row["reason"],
        row["decided_at"],
        row["day"],
        bool(row["is_urgent"]),
        bool(row["is_by_hand"]),
        row["number"],
        row["heard"],
    )


async def held(reader: Reader, *, entry: str, chat_id: int) -> list[Run]:
    """Oldest first."""
    rows = await reader.all(
        "SELECT * FROM schedule_runs WHERE entry = :entry AND chat_id = :chat_id AND state = 'held' ORDER BY due_at",
        {"entry": entry, "chat_id": chat_id},
    )
    return [_run(row) for row in rows]


async def last_run(reader: Reader, *, entry: str, chat_id: int, is_posted: bool = False) -> Run | None:
    """The latest that concerns the chat, or the latest that went out there."""
    row = await reader.one(
        "SELECT * FROM schedule_runs WHERE entry = :entry AND chat_id IN (:chat_id, 0) "
        "AND (NOT :is_posted OR state = 'posted') ORDER BY due_at DESC LIMIT 1",
        {"entry": entry, "chat_id": chat_id, "is_posted": int(is_posted)},
    )
    return _run(row) if row else None


async def sent_between(reader: Reader, *, chat_id: int, first: int, last: int) -> int:
    """Announcements of these local days, both included; urgent ones and those run by hand do not count."""
    row = await reader.one(
        "SELECT count(*) AS sent FROM schedule_runs WHERE chat_id = :chat_id AND day BETWEEN :first AND :last "
        "AND state = 'posted' AND is_urgent = 0 AND is_by_hand = 0",
        {"chat_id": chat_id, "first": first, "last": last},
    )
    return int(row["sent"]) if row else 0


async def heard(reader: Reader, *, chat_id: int) -> int:
    """Messages of members counted in the chat so far."""
    row = await reader.one(
        "SELECT coalesce(sum(messages), 0) AS heard FROM members WHERE chat_id = :chat_id", {"chat_id": chat_id}
    )
    return int(row["heard"]) if row else 0


async def members(reader: Reader, *, chat_id: int) -> int:
    """Members known to be in the chat."""
    row = await reader.one(
        "SELECT count(*) AS members FROM members WHERE chat_id = :chat_id AND state = 'in'", {"chat_id": chat_id}
    )
    return int(row["members"]) if row else 0


# --- marks -----------------------------------------------------------------------------------------------------------


async def marks(reader: Reader, *, entry: str, chat_id: int) -> frozenset[str]:
    """`paused` and `skip`, set for the chat or for everywhere."""
    rows = await reader.all(
        "SELECT mark FROM schedule_marks WHERE entry = :entry AND chat_id IN (:chat_id, 0)",
        {"entry": entry, "chat_id": chat_id},
    )
    return frozenset(row["mark"] for row in rows)


async def set_mark(unit: Unit, *, entry: str, chat_id: int, mark: str, user_id: int, now: int) -> bool:
    """False when it was set already."""
    return (
        await unit.run(
            "INSERT INTO schedule_marks (entry, chat_id, mark, user_id, at) "
            "VALUES (:entry, :chat_id, :mark, :user_id, :now) ON CONFLICT (entry, chat_id, mark) DO NOTHING",
            {"entry": entry, "chat_id": chat_id, "mark": mark, "user_id": user_id, "now": now},
        )
        == 1
    )


async def clear_mark(unit: Unit, *, entry: str, chat_id: int, mark: str) -> bool:
    return (
        await unit.run(
            "DELETE FROM schedule_marks WHERE entry = :entry AND chat_id = :chat_id AND mark = :mark",
            {"entry": entry, "chat_id": chat_id, "mark": mark},
        )
        == 1
    )


async def clear_marks(unit: Unit, *, entry: str, mark: str, chats: Iterable[int]) -> None:
    """In these chats, and where it was set for everywhere."""
    await unit.many(
        "DELETE FROM schedule_marks WHERE entry = ? AND mark = ? AND chat_id = ?",
        ((entry, mark, chat_id) for chat_id in (0, *chats)),
    )

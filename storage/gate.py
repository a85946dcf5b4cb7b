"""Doors that are closed for a while, and those who have to pass the gate; what they have to do is decided elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from storage.database import Reader, Row, Unit


@dataclass(frozen=True, slots=True)
class Door:
    """A closed one; times are in epoch seconds."""

    chat_id: int
    by_id: int
    by_name: str
    at: int
    until: int


async def close(unit: Unit, door: Door) -> bool:
    """Whether it was open until now; one that is closed stays so for longer."""
    was_open = await closed(unit, chat_id=door.chat_id, now=door.at) is None
    await unit.run(
        "INSERT INTO doors (chat_id, by_id, by_name, at, until) VALUES (:chat_id, :by_id, :by_name, :at, :until) "
        "ON CONFLICT (chat_id) DO UPDATE SET by_id = excluded.by_id, by_name = excluded.by_name, "
        "at = excluded.at, until = excluded.until",
        {
            "chat_id": door.chat_id,
            "by_id": door.by_id,
            "by_name": door.by_name,
            "at": door.at,
            "until": door.until,
        },
    )
    return was_open


async def open_again(unit: Unit, *, chat_id: int, now: int) -> bool:
    """Whether it was closed until now."""
    was_closed = await closed(unit, chat_id=chat_id, now=now) is not None
    await unit.run("DELETE FROM doors WHERE chat_id = :chat_id", {"chat_id": chat_id})
    return was_closed


async def closed(reader: Reader, *, chat_id: int, now: int) -> Door | None:
    row = await reader.one(
        "SELECT * FROM doors WHERE chat_id = :chat_id AND until > :now", {"chat_id": chat_id, "now": now}
    )
    return Door(row["chat_id"], row["by_id"], row["by_name"], row["at"], row["until"]) if row else None


async def all_closed(reader: Reader) -> list[tuple[int, int]]:
    """Groups, and until when, which may have passed."""
    rows = await reader.all("SELECT chat_id, until FROM doors")
    return [(row["chat_id"], row["until"]) for row in rows]


@dataclass(frozen=True, slots=True)
class Guest:
    """`new` until the bot has dealt with their coming, `waits` while they may not speak, `asked` in private.

    `left` to moderators, who could not be asked; `lapsed`: let in, since the bot was away when their time was up.
    """

    chat_id: int
    user_id: int
    name: str
    came_at: int
    ends_at: int
    tries: int = 0
    notice: int = 0
    is_trial: bool = False
    state: str = "new"


_OPEN = "state IN ('new', 'waits')"


def _guest(row: Row) -> Guest:
    return Guest(
        row["chat_id"],
        row["user_id"],
        row["name"],
        row["came_at"],
        row["ends_at"],
        row["tries"],
        row["notice"],
        bool(row["is_trial"]),
        row["state"],
    )


async def came(unit: Unit, guests: Iterable[Guest]) -> None:
    """Who waits already goes on waiting; whoever passed before needs not pass again."""
    await unit.many(
        "INSERT INTO gate_guests (chat_id, user_id, name, came_at, ends_at, is_trial, state) "
        "VALUES (:chat_id, :user_id, :name, :came_at, :ends_at, :is_trial, :state) "
        "ON CONFLICT (chat_id, user_id) DO UPDATE SET name = excluded.name, came_at = excluded.came_at, "
        "ends_at = excluded.ends_at, is_trial = excluded.is_trial, state = excluded.state, tries = 0, notice = 0 "
        "WHERE gate_guests.state IN ('removed', 'left', 'asked', 'lapsed')",
        [
            {
                "chat_id": each.chat_id,
                "user_id": each.user_id,
                "name": each.name,
                "came_at": each.came_at,
                "ends_at": each.ends_at,
                "is_trial": int(each.is_trial),
                "state": each.state,
            }
            for each in guests
        ],
    )


async def noticed(unit: Unit, notices: Iterable[tuple[int, int, int]]) -> None:
    """Of (chat id, user id, message id): the message that tells of somebody's coming, where they have to pass."""
    await unit.many(
        "UPDATE gate_guests SET notice = :notice WHERE chat_id = :chat_id AND user_id = :user_id AND notice = 0",
        [{"chat_id": chat_id, "user_id": user_id, "notice": notice} for chat_id, user_id, notice in notices],
    )


async def guest(reader: Reader, *, chat_id: int, user_id: int) -> Guest | None:
    row = await reader.one(
        "SELECT * FROM gate_guests WHERE chat_id = :chat_id AND user_id = :user_id",
        {"chat_id": chat_id, "user_id": user_id},
    )
    return _guest(row) if row else None


async def in_state(reader: Reader, state: str, *, chat_id: int, limit: int) -> list[Guest]:
    """Whoever came first, first."""
    rows = await reader.all(
        "SELECT * FROM gate_guests WHERE chat_id = :chat_id AND state = :state ORDER BY ends_at, user_id LIMIT :limit",
        {"chat_id": chat_id, "state": state, "limit": limit},
    )
    return [_guest(row) for row in rows]


async def all_asked(reader: Reader) -> list[Guest]:
    """Everybody whose request to join waits for their answer in private, whoever came first, first."""
    rows = await reader.all("SELECT * FROM gate_guests WHERE state = 'asked' ORDER BY ends_at, user_id")
    return [_guest(row) for row in rows]


async def overdue(reader: Reader, *, chat_id: int, now: int, limit: int) -> list[Guest]:
    rows = await reader.all(
        f"SELECT * FROM gate_guests WHERE chat_id = :chat_id AND {_OPEN} AND ends_at <= :now "
        "ORDER BY ends_at, user_id LIMIT :limit",
        {"chat_id": chat_id, "now": now, "limit": limit},
    )
    return [_guest(row) for row in rows]


async def next_end(reader: Reader, *, chat_id: int) -> int:
    """When the first of those who wait has to have passed; 0 where nobody waits."""
    return await reader.number(
        f"SELECT min(ends_at) FROM gate_guests WHERE chat_id = :chat_id AND {_OPEN}", {"chat_id": chat_id}
    )


async def becomes(unit: Unit, one: Guest, state: str) -> bool:
    """Whether they were still as `one` says: of two who decide the second decides nothing."""
    return await unit.change(
        "UPDATE gate_guests SET state = :state WHERE chat_id = :chat_id AND user_id = :user_id AND state = :was",
        {"state": state, "chat_id": one.chat_id, "user_id": one.user_id, "was": one.state},
    )


async def missed(unit: Unit, one: Guest) -> None:
    """A wrong answer."""
    await unit.run(
        "UPDATE gate_guests SET tries = tries + 1 WHERE chat_id = :chat_id AND user_id = :user_id",
        {"chat_id": one.chat_id, "user_id": one.user_id},
    )


async def counts(reader: Reader, *, chat_id: int, since: int) -> dict[str, int]:
    """By state, of those who came since then."""
    rows = await reader.all(
        "SELECT state, count(*) AS number FROM gate_guests WHERE chat_id = :chat_id AND came_at >= :since "
        "GROUP BY state",
        {"chat_id": chat_id, "since": since},
    )
    return {row["state"]: row["number"] for row in rows}

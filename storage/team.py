"""Who is on duty when, replies kept ready, and how much moderators did; what is said of it lives elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from storage.database import Reader, Row, Unit


@dataclass(frozen=True, slots=True)
class Duty:
    """`planned` until it begins, `on` until it is `over`; moments in epoch seconds."""

    id: int
    chat_id: int
    user_id: int
    name: str
    begins_at: int
    ends_at: int
    is_weekly: bool
    state: str


@dataclass(frozen=True, slots=True)
class Ready:
    id: int
    chat_id: int
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Noted:
    """One thing that a moderator did."""

    actor_id: int
    name: str
    at: int


def _duty(row: Row) -> Duty:
    return Duty(
        row["id"],
        row["chat_id"],
        row["user_id"],
        row["name"],
        row["begins_at"],
        row["ends_at"],
        bool(row["is_weekly"]),
        row["state"],
    )


async def plan(
    unit: Unit, *, chat_id: int, user_id: int, name: str, begins_at: int, ends_at: int, is_weekly: bool
) -> None:
    await unit.run(
        "INSERT INTO duties (chat_id, user_id, name, begins_at, ends_at, is_weekly) "
        "VALUES (:chat_id, :user_id, :name, :begins_at, :ends_at, :is_weekly)",
        {
            "chat_id": chat_id,
            "user_id": user_id,
            "name": name,
            "begins_at": begins_at,
            "ends_at": ends_at,
            "is_weekly": int(is_weekly),
        },
    )


async def duties(reader: Reader, *, chat_id: int) -> list[Duty]:
    """That are not over, the next first."""
    rows = await reader.all(
        "SELECT * FROM duties WHERE chat_id = :chat_id AND state <> 'over' ORDER BY begins_at, id", {"chat_id": chat_id}
    )
    return [_duty(row) for row in rows]


async def becomes(unit: Unit, duty: Duty, state: str) -> bool:
    """Whether it was still as `one` says."""
    return await unit.change(
        "UPDATE duties SET state = :state WHERE id = :id AND state = :was",
        {"state": state, "id": duty.id, "was": duty.state},
    )


async def drop(unit: Unit, number: int, *, chat_id: int) -> bool:
    return await unit.change(
        "DELETE FROM duties WHERE id = :id AND chat_id = :chat_id", {"id": number, "chat_id": chat_id}
    )


async def keep_ready(unit: Unit, *, chat_id: int, name: str, words: str, by: int, at: int) -> int:
    """Its number; one of the same name says the new words from now on."""
    row = await unit.one(
        "INSERT INTO ready_replies (chat_id, name, words, by_id, at) VALUES (:chat_id, :name, :words, :by, :at) "
        "ON CONFLICT (chat_id, name) DO UPDATE SET words = excluded.words, by_id = excluded.by_id, at = excluded.at "
        "RETURNING id",
        {"chat_id": chat_id, "name": name, "words": words, "by": by, "at": at},
    )
    return int(row["id"]) if row else 0


async def ready(reader: Reader, *, chat_id: int, limit: int) -> list[Ready]:
    rows = await reader.all(
        "SELECT * FROM ready_replies WHERE chat_id = :chat_id ORDER BY name LIMIT :limit",
        {"chat_id": chat_id, "limit": limit},
    )
    return [_ready(row) for row in rows]


async def find_ready(reader: Reader, number: int) -> Ready | None:
    row = await reader.one("SELECT * FROM ready_replies WHERE id = :id", {"id": number})
    return _ready(row) if row else None


def _ready(row: Row) -> Ready:
    return Ready(row["id"], row["chat_id"], row["name"], row["words"])


async def drop_ready(unit: Unit, number: int) -> bool:
    return await unit.change("DELETE FROM ready_replies WHERE id = :id", {"id": number})


async def noted(reader: Reader, *, chat_id: int, since: int) -> list[Noted]:
    """What moderators did since then, whatever it was."""
    rows = await reader.all(
        "SELECT actor_id, actor_name, at FROM audit WHERE chat_id = :chat_id AND at >= :since",
        {"chat_id": chat_id, "since": since},
    )
    return [Noted(row["actor_id"], row["actor_name"], row["at"]) for row in rows]


async def brought(reader: Reader, *, chat_id: int, since: int) -> list[int]:
    """When members brought something to moderators: reports and feedback, by epoch second."""
    rows = await reader.all(
        "SELECT at FROM reports WHERE chat_id = :chat_id AND at >= :since "
        "UNION ALL SELECT given_at AS at FROM feedback WHERE chat_id = :chat_id AND given_at >= :since",
        {"chat_id": chat_id, "since": since},
    )
    return [row["at"] for row in rows]

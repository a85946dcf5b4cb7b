"""Events and their guests; who has a place is decided elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.events.event import Answer, Event
from storage.database import Reader, Row, Unit


@dataclass(frozen=True, slots=True)
class Guest:
    user_id: int
    name: str
    answer: Answer
    came: bool


def _event(row: Row) -> Event:
    return Event(
        row["id"],
        row["chat_id"],
        row["topic"],
        row["title"],
        row["place"],
        row["starts_at"],
        row["lasts"],
        row["cap"],
        row["goal"],
        row["reward"],
        row["state"],
        row["version"],
    )


async def create(unit: Unit, values: Mapping[str, Any]) -> Event:
    row = await unit.one(
        "INSERT INTO events "
        "(chat_id, topic, title, place, starts_at, lasts, cap, goal, reward, created_by, created_at) "
        "VALUES (:chat_id, :topic, :title, :place, :starts_at, :lasts, :cap, :goal, :reward, :created_by, :now) "
        "RETURNING *",
        values,
    )
    assert row is not None  # noqa: S101  (an insert without a conflict clause returns its row)
    return _event(row)


async def event(reader: Reader, number: int) -> Event | None:
    row = await reader.one("SELECT * FROM events WHERE id = :id", {"id": number})
    return _event(row) if row else None


async def coming(reader: Reader, *, chat_id: int, now: int) -> list[Event]:
    """Open ones that are not over, soonest first, ten at most."""
    rows = await reader.all(
        "SELECT * FROM events WHERE chat_id = :chat_id AND state = 'open' AND starts_at + lasts > :now "
        "ORDER BY starts_at LIMIT 10",
        {"chat_id": chat_id, "now": now},
    )
    return [_event(row) for row in rows]


async def end(unit: Unit, number: int, *, state: str) -> bool:
    """Whether it was still open."""
    return (
        await unit.run(
            "UPDATE events SET state = :state, version = version + 1 WHERE id = :id AND state = 'open'",
            {"state": state, "id": number},
        )
        == 1
    )


async def move(unit: Unit, number: int, *, starts_at: int) -> bool:
    return (
        await unit.run(
            "UPDATE events SET starts_at = :starts_at, version = version + 1 WHERE id = :id AND state = 'open'",
            {"starts_at": starts_at, "id": number},
        )
        == 1
    )


async def guests(reader: Reader, number: int) -> list[Guest]:
    """In the order in which they answered."""
    rows = await reader.all(
        "SELECT event_guests.*, coalesce(name, '') AS name FROM event_guests LEFT JOIN people USING (user_id) "
        "WHERE event = :id ORDER BY turn",
        {"id": number},
    )
    return [Guest(row["user_id"], row["name"], row["answer"], row["came_at"] is not None) for row in rows]


async def answer(unit: Unit, number: int, *, user_id: int, answer: Answer) -> None:
    """Another answer goes to the end of the line; the same one keeps its place there."""
    await unit.run(
        "INSERT INTO event_guests (event, user_id, answer, turn) VALUES (:event, :user_id, :answer, "
        "(SELECT coalesce(max(turn), 0) + 1 FROM event_guests WHERE event = :event)) "
        "ON CONFLICT (event, user_id) DO UPDATE SET answer = excluded.answer, turn = excluded.turn "
        "WHERE answer <> excluded.answer",
        {"event": number, "user_id": user_id, "answer": answer},
    )


async def came(unit: Unit, number: int, *, user_id: int, now: int) -> bool:
    """Whether that is news."""
    return (
        await unit.run(
            "INSERT INTO event_guests (event, user_id, answer, turn, came_at) VALUES (:event, :user_id, 'going', "
            "(SELECT coalesce(max(turn), 0) + 1 FROM event_guests WHERE event = :event), :now) "
            "ON CONFLICT (event, user_id) DO UPDATE SET came_at = :now WHERE came_at IS NULL",
            {"event": number, "user_id": user_id, "now": now},
        )
        == 1
    )


_NEW_FACES = """
SELECT count(*) AS faces FROM event_guests AS guest WHERE event = :id AND came_at IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM event_guests AS earlier JOIN events ON events.id = earlier.event
    WHERE events.chat_id = :chat_id AND earlier.event < :id AND earlier.user_id = guest.user_id
    AND earlier.came_at IS NOT NULL
)
"""


async def new_faces(reader: Reader, number: int, *, chat_id: int) -> int:
    """Those who came and had come to no event of this group before."""
    row = await reader.one(_NEW_FACES, {"id": number, "chat_id": chat_id})
    return int(row["faces"]) if row else 0

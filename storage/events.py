"""Events and their guests; who has a place is decided elsewhere."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from bot.domain.events.event import Answer, Details, Event
from storage.database import Reader, Row, Unit


@dataclass(frozen=True, slots=True)
class Guest:
    user_id: int
    name: str
    answer: Answer
    came: bool


def _event(row: Row) -> Event:
    details = Details(
        row["title"],
        row["place"],
        row["cap"],
        row["goal"],
        row["reward"],
        row["lasts"],
        row["code"],
        row["photo"],
        row["file_id"],
        row["segment"],
    )
    return Event(
        row["id"],
        row["chat_id"],
        row["topic"],
        details,
        row["starts_at"],
        row["state"],
        row["version"],
        row["name"],
        row["written"],
        row["created_by"],
    )


async def create(
    unit: Unit,
    details: Details,
    *,
    chat_id: int,
    topic: int,
    starts_at: int,
    by: int,
    now: int,
    name: str = "",
    written: str = "",
) -> Event:
    row = await unit.one(
        "INSERT INTO events (chat_id, topic, title, place, starts_at, lasts, cap, goal, reward, code, photo, file_id, "
        "segment, name, written, created_by, created_at) "
        "VALUES (:chat_id, :topic, :title, :place, :starts_at, :lasts, :cap, :goal, :reward, :code, :photo, :file_id, "
        ":segment, :name, :written, :by, :now) RETURNING *",
        asdict(details)
        | {"chat_id": chat_id, "topic": topic, "starts_at": starts_at, "by": by, "now": now}
        | {"name": name, "written": written},
    )
    assert row is not None  # noqa: S101  (an insert without a conflict clause returns its row)
    return _event(row)


async def event(reader: Reader, number: int) -> Event | None:
    row = await reader.one("SELECT * FROM events WHERE id = :id", {"id": number})
    return _event(row) if row else None


async def planned(reader: Reader) -> list[Event]:
    """Of every name of the operators' file the last event in each group."""
    rows = await reader.all(
        "SELECT * FROM events WHERE id IN (SELECT max(id) FROM events WHERE name <> '' GROUP BY chat_id, name)"
    )
    return [_event(row) for row in rows]


async def bring(unit: Unit, event: Event, *, now: int) -> None:
    """One that another store holds, as it stands there, its guests left out."""
    await unit.run(
        "INSERT INTO events (id, chat_id, topic, title, place, starts_at, lasts, cap, goal, reward, code, photo, "
        "file_id, segment, name, written, state, version, created_by, created_at) "
        "VALUES (:id, :chat_id, :topic, :title, :place, :starts_at, :lasts, :cap, :goal, :reward, :code, :photo, "
        ":file_id, :segment, :name, :written, :state, :version, 0, :now)",
        asdict(event.details)
        | {"id": event.id, "chat_id": event.chat_id, "topic": event.topic, "starts_at": event.starts_at, "now": now}
        | {"name": event.name, "written": event.written, "state": event.state, "version": event.version},
    )


async def change(unit: Unit, number: int, details: Details, *, topic: int, starts_at: int, written: str) -> bool:
    """Whether it was still open; the calendar file counts it as another version."""
    return await unit.change(
        "UPDATE events SET title = :title, place = :place, cap = :cap, goal = :goal, reward = :reward, "
        "lasts = :lasts, code = :code, photo = :photo, file_id = :file_id, segment = :segment, topic = :topic, "
        "starts_at = :starts_at, written = :written, version = version + 1 WHERE id = :id AND state = 'open'",
        asdict(details) | {"topic": topic, "starts_at": starts_at, "written": written, "id": number},
    )


async def coming(reader: Reader, *, chat_id: int, now: int) -> list[Event]:
    """Open ones that are not over, soonest first, ten at most."""
    rows = await reader.all(
        "SELECT * FROM events WHERE chat_id = :chat_id AND state = 'open' AND starts_at + lasts > :now "
        "ORDER BY starts_at LIMIT 400",
        {"chat_id": chat_id, "now": now},
    )
    return [_event(row) for row in rows]


async def of_guest(reader: Reader, *, user_id: int, now: int) -> list[Event]:
    """Open ones to come that they answered, of whatever group."""
    rows = await reader.all(
        "SELECT events.* FROM event_guests JOIN events ON events.id = event "
        "WHERE user_id = :user_id AND state = 'open' AND starts_at + lasts > :now",
        {"user_id": user_id, "now": now},
    )
    return [_event(row) for row in rows]


async def end(unit: Unit, number: int, *, state: str) -> bool:
    """Whether it was still open."""
    return await unit.change(
        "UPDATE events SET state = :state, version = version + 1 WHERE id = :id AND state = 'open'",
        {"state": state, "id": number},
    )


async def move(unit: Unit, number: int, *, starts_at: int) -> bool:
    return await unit.change(
        "UPDATE events SET starts_at = :starts_at, version = version + 1 WHERE id = :id AND state = 'open'",
        {"starts_at": starts_at, "id": number},
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
        "WHERE event_guests.answer <> excluded.answer",
        {"event": number, "user_id": user_id, "answer": answer},
    )


async def came(unit: Unit, number: int, *, user_id: int, now: int) -> bool:
    """Whether that is news."""
    return await unit.change(
        "INSERT INTO event_guests (event, user_id, answer, turn, came_at) VALUES (:event, :user_id, 'going', "
        "(SELECT coalesce(max(turn), 0) + 1 FROM event_guests WHERE event = :event), :now) "
        "ON CONFLICT (event, user_id) DO UPDATE SET came_at = :now WHERE event_guests.came_at IS NULL",
        {"event": number, "user_id": user_id, "now": now},
    )


async def talk(reader: Reader, *, chat_id: int, first: int, last: int) -> tuple[int, int]:
    """Messages counted in the group on these local days, both included, and how many people's."""
    row = await reader.one(
        "SELECT coalesce(sum(messages), 0) AS messages, count(DISTINCT user_id) AS voices FROM activity "
        "WHERE chat_id = :chat_id AND day BETWEEN :first AND :last",
        {"chat_id": chat_id, "first": first, "last": last},
    )
    return (row["messages"], row["voices"]) if row else (0, 0)


_NEW_FACES = """
SELECT count(*) AS faces FROM event_guests AS guest WHERE event = :id AND came_at IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM event_guests AS earlier JOIN events ON events.id = earlier.event
    WHERE events.chat_id = :chat_id AND earlier.event < :id AND earlier.user_id = guest.user_id
    AND earlier.came_at IS NOT NULL
)
"""


async def new_faces(reader: Reader, number: int, *, chat_id: int) -> int:
    """Those who came and had come to no event of this group before."""
    return await reader.number(_NEW_FACES, {"id": number, "chat_id": chat_id})

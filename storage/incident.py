"""What has come up in a group, and its timeline; one is open at a time, which the schema sees to."""

from __future__ import annotations

from dataclasses import dataclass

from storage.database import Reader, Row, Unit


@dataclass(frozen=True, slots=True)
class Incident:
    """Times are in epoch seconds; `closed_at` is 0 while it is open."""

    id: int
    chat_id: int
    title: str
    opened_at: int
    closed_at: int
    is_drill: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    at: int
    words: str


@dataclass(frozen=True, slots=True)
class Part:
    """A role that somebody took (`role:0`), or a step that somebody did (`step:2`)."""

    part: str
    user_id: int
    name: str


async def running(reader: Reader, *, chat_id: int, is_drill: bool = False) -> Incident | None:
    row = await reader.one(
        "SELECT * FROM incidents WHERE chat_id = :chat_id AND is_drill = :is_drill AND closed_at = 0",
        {"chat_id": chat_id, "is_drill": int(is_drill)},
    )
    return _incident(row) if row else None


async def find(reader: Reader, number: int) -> Incident | None:
    row = await reader.one("SELECT * FROM incidents WHERE id = :id", {"id": number})
    return _incident(row) if row else None


async def parts(reader: Reader, number: int) -> list[Part]:
    rows = await reader.all("SELECT * FROM incident_parts WHERE incident = :id ORDER BY part", {"id": number})
    return [Part(row["part"], row["user_id"], row["name"]) for row in rows]


async def take(unit: Unit, number: int, part: str, *, user_id: int, name: str, at: int) -> bool:
    """Whether nobody had it."""
    return await unit.change(
        "INSERT INTO incident_parts (incident, part, user_id, name, at) VALUES (:id, :part, :user_id, :name, :at) "
        "ON CONFLICT DO NOTHING",
        {"id": number, "part": part, "user_id": user_id, "name": name, "at": at},
    )


async def give_back(unit: Unit, number: int, part: str, *, user_id: int) -> bool:
    """Whether it was theirs."""
    return await unit.change(
        "DELETE FROM incident_parts WHERE incident = :id AND part = :part AND user_id = :user_id",
        {"id": number, "part": part, "user_id": user_id},
    )


async def opened_since(reader: Reader, *, chat_id: int, since: int, until: int) -> list[Incident]:
    """From then on and before then, oldest first."""
    rows = await reader.all(
        "SELECT * FROM incidents WHERE chat_id = :chat_id AND is_drill = 0 AND opened_at >= :since "
        "AND opened_at < :until ORDER BY id",
        {"chat_id": chat_id, "since": since, "until": until},
    )
    return [_incident(row) for row in rows]


async def begin(unit: Unit, *, chat_id: int, title: str, by: int, at: int, is_drill: bool = False) -> Incident | None:
    """None where one is open already; a drill stands in nobody's way."""
    row = await unit.one(
        "INSERT INTO incidents (chat_id, title, opened_by, opened_at, is_drill) "
        "VALUES (:chat_id, :title, :by, :at, :is_drill) ON CONFLICT DO NOTHING RETURNING *",
        {"chat_id": chat_id, "title": title, "by": by, "at": at, "is_drill": int(is_drill)},
    )
    return _incident(row) if row else None


async def note(unit: Unit, incident: Incident, *, words: str, by: int, at: int) -> None:
    await unit.run(
        "INSERT INTO incident_notes (incident, chat_id, said_by, at, words) "
        "VALUES (:incident, :chat_id, :by, :at, :words)",
        {"incident": incident.id, "chat_id": incident.chat_id, "by": by, "at": at, "words": words},
    )


async def notes(reader: Reader, incident: Incident) -> list[Note]:
    """Oldest first."""
    rows = await reader.all(
        "SELECT at, words FROM incident_notes WHERE incident = :id ORDER BY number", {"id": incident.id}
    )
    return [Note(row["at"], row["words"]) for row in rows]


async def close(unit: Unit, incident: Incident, *, at: int) -> bool:
    """Whether it was still open."""
    return await unit.change(
        "UPDATE incidents SET closed_at = :at WHERE id = :id AND closed_at = 0", {"id": incident.id, "at": at}
    )


def _incident(row: Row) -> Incident:
    return Incident(row["id"], row["chat_id"], row["title"], row["opened_at"], row["closed_at"], bool(row["is_drill"]))

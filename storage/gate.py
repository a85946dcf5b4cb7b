"""Doors that are closed for a while; who is let in, and how, is decided elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from storage.database import Reader, Unit


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

"""Anonymous voices that a desk does not hear."""

from __future__ import annotations

from storage.database import Reader, Unit


async def block(unit: Unit, *, chat_id: int, voice: str, now: int) -> None:
    await unit.run(
        "INSERT INTO feedback_blocked (chat_id, voice, at) VALUES (:chat_id, :voice, :now) ON CONFLICT DO NOTHING",
        {"chat_id": chat_id, "voice": voice, "now": now},
    )


async def is_blocked(reader: Reader, *, chat_id: int, voice: str) -> bool:
    where = "SELECT 1 FROM feedback_blocked WHERE chat_id = :chat_id AND voice = :voice"
    return await reader.one(where, {"chat_id": chat_id, "voice": voice}) is not None

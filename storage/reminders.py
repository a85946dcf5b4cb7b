"""Who asked to be reminded to check in; when that is due is a timer's."""

from __future__ import annotations

from storage.database import Reader, Unit


async def ask(unit: Unit, *, chat_id: int, user_id: int, at: int) -> bool:
    """Whether it was not asked for before."""
    return await unit.change(
        "INSERT INTO reminders (chat_id, user_id, since) VALUES (:chat_id, :user_id, :at) ON CONFLICT DO NOTHING",
        {"chat_id": chat_id, "user_id": user_id, "at": at},
    )


async def stop(unit: Unit, *, chat_id: int, user_id: int) -> bool:
    """Whether it had been asked for."""
    return await unit.change(
        "DELETE FROM reminders WHERE chat_id = :chat_id AND user_id = :user_id",
        {"chat_id": chat_id, "user_id": user_id},
    )


async def is_asked(reader: Reader, *, chat_id: int, user_id: int) -> bool:
    row = await reader.one(
        "SELECT 1 AS yes FROM reminders JOIN members USING (chat_id, user_id) "
        "WHERE reminders.chat_id = :chat_id AND reminders.user_id = :user_id AND state = 'in'",
        {"chat_id": chat_id, "user_id": user_id},
    )
    return row is not None

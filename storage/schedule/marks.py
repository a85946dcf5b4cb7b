"""Who paused what, and which next run is left out; a chat's marks and those for everywhere (chat 0)."""

from __future__ import annotations

from collections.abc import Iterable

from storage.database import Reader, Unit


async def marks(reader: Reader, *, entry: str, chat_id: int) -> frozenset[str]:
    """`paused` and `skip`, set for the chat or for everywhere."""
    rows = await reader.all(
        "SELECT mark FROM schedule_marks WHERE entry = :entry AND chat_id IN (:chat_id, 0)",
        {"entry": entry, "chat_id": chat_id},
    )
    return frozenset(row["mark"] for row in rows)


async def set_mark(unit: Unit, *, entry: str, chat_id: int, mark: str, user_id: int, now: int) -> bool:
    """False when it was set already."""
    return await unit.change(
        "INSERT INTO schedule_marks (entry, chat_id, mark, user_id, at) "
        "VALUES (:entry, :chat_id, :mark, :user_id, :now) ON CONFLICT (entry, chat_id, mark) DO NOTHING",
        {"entry": entry, "chat_id": chat_id, "mark": mark, "user_id": user_id, "now": now},
    )


async def clear_mark(unit: Unit, *, entry: str, chat_id: int, mark: str) -> bool:
    return await unit.change(
        "DELETE FROM schedule_marks WHERE entry = :entry AND chat_id = :chat_id AND mark = :mark",
        {"entry": entry, "chat_id": chat_id, "mark": mark},
    )


async def clear_marks(unit: Unit, *, entry: str, mark: str, chats: Iterable[int]) -> None:
    """In these chats, and where it was set for everywhere."""
    await unit.many(
        "DELETE FROM schedule_marks WHERE entry = ? AND mark = ? AND chat_id = ?",
        ((entry, mark, chat_id) for chat_id in (0, *chats)),
    )

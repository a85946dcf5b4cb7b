"""Announcements planned in chat; when they are due next stands with the schedule's lines."""

from __future__ import annotations

from bot.domain.schedule.planned import PlannedPost
from storage.database import Reader, Row, Unit


def _post(row: Row) -> PlannedPost:
    return PlannedPost(
        row["id"],
        row["chat_id"],
        row["topic"],
        row["user_id"],
        row["name"],
        row["html"],
        row["file_id"],
        bool(row["is_pinned"]),
        row["written"],
        row["timezone"],
        row["due_at"],
        row["segment"],
    )


async def posts(reader: Reader) -> list[PlannedPost]:
    return [_post(row) for row in await reader.all("SELECT * FROM planned_posts ORDER BY id")]


async def post(reader: Reader, number: int, *, chat_id: int) -> PlannedPost | None:
    row = await reader.one(
        "SELECT * FROM planned_posts WHERE id = :id AND chat_id = :chat_id", {"id": number, "chat_id": chat_id}
    )
    return _post(row) if row else None


async def next_number(unit: Unit) -> int:
    return await unit.number("SELECT coalesce(max(id), 0) + 1 FROM planned_posts")


async def keep(unit: Unit, one: PlannedPost) -> None:
    """In place of the one of that number, if there is one."""
    await unit.run(
        "INSERT INTO planned_posts "
        "(id, chat_id, topic, user_id, name, html, file_id, is_pinned, written, timezone, due_at, segment) "
        "VALUES (:id, :chat_id, :topic, :user_id, :name, :html, :file_id, :is_pinned, :written, :zone, "
        ":due_at, :segment) "
        "ON CONFLICT (id) DO UPDATE SET user_id = excluded.user_id, name = excluded.name, html = excluded.html, "
        "file_id = excluded.file_id, is_pinned = excluded.is_pinned, written = excluded.written, "
        "timezone = excluded.timezone, due_at = excluded.due_at, segment = excluded.segment",
        {
            "id": one.id,
            "chat_id": one.chat_id,
            "topic": one.topic,
            "user_id": one.user_id,
            "name": one.name,
            "html": one.html,
            "file_id": one.file_id,
            "is_pinned": int(one.is_pinned),
            "written": one.written,
            "zone": one.zone,
            "due_at": one.due_at,
            "segment": one.segment,
        },
    )


async def drop(unit: Unit, number: int, *, chat_id: int) -> bool:
    return await unit.change(
        "DELETE FROM planned_posts WHERE id = :id AND chat_id = :chat_id", {"id": number, "chat_id": chat_id}
    )

"""Lifetime scores and badges; the scores themselves are kept by the ledger's triggers."""

from __future__ import annotations

from collections.abc import Collection

from storage.database import Reader, Unit


async def score(reader: Reader, *, chat_id: int, user_id: int) -> int:
    return await reader.number(
        "SELECT points FROM scores WHERE chat_id = :chat_id AND account = :user_id",
        {"chat_id": chat_id, "user_id": user_id},
    )


async def badges(reader: Reader, *, chat_id: int, user_id: int) -> list[str]:
    """In the order they were given."""
    rows = await reader.all(
        "SELECT badge FROM badges WHERE chat_id = :chat_id AND user_id = :user_id ORDER BY at, badge",
        {"chat_id": chat_id, "user_id": user_id},
    )
    return [row["badge"] for row in rows]


async def give_badges(unit: Unit, badges: Collection[str], *, chat_id: int, user_id: int, at: int) -> None:
    """Those given before stay as they were."""
    await unit.many(
        "INSERT INTO badges (chat_id, user_id, badge, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [(chat_id, user_id, badge, at) for badge in badges],
    )

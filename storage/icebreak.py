"""How much a group said, by day."""

from __future__ import annotations

from storage.database import Reader


async def messages(reader: Reader, *, chat_id: int, first: int, last: int) -> dict[int, int]:
    """By local days' ordinals, both ends included; days without any are left out."""
    rows = await reader.all(
        "SELECT day, sum(messages) AS number FROM activity "
        "WHERE chat_id = :chat_id AND day BETWEEN :first AND :last GROUP BY day",
        {"chat_id": chat_id, "first": first, "last": last},
    )
    return {row["day"]: row["number"] for row in rows}

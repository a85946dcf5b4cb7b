"""What kind of feedback one is, put right by hand."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.feedback import Category
from storage.database import Reader, Unit


async def sort(unit: Unit, number: int, *, category: Category) -> bool:
    """Whether it was of another kind before."""
    return await unit.change(
        "UPDATE feedback SET category = :category WHERE id = :id AND category <> :category",
        {"id": number, "category": category},
    )


async def learn(unit: Unit, marks: Iterable[str], *, chat_id: int, category: Category, now: int) -> None:
    """Words under their marks speak once more for that kind."""
    await unit.many(
        "INSERT INTO feedback_lessons (chat_id, mark, category, at) VALUES (:chat_id, :mark, :category, :now) "
        "ON CONFLICT (chat_id, mark, category) DO UPDATE SET times = feedback_lessons.times + 1, at = excluded.at",
        [{"chat_id": chat_id, "mark": each, "category": category, "now": now} for each in marks],
    )


async def learnt(reader: Reader, mark: str, *, chat_id: int) -> dict[Category, int]:
    """How often that word spoke for each kind."""
    rows = await reader.all(
        "SELECT category, times FROM feedback_lessons WHERE chat_id = :chat_id AND mark = :mark",
        {"chat_id": chat_id, "mark": mark},
    )
    return {row["category"]: row["times"] for row in rows}

"""What kind of feedback one is, put right by hand."""

from __future__ import annotations

from bot.domain.feedback import Category
from storage.database import Unit


async def sort(unit: Unit, number: int, *, category: Category) -> bool:
    """Whether it was of another kind before."""
    return await unit.change(
        "UPDATE feedback SET category = :category WHERE id = :id AND category <> :category",
        {"id": number, "category": category},
    )

"""What kind of feedback one is: guessed from its words at first, put right by the desk."""

from __future__ import annotations

from typing import get_args

from bot.domain.feedback import Category
from storage.database import Unit
from storage.feedback import sorting as kept

CATEGORIES: tuple[Category, ...] = get_args(Category)


async def sort(unit: Unit, number: int, category: Category) -> bool:
    """Whether it was of another kind before."""
    return await kept.sort(unit, number, category=category)

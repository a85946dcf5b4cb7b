"""What kind of feedback one is: guessed from its words at first, put right by the desk, which teaches it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, get_args

from bot.domain.feedback import Category
from storage.database import Reader, Unit
from storage.feedback import sorting as kept

CATEGORIES: tuple[Category, ...] = get_args(Category)

_ENOUGH: Final = 2
"""Votes of the desk's corrections, a word and correction each, by which a kind is known; one alone may be chance."""


async def sort(unit: Unit, number: int, category: Category) -> bool:
    """Whether it was of another kind before."""
    return await kept.sort(unit, number, category=category)


async def learn(unit: Unit, marks: Sequence[str], *, chat_id: int, category: Category, now: int) -> None:
    """`marks` stand for the words of what was put right."""
    await kept.learn(unit, marks, chat_id=chat_id, category=category, now=now)


async def known(reader: Reader, marks: Sequence[str], *, chat_id: int) -> Category | None:
    """The kind that corrections speak for, most clearly; None where they do not."""
    votes: Counter[Category] = Counter()
    for mark in marks:
        votes.update(await kept.learnt(reader, mark, chat_id=chat_id))
    ranked = votes.most_common(2)
    if not ranked or ranked[0][1] < _ENOUGH or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
        return None
    return ranked[0][0]

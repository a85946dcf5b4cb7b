"""What a member has reached: levels and badges, each told once; how points come is decided elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.levels import Facts, Height, Level, earned, height
from storage import levels as kept
from storage.database import Reader, Unit


async def reached(
    unit: Unit, facts: Facts, levels: Sequence[Level], *, chat_id: int, user_id: int, at: int
) -> list[str]:
    """Badges given just now; asked of the store only where there is something to give."""
    due = earned(facts, levels)
    if not due:
        return []
    had = set(await kept.badges(unit, chat_id=chat_id, user_id=user_id))
    new = [badge for badge in due if badge not in had]
    if new:
        await kept.give_badges(unit, new, chat_id=chat_id, user_id=user_id, at=at)
    return new


async def standing(reader: Reader, levels: Sequence[Level], *, chat_id: int, user_id: int) -> Height:
    return height(await kept.score(reader, chat_id=chat_id, user_id=user_id), levels)


async def badges(reader: Reader, *, chat_id: int, user_id: int) -> list[str]:
    """In the order they were given, levels left out."""
    found = await kept.badges(reader, chat_id=chat_id, user_id=user_id)
    return [badge for badge in found if not badge.startswith("level:")]

"""The badge for who answered all five questions about fraud."""

from __future__ import annotations

from bot.domain.safety import BADGE
from storage import levels
from storage.database import Unit


async def passed(unit: Unit, *, chat_id: int, user_id: int, at: int) -> bool:
    """Whether the badge is news."""
    had = await levels.badges(unit, chat_id=chat_id, user_id=user_id)
    await levels.give_badges(unit, [BADGE], chat_id=chat_id, user_id=user_id, at=at)
    return BADGE not in had

"""The log of what moderators set; setting itself goes by the book, which every turn asks for a group's settings."""

from __future__ import annotations

from bot.domain.settings import Change
from storage import settings
from storage.database import Reader

SHOWN = 10


async def log(reader: Reader, *, chat_id: int) -> list[Change]:
    """The last ten changes, newest first."""
    return await settings.log(reader, chat_id=chat_id, limit=SHOWN)

"""Messages of the bot's own that are kept by a name: which message that is now."""

from __future__ import annotations

from storage import outbox
from storage.database import Reader
from storage.outbox import Kept


async def kept(reader: Reader, *, chat_id: int, name: str) -> Kept | None:
    """None where none of that name was sent, or it was deleted."""
    return await outbox.kept_post(reader, chat_id=chat_id, name=name)

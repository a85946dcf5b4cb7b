"""What waits for somebody's tap, kept in the timer that ends it; doing it is the caller's."""

from __future__ import annotations

from storage import queues
from storage.database import Reader


async def body(reader: Reader, *, kind: str, key: str, chat_id: int) -> str | None:
    """None where it was done, withdrawn or has lapsed, or waits in another chat."""
    timer = await queues.timer(reader, kind=kind, key=key)
    return timer.body if timer is not None and timer.chat_id == chat_id else None

"""What waits for somebody's tap, kept in the timer that ends it; doing it is the caller's."""

from __future__ import annotations

from storage import queues
from storage.database import Reader


async def body(reader: Reader, *, kind: str, key: str) -> str | None:
    """None where it was done, withdrawn or has lapsed."""
    found = await queues.timer(reader, kind=kind, key=key)
    return found.body if found else None

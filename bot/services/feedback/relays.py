"""Ways between the desk and an author: the topic of a feedback, and messages passed on by marks nobody can read."""

from __future__ import annotations

from bot.services.desk import Destination
from storage.database import Reader
from storage.feedback import relays
from storage.feedback.relays import Relay, keep, keep_thread, of_author, of_desk, reword

__all__ = ["Relay", "keep", "keep_thread", "of_author", "of_desk", "reword", "thread"]


async def thread(reader: Reader, number: int) -> Destination | None:
    found = await relays.thread(reader, number)
    return Destination(*found) if found else None

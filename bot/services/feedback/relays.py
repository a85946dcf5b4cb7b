"""Ways between the desk and an author: the topic of a feedback, and messages passed on by marks nobody can read."""

from __future__ import annotations

from bot.services.desk import Destination
from storage.database import Reader
from storage.feedback import relays
from storage.feedback.relays import Relay, cards, keep, keep_thread, of_author, of_desk, reword, threads

__all__ = ["CARDS", "THREADS", "Relay", "cards", "keep", "keep_thread"]
__all__ += ["of_author", "of_desk", "reword", "thread", "threads"]

CARDS, THREADS = "feedback_cards", "feedback_threads"
"""The names of the cards at the desk, and of the topics of one feedback each, among all places that are watched."""


async def thread(reader: Reader, number: int) -> Destination | None:
    found = await relays.thread(reader, number)
    return Destination(*found) if found else None

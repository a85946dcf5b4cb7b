"""What changed in the store that workers keep in memory: told by triggers, in the transaction that changes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from storage.database import Reader

MIRRORED: Final[Mapping[str, str]] = {
    "chats": "INSERT OR UPDATE OR DELETE",
    "moved": "INSERT OR UPDATE OR DELETE",
    "chosen_settings": "INSERT OR UPDATE OR DELETE",
    "counted_topics": "INSERT OR UPDATE OR DELETE",
    "spoken_words": "INSERT OR UPDATE OR DELETE",
    "awaited_answers": "INSERT OR UPDATE OR DELETE",
    "preferences": "INSERT OR UPDATE OR DELETE",
    "planned_posts": "INSERT OR UPDATE OR DELETE",
    "term_versions": "INSERT OR UPDATE OF state OR DELETE",
    "discussions": "INSERT OR UPDATE OF state, place OR DELETE",
    "challenges": "INSERT OR UPDATE OF state OR DELETE",
    "feedback": "INSERT OR UPDATE OF state OR DELETE",
    "feedback_relays": "INSERT OR DELETE",
    "feedback_threads": "INSERT OR DELETE",
    "posts": "INSERT OR UPDATE",
    "doors": "INSERT OR UPDATE OR DELETE",
    "consents": "INSERT OR UPDATE OR DELETE",
    "knowledge": "INSERT OR UPDATE OF question OR DELETE",
    "knowledge_phrasings": "INSERT OR UPDATE OR DELETE",
    "mood_corrections": "INSERT OR UPDATE OR DELETE",
    "guard_lessons": "INSERT OR DELETE",
    "removals": "INSERT OR DELETE",
    "mentors": "INSERT OR DELETE",
}
"""Tables that a memory mirrors, and what of them is news."""

ONLY: Final[Mapping[str, str]] = {
    "posts": "NEW.name LIKE 'challenge:%' OR NEW.name LIKE 'feedback:%'",
}
"""Which rows of a table are."""


@dataclass(frozen=True, slots=True)
class News:
    id: int
    kind: str
    chat_id: int


async def latest(reader: Reader) -> int:
    """To be asked before what it tells of is read: whatever comes later is news."""
    return await reader.number("SELECT max(id) FROM news")


async def since(reader: Reader, number: int) -> list[News]:
    """Numbers grow in the order of commits, for units of one store come one after another."""
    rows = await reader.all("SELECT id, kind, chat_id FROM news WHERE id > :number ORDER BY id", {"number": number})
    return [News(row["id"], row["kind"], row["chat_id"]) for row in rows]

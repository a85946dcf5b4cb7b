"""What was changed in a group and when, for marks beside its counts; by whom is told elsewhere."""

from __future__ import annotations

from typing import NamedTuple

from storage.database import Reader, Unit


class Change(NamedTuple):
    """`what` it was: `rules`, `settings`, `event` or a `note` of moderators, which has `words`."""

    at: int
    what: str
    words: str = ""


async def changes(reader: Reader, *, chat_id: int, since: int, until: int) -> list[Change]:
    """In their order."""
    rows = await reader.all(
        "SELECT starts_at AS at, 'rules' AS what, '' AS words FROM rule_versions "
        "WHERE chat_id = :chat_id AND starts_at >= :since AND starts_at < :until "
        "UNION ALL SELECT at, 'settings' AS what, '' AS words FROM settings_log "
        "WHERE chat_id = :chat_id AND at >= :since AND at < :until "
        "UNION ALL SELECT starts_at AS at, 'event' AS what, '' AS words FROM events "
        "WHERE chat_id = :chat_id AND starts_at >= :since AND starts_at < :until AND state <> 'cancelled' "
        "UNION ALL SELECT at, 'note' AS what, words FROM trend_notes "
        "WHERE chat_id = :chat_id AND at >= :since AND at < :until ORDER BY at",
        {"chat_id": chat_id, "since": since, "until": until},
    )
    return [Change(row["at"], row["what"], row["words"]) for row in rows]


class Note(NamedTuple):
    id: int
    at: int
    words: str


async def note(unit: Unit, *, chat_id: int, at: int, words: str, by: int) -> int:
    return await unit.number(
        "INSERT INTO trend_notes (chat_id, at, words, by_id) VALUES (:chat_id, :at, :words, :by) RETURNING id",
        {"chat_id": chat_id, "at": at, "words": words, "by": by},
    )


async def notes(reader: Reader, *, chat_id: int, limit: int) -> list[Note]:
    """The latest first."""
    rows = await reader.all(
        "SELECT id, at, words FROM trend_notes WHERE chat_id = :chat_id ORDER BY at DESC, id DESC LIMIT :limit",
        {"chat_id": chat_id, "limit": limit},
    )
    return [Note(row["id"], row["at"], row["words"]) for row in rows]


async def drop_note(unit: Unit, number: int, *, chat_id: int) -> bool:
    """Whether it was there."""
    return await unit.change(
        "DELETE FROM trend_notes WHERE id = :id AND chat_id = :chat_id", {"id": number, "chat_id": chat_id}
    )

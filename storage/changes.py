"""What was changed in a group and when, for marks beside its counts; by whom is told elsewhere."""

from __future__ import annotations

from storage.database import Reader


async def changes(reader: Reader, *, chat_id: int, since: int, until: int) -> list[tuple[int, str]]:
    """Moments and what it was: `rules`, `settings` or `event`, in their order."""
    rows = await reader.all(
        "SELECT starts_at AS at, 'rules' AS what FROM rule_versions "
        "WHERE chat_id = :chat_id AND starts_at >= :since AND starts_at < :until "
        "UNION ALL SELECT at, 'settings' AS what FROM settings_log "
        "WHERE chat_id = :chat_id AND at >= :since AND at < :until "
        "UNION ALL SELECT starts_at AS at, 'event' AS what FROM events "
        "WHERE chat_id = :chat_id AND starts_at >= :since AND starts_at < :until AND state <> 'cancelled' ORDER BY at",
        {"chat_id": chat_id, "since": since, "until": until},
    )
    return [(row["at"], row["what"]) for row in rows]

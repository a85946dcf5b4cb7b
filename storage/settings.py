"""What groups chose by buttons, and the log of it; merging it with the config file is the book's."""

from __future__ import annotations

from bot.domain.settings import Change
from storage.database import Reader, Unit


async def chosen(reader: Reader) -> dict[int, dict[str, int]]:
    """Of every group."""
    found: dict[int, dict[str, int]] = {}
    for row in await reader.all("SELECT * FROM chosen_settings"):
        found.setdefault(row["chat_id"], {})[row["name"]] = row["value"]
    return found


async def choose(unit: Unit, change: Change, *, chat_id: int, by_id: int) -> None:
    params = {
        "chat_id": chat_id,
        "name": change.name,
        "before": change.before,
        "after": change.after,
        "by_id": by_id,
        "by_name": change.by,
        "at": change.at,
    }
    await unit.many(
        "INSERT INTO chosen_settings (chat_id, name, value) VALUES (:chat_id, :name, :after) "
        "ON CONFLICT (chat_id, name) DO UPDATE SET value = excluded.value",
        [params],
    )
    await unit.many(
        "INSERT INTO settings_log (chat_id, name, before, after, by_id, by_name, at) "
        "VALUES (:chat_id, :name, :before, :after, :by_id, :by_name, :at)",
        [params],
    )


async def log(reader: Reader, *, chat_id: int, limit: int) -> list[Change]:
    """Newest first."""
    rows = await reader.all(
        "SELECT * FROM settings_log WHERE chat_id = :chat_id ORDER BY id DESC LIMIT :limit",
        {"chat_id": chat_id, "limit": limit},
    )
    return [Change(row["name"], row["before"], row["after"], row["by_name"], row["at"]) for row in rows]

"""What Telegram does not let the bot do in a chat, and until when to believe it."""

from __future__ import annotations

from dataclasses import dataclass

from storage.database import Reader, Unit


@dataclass(frozen=True, slots=True)
class Limit:
    """`kind` is `pause`, `photos`, `documents`, or `reaction:` with an emoji; `until` is in epoch seconds."""

    chat_id: int
    kind: str
    until: int


async def standing(reader: Reader, *, now: int, chat_id: int = 0) -> list[Limit]:
    """Those of one chat, or of all (0)."""
    rows = await reader.all(
        "SELECT chat_id, kind, until FROM limits WHERE until > :now AND (:chat_id = 0 OR chat_id = :chat_id) "
        "ORDER BY chat_id, kind",
        {"now": now, "chat_id": chat_id},
    )
    return [Limit(row["chat_id"], row["kind"], row["until"]) for row in rows]


async def keep(unit: Unit, *, chat_id: int, kind: str, until: int) -> None:
    await unit.run(
        "INSERT INTO limits (chat_id, kind, until) VALUES (:chat_id, :kind, :until) "
        "ON CONFLICT (chat_id, kind) DO UPDATE SET until = excluded.until",
        {"chat_id": chat_id, "kind": kind, "until": until},
    )

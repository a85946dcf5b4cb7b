"""Telegram's administrators of each group, as last told."""

from __future__ import annotations

import json
from collections.abc import Iterable

from bot.domain.rights import Rights
from storage.database import Reader, Row, Unit


def _rights(row: Row) -> Rights:
    return Rights(
        is_owner=bool(row["is_owner"]),
        is_administrator=True,
        is_anonymous=bool(row["is_anonymous"]),
        names=frozenset(json.loads(row["rights"])),
    )


async def administrators(reader: Reader, *, chat_id: int) -> dict[int, Rights]:
    rows = await reader.all("SELECT * FROM administrators WHERE chat_id = :chat_id", {"chat_id": chat_id})
    return {row["user_id"]: _rights(row) for row in rows}


async def told_since(reader: Reader, *, chat_id: int, since: int) -> dict[int, Rights] | None:
    """The same in the same statement, where the whole list was last asked for later than that; else None."""
    rows = await reader.all(
        "SELECT administrators.* FROM administrators_asked AS asked "
        "LEFT JOIN administrators ON administrators.chat_id = asked.chat_id "
        "WHERE asked.chat_id = :chat_id AND asked.asked_at > :since",
        {"chat_id": chat_id, "since": since},
    )
    return {row["user_id"]: _rights(row) for row in rows if row["user_id"] is not None} if rows else None


async def replace_all(unit: Unit, found: dict[int, Rights], *, chat_id: int, now: int) -> None:
    await unit.run("DELETE FROM administrators WHERE chat_id = :chat_id", {"chat_id": chat_id})
    await keep(unit, found.items(), chat_id=chat_id)
    await unit.run(
        "INSERT INTO administrators_asked VALUES (:chat_id, :now) "
        "ON CONFLICT (chat_id) DO UPDATE SET asked_at = excluded.asked_at",
        {"chat_id": chat_id, "now": now},
    )


async def keep(unit: Unit, found: Iterable[tuple[int, Rights]], *, chat_id: int) -> None:
    await unit.many(
        "INSERT INTO administrators (chat_id, user_id, is_owner, is_anonymous, rights) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (chat_id, user_id) DO UPDATE SET "
        "is_owner = excluded.is_owner, is_anonymous = excluded.is_anonymous, rights = excluded.rights",
        (
            (chat_id, user_id, int(each.is_owner), int(each.is_anonymous), json.dumps(sorted(each.names)))
            for user_id, each in found
        ),
    )


async def drop(unit: Unit, *, chat_id: int, user_id: int) -> None:
    await unit.run(
        "DELETE FROM administrators WHERE chat_id = :chat_id AND user_id = :user_id",
        {"chat_id": chat_id, "user_id": user_id},
    )


async def drop_all(unit: Unit, pairs: Iterable[tuple[int, int]]) -> None:
    """Of each of these chats and people."""
    await unit.many("DELETE FROM administrators WHERE chat_id = ? AND user_id = ?", pairs)


async def ask_again(unit: Unit, *, chat_id: int) -> None:
    """What is known of the group's administrators is no longer to be trusted."""
    await unit.run("DELETE FROM administrators_asked WHERE chat_id = :chat_id", {"chat_id": chat_id})

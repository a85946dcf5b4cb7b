"""Whom words for moderators reach, and what they were told already; choosing among them lives in the desk service."""

from __future__ import annotations

from collections.abc import Collection

from bot.domain.people import Person
from storage.database import Reader, Unit

WELCOME = "NOT EXISTS (SELECT 1 FROM preferences WHERE preferences.user_id = chats.chat_id AND declined = 'private')"
"""Of a private chat: its member did not ask to be left in peace there."""

_FEW = 20


async def first_notice(unit: Unit, *, chat_id: int, key: str, now: int) -> bool:
    """Whether this was not told before; from now on it was."""
    return await unit.change(
        "INSERT INTO notices (chat_id, key, told_at) VALUES (:chat_id, :key, :now) ON CONFLICT DO NOTHING",
        {"chat_id": chat_id, "key": key, "now": now},
    )


async def told_at(reader: Reader, *, chat_id: int, key: str) -> int:
    """When `first_notice` told it, epoch seconds; 0 where it did not."""
    row = await reader.one(
        "SELECT told_at FROM notices WHERE chat_id = :chat_id AND key = :key", {"chat_id": chat_id, "key": key}
    )
    return int(row["told_at"]) if row else 0


async def administrators_in_private(reader: Reader, *, chat_id: int) -> list[int]:
    """The group's administrators whom the bot may write to: those who began a private chat and did not end it."""
    rows = await reader.all(
        "SELECT user_id FROM administrators JOIN chats ON chats.chat_id = administrators.user_id "
        f"WHERE administrators.chat_id = :chat_id AND chats.kind = 'private' AND chats.state = 'active' AND {WELCOME} "
        "ORDER BY user_id",
        {"chat_id": chat_id},
    )
    return [row["user_id"] for row in rows]


async def administrators(reader: Reader, *, chat_id: int) -> list[Person]:
    rows = await reader.all(
        "SELECT people.user_id, people.name, people.username FROM administrators JOIN people USING (user_id) "
        "WHERE administrators.chat_id = :chat_id AND people.is_bot = 0 AND people.name <> '' ORDER BY people.user_id",
        {"chat_id": chat_id},
    )
    return [Person(row["user_id"], row["name"], row["username"]) for row in rows]


async def reachable(reader: Reader, people: Collection[int]) -> list[int]:
    """Those of `people` whose private chat with the bot is open; a few are asked for one by one."""
    if len(people) <= _FEW:
        asked = "SELECT chat_id FROM chats WHERE chat_id = :id AND kind = 'private' AND state = 'active'"
        return [each for each in sorted(people) if await reader.one(asked, {"id": each}) is not None]
    rows = await reader.all("SELECT chat_id FROM chats WHERE kind = 'private' AND state = 'active' ORDER BY chat_id")
    return [row["chat_id"] for row in rows if row["chat_id"] in people]


async def welcoming(reader: Reader, people: Collection[int]) -> list[int]:
    """Those of them who may be written to unasked as well."""
    rows = await reader.all(f"SELECT chat_id FROM chats WHERE kind = 'private' AND state = 'active' AND {WELCOME}")
    return [row["chat_id"] for row in rows if row["chat_id"] in people]


async def title_of(reader: Reader, *, chat_id: int) -> str:
    """The chat's title as last known, else empty."""
    row = await reader.one("SELECT title FROM chats WHERE chat_id = :chat_id", {"chat_id": chat_id})
    return str(row["title"]) if row else ""

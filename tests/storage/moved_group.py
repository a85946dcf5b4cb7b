"""A group with everything in it that moves to another id."""

from __future__ import annotations

import json
from typing import Any

from storage import registry
from storage.database import Database
from tests.story import HIKE, OWNER, YINUO, Story

OLD, NEW = -77, -1007700000077


async def migrate(story: Story) -> int:
    """The owner turns the hiking group into a supergroup; its new id."""
    return int(await story.does(OWNER, "migrate", chat_id=HIKE))


async def rows_of(database: Database, chat_id: int) -> dict[str, int]:
    """How many rows of each registered table speak of the chat."""
    found: dict[str, int] = {}
    for table, rule in registry.TABLES.items():
        for column in rule.chats:
            row = await database.reads.one(
                f"SELECT count(*) AS n FROM {table} WHERE {column} = :chat_id", {"chat_id": chat_id}
            )
            found[table] = row["n"] if row else 0
    return found


async def balances(story: Story, chat_id: int) -> dict[int, int]:
    found = await story.rows("SELECT account, balance FROM balances WHERE chat_id = :id", id=chat_id)
    return {row["account"]: row["balance"] for row in found}


async def spread(story: Story, chat_id: int) -> list[dict[str, Any]]:
    return await story.rows(
        "SELECT board, since, level, bucket, members FROM spread WHERE chat_id = :id AND members <> 0 ORDER BY 1,2,3,4",
        id=chat_id,
    )


async def sums_are_right(story: Story, chat_id: int) -> None:
    kept = await balances(story, chat_id)
    summed: dict[int, int] = {}
    for row in await story.rows("SELECT * FROM ledger WHERE chat_id = :id", id=chat_id):
        summed[row["from_account"]] = summed.get(row["from_account"], 0) - row["amount"]
        summed[row["to_account"]] = summed.get(row["to_account"], 0) + row["amount"]
    assert kept == summed
    standing = [row for row in await spread(story, chat_id) if row["board"] == "all" and row["level"] == 0]
    assert sum(row["members"] for row in standing) == len([n for who, n in kept.items() if who > 0 and n > 0])


def moved_from(update_id: int) -> bytes:
    told = {"message_id": 1, "date": 1_800_072_000, "chat": {"id": NEW, "type": "supergroup", "title": "灯会"}}
    told |= {"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}, "migrate_from_chat_id": OLD}
    return json.dumps({"update_id": update_id, "message": told}).encode()


def said(update_id: int, chat: int, text: str = "早") -> bytes:
    kind = "group" if chat == OLD else "supergroup"
    told = {"message_id": update_id, "date": 1_800_072_000, "chat": {"id": chat, "type": kind, "title": "灯会"}}
    told |= {"from": {"id": YINUO, "is_bot": False, "first_name": "陈一诺"}, "text": text}
    return json.dumps({"update_id": update_id, "message": told}).encode()

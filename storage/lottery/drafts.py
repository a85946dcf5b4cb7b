"""Lotteries being put together in a dialogue; what is asked next is the handler's."""

from __future__ import annotations

import json

from bot.domain.lottery.terms import Draft, Terms, read_written, written
from storage.database import Reader, Row, Unit


def _draft(row: Row) -> Draft:
    terms = read_written(json.loads(row["terms"]))
    return Draft(row["id"], row["chat_id"], row["user_id"], row["for_chat"], row["topic"], terms, row["asks"])


async def draft(reader: Reader, *, id: int) -> Draft | None:  # noqa: A002
    row = await reader.one("SELECT * FROM lottery_drafts WHERE id = :id", {"id": id})
    return _draft(row) if row else None


async def begin(unit: Unit, *, chat_id: int, user_id: int, for_chat: int, topic: int, terms: Terms, at: int) -> Draft:
    """Takes the place of an earlier one that was not finished."""
    await unit.run(
        "DELETE FROM lottery_drafts WHERE chat_id = :chat_id AND user_id = :user_id",
        {"chat_id": chat_id, "user_id": user_id},
    )
    rows = await unit.all(
        "INSERT INTO lottery_drafts (chat_id, user_id, for_chat, topic, terms, touched_at) "
        "VALUES (:chat_id, :user_id, :for_chat, :topic, :terms, :at) RETURNING *",
        {
            "chat_id": chat_id,
            "user_id": user_id,
            "for_chat": for_chat,
            "topic": topic,
            "terms": json.dumps(written(terms), ensure_ascii=False),
            "at": at,
        },
    )
    return _draft(rows[0])


async def change(unit: Unit, *, id: int, terms: Terms, asks: str, at: int) -> bool:  # noqa: A002
    return await unit.change(
        "UPDATE lottery_drafts SET terms = :terms, asks = :asks, touched_at = :at WHERE id = :id",
        {"id": id, "terms": json.dumps(written(terms), ensure_ascii=False), "asks": asks, "at": at},
    )


async def end(unit: Unit, *, id: int) -> bool:  # noqa: A002
    """Whether it still stood: it is opened, or called off, once."""
    return await unit.change("DELETE FROM lottery_drafts WHERE id = :id", {"id": id})

"""The knowledge base: questions in a moderator's words, and the answers given."""

from __future__ import annotations

import json
from dataclasses import dataclass

from storage.database import Reader, Row, Unit


@dataclass(frozen=True, slots=True)
class Known:
    """`review_at`: when the answer is to be looked at again, in epoch seconds; 0 is never."""

    id: int
    question: str
    answer: str
    keywords: tuple[str, ...]
    review_at: int = 0


_SELECT = "SELECT id, question, answer, keywords, review_at FROM knowledge "


def _known(row: Row) -> Known:
    return Known(row["id"], row["question"], row["answer"], tuple(json.loads(row["keywords"])), row["review_at"])


async def keep(
    unit: Unit,
    *,
    chat_id: int,
    question: str,
    answer: str,
    keywords: tuple[str, ...],
    actor_id: int,
    now: int,
    review_at: int,
) -> int:
    """Its number. The same question again takes the new answer."""
    return await unit.number(
        "INSERT INTO knowledge (chat_id, question, answer, keywords, actor_id, at, review_at) "
        "VALUES (:chat_id, :question, :answer, :keywords, :actor_id, :now, :review_at) "
        "ON CONFLICT (chat_id, question) DO UPDATE SET answer = excluded.answer, actor_id = excluded.actor_id, "
        "at = excluded.at, review_at = excluded.review_at RETURNING id",
        {
            "chat_id": chat_id,
            "question": question,
            "answer": answer,
            "keywords": json.dumps(keywords, ensure_ascii=False),
            "actor_id": actor_id,
            "now": now,
            "review_at": review_at,
        },
    )


async def entries(reader: Reader, *, chat_id: int, limit: int = 400) -> list[Known]:
    """The newest first."""
    rows = await reader.all(
        _SELECT + "WHERE chat_id = :chat_id ORDER BY id DESC LIMIT :limit", {"chat_id": chat_id, "limit": limit}
    )
    return [_known(row) for row in rows]


async def entry(reader: Reader, number: int, *, chat_id: int) -> Known | None:
    row = await reader.one(
        _SELECT + "WHERE id = :number AND chat_id = :chat_id", {"number": number, "chat_id": chat_id}
    )
    return _known(row) if row else None


async def questions(reader: Reader) -> list[tuple[int, int, str]]:
    """Of all groups: the chat, the entry's number, and its question, in each of its wordings."""
    rows = await reader.all(
        "SELECT chat_id, id, question FROM knowledge UNION ALL "
        "SELECT chat_id, knowledge AS id, question FROM knowledge_phrasings ORDER BY chat_id, id, question"
    )
    return [(row["chat_id"], row["id"], row["question"]) for row in rows]


async def reword(unit: Unit, number: int, *, chat_id: int, answer: str, actor_id: int, now: int) -> bool:
    return await unit.change(
        "UPDATE knowledge SET answer = :answer, actor_id = :actor_id, at = :now "
        "WHERE id = :number AND chat_id = :chat_id",
        {"number": number, "chat_id": chat_id, "answer": answer, "actor_id": actor_id, "now": now},
    )


async def review(unit: Unit, number: int, *, chat_id: int, at: int) -> bool:
    """When it is to be looked at next; whether it was there."""
    return await unit.change(
        "UPDATE knowledge SET review_at = :at WHERE id = :number AND chat_id = :chat_id",
        {"number": number, "chat_id": chat_id, "at": at},
    )


async def remove(unit: Unit, number: int, *, chat_id: int) -> bool:
    return await unit.change(
        "DELETE FROM knowledge WHERE id = :number AND chat_id = :chat_id", {"number": number, "chat_id": chat_id}
    )


async def to_review(reader: Reader, *, chat_id: int) -> Known | None:
    """The one that is to be looked at first."""
    row = await reader.one(
        _SELECT + "WHERE chat_id = :chat_id AND review_at > 0 ORDER BY review_at, id LIMIT 1", {"chat_id": chat_id}
    )
    return _known(row) if row else None

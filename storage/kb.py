"""The knowledge base: questions in a moderator's words, and the answers given."""

from __future__ import annotations

import json
from dataclasses import dataclass

from storage.database import Reader, Unit


@dataclass(frozen=True, slots=True)
class Known:
    id: int
    question: str
    answer: str
    keywords: tuple[str, ...]


async def keep(
    unit: Unit, *, chat_id: int, question: str, answer: str, keywords: tuple[str, ...], actor_id: int, now: int
) -> None:
    """The same question again takes the new answer."""
    await unit.run(
        "INSERT INTO knowledge (chat_id, question, answer, keywords, actor_id, at) "
        "VALUES (:chat_id, :question, :answer, :keywords, :actor_id, :now) "
        "ON CONFLICT (chat_id, question) DO UPDATE SET answer = excluded.answer, actor_id = excluded.actor_id, "
        "at = excluded.at",
        {
            "chat_id": chat_id,
            "question": question,
            "answer": answer,
            "keywords": json.dumps(keywords, ensure_ascii=False),
            "actor_id": actor_id,
            "now": now,
        },
    )


async def entries(reader: Reader, *, chat_id: int, limit: int = 300) -> list[Known]:
    """The newest first."""
    rows = await reader.all(
        "SELECT id, question, answer, keywords FROM knowledge WHERE chat_id = :chat_id ORDER BY id DESC LIMIT :limit",
        {"chat_id": chat_id, "limit": limit},
    )
    return [Known(row["id"], row["question"], row["answer"], tuple(json.loads(row["keywords"]))) for row in rows]

"""Questions to a group without a reply: which messages they are, and which of them moderators were told of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from storage.database import Reader, Unit


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that asks for something; `name` is its author's, empty where unknown; `at` in epoch seconds."""

    chat_id: int
    message_id: int
    user_id: int
    topic: int
    at: int
    name: str = ""


async def keep(unit: Unit, questions: Iterable[Waiting]) -> None:
    await unit.many(
        "INSERT INTO open_questions (chat_id, message_id, user_id, topic, at) "
        "VALUES (:chat_id, :message_id, :user_id, :topic, :at) ON CONFLICT (chat_id, message_id) DO NOTHING",
        [
            {
                "chat_id": each.chat_id,
                "message_id": each.message_id,
                "user_id": each.user_id,
                "topic": each.topic,
                "at": each.at,
            }
            for each in questions
        ],
    )


async def answered(unit: Unit, messages: Iterable[tuple[int, int, int]]) -> None:
    """By the chat, the message replied to, and who replies: whoever asked goes on asking."""
    await unit.many(
        "DELETE FROM open_questions WHERE chat_id = :chat_id AND message_id = :message_id AND user_id <> :user_id",
        [{"chat_id": chat_id, "message_id": message_id, "user_id": who} for chat_id, message_id, who in messages],
    )


async def due(reader: Reader, *, chat_id: int, until: int) -> list[Waiting]:
    """Asked by then and not told of, the oldest first."""
    rows = await reader.all(
        "SELECT open_questions.*, coalesce(people.name, '') AS name FROM open_questions "
        "LEFT JOIN people ON people.user_id = open_questions.user_id "
        "WHERE chat_id = :chat_id AND told_at = 0 AND at <= :until ORDER BY at, message_id",
        {"chat_id": chat_id, "until": until},
    )
    return [
        Waiting(row["chat_id"], row["message_id"], row["user_id"], row["topic"], row["at"], row["name"]) for row in rows
    ]


async def tell(unit: Unit, *, chat_id: int, until: int, now: int) -> None:
    await unit.run(
        "UPDATE open_questions SET told_at = :now WHERE chat_id = :chat_id AND told_at = 0 AND at <= :until",
        {"chat_id": chat_id, "until": until, "now": now},
    )


async def first_at(reader: Reader, *, chat_id: int) -> int:
    """When the oldest that was not told of was asked; 0 where there is none."""
    return await reader.number(
        "SELECT min(at) FROM open_questions WHERE chat_id = :chat_id AND told_at = 0", {"chat_id": chat_id}
    )

"""What members asked their group: which answer was given by itself, what came of it, and what was missed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from storage.database import Reader, Row, Unit

Outcome: TypeAlias = Literal["", "helped", "person"]


@dataclass(frozen=True, slots=True)
class Question:
    """`entry` is whose answer was given, 0 for none; `at` in epoch seconds."""

    id: int
    chat_id: int
    user_id: int
    message_id: int
    topic: int
    words: str
    entry: int
    at: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Counts:
    answered: int
    helped: int
    person: int
    missed: int


_SELECT = "SELECT id, chat_id, user_id, message_id, topic, words, entry, at, outcome FROM kb_asked "


def _question(row: Row) -> Question:
    return Question(**{name: row[name] for name in Question.__dataclass_fields__})


def _values(one: Question) -> dict[str, Any]:
    return {
        "chat_id": one.chat_id,
        "user_id": one.user_id,
        "message_id": one.message_id,
        "topic": one.topic,
        "words": one.words,
        "entry": one.entry,
        "at": one.at,
    }


_INSERT = (
    "INSERT INTO kb_asked (chat_id, user_id, message_id, topic, words, entry, at) "
    "VALUES (:chat_id, :user_id, :message_id, :topic, :words, :entry, :at) ON CONFLICT (chat_id, message_id) DO NOTHING"
)


async def keep_many(unit: Unit, questions: Iterable[Question]) -> None:
    await unit.many(_INSERT, [_values(each) for each in questions])


async def keep(unit: Unit, one: Question) -> int:
    """Its number; 0 where that message was kept before."""
    return await unit.number(_INSERT + " RETURNING id", _values(one))


async def question(reader: Reader, number: int) -> Question | None:
    row = await reader.one(_SELECT + "WHERE id = :number", {"number": number})
    return _question(row) if row else None


async def settle(unit: Unit, number: int, *, user_id: int, outcome: Outcome) -> bool:
    """Once, by whoever asked."""
    return await unit.change(
        "UPDATE kb_asked SET outcome = :outcome WHERE id = :number AND user_id = :user_id AND outcome = ''",
        {"number": number, "user_id": user_id, "outcome": outcome},
    )


async def counts(reader: Reader, *, chat_id: int, since: int) -> Counts:
    row = await reader.one(
        "SELECT coalesce(sum(CASE WHEN entry > 0 THEN 1 END), 0) AS answered, "
        "coalesce(sum(CASE WHEN outcome = 'helped' THEN 1 END), 0) AS helped, "
        "coalesce(sum(CASE WHEN outcome = 'person' THEN 1 END), 0) AS person, "
        "coalesce(sum(CASE WHEN entry = 0 THEN 1 END), 0) AS missed "
        "FROM kb_asked WHERE chat_id = :chat_id AND at >= :since",
        {"chat_id": chat_id, "since": since},
    )
    return Counts(row["answered"], row["helped"], row["person"], row["missed"]) if row else Counts(0, 0, 0, 0)


async def missed(reader: Reader, *, chat_id: int, since: int, limit: int) -> list[Question]:
    """The newest first."""
    rows = await reader.all(
        _SELECT + "WHERE chat_id = :chat_id AND entry = 0 AND at >= :since ORDER BY at DESC, id DESC LIMIT :limit",
        {"chat_id": chat_id, "since": since, "limit": limit},
    )
    return [_question(row) for row in rows]

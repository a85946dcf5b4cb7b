"""Rounds of questions, the questions and their votes; who may do what with them is decided elsewhere."""

from __future__ import annotations

from bot.domain.ask import Ask, Question
from storage.database import Reader, Row, Unit

_ASKS = (
    "SELECT asks.*, coalesce(people.name, '') AS guest FROM asks LEFT JOIN people ON people.user_id = asks.guest_id "
)
_QUESTIONS = (
    "SELECT question.*, coalesce(asker.name, '') AS name, coalesce(answerer.name, '') AS answerer, "
    "(SELECT count(*) FROM ask_votes WHERE ask_votes.question = question.id) AS votes "
    "FROM ask_questions AS question LEFT JOIN people AS asker ON asker.user_id = question.user_id "
    "LEFT JOIN people AS answerer ON answerer.user_id = question.answered_by "
)


def _ask(row: Row) -> Ask:
    return Ask(
        row["id"],
        row["chat_id"],
        row["topic"],
        row["title"],
        row["guest_id"],
        row["guest"],
        row["opened_by"],
        row["closes_at"],
        row["state"] == "open",
    )


def _question(row: Row) -> Question:
    return Question(
        row["id"],
        row["ask"],
        row["user_id"],
        row["name"],
        row["words"],
        row["votes"],
        row["state"],
        row["answer"],
        row["answerer"],
    )


async def open_one(
    unit: Unit, *, chat_id: int, topic: int, title: str, guest_id: int, by: int, at: int, closes_at: int
) -> int | None:
    """Its number; None while another is open there."""
    row = await unit.one(
        "INSERT INTO asks (chat_id, topic, title, guest_id, opened_by, opened_at, closes_at) "
        "VALUES (:chat_id, :topic, :title, :guest_id, :by, :at, :closes_at) ON CONFLICT DO NOTHING RETURNING id",
        {
            "chat_id": chat_id,
            "topic": topic,
            "title": title,
            "guest_id": guest_id,
            "by": by,
            "at": at,
            "closes_at": closes_at,
        },
    )
    return row["id"] if row else None


async def ask(reader: Reader, number: int) -> Ask | None:
    row = await reader.one(_ASKS + "WHERE id = :id", {"id": number})
    return _ask(row) if row else None


async def current(reader: Reader, *, chat_id: int) -> Ask | None:
    row = await reader.one(_ASKS + "WHERE chat_id = :chat_id AND state = 'open'", {"chat_id": chat_id})
    return _ask(row) if row else None


async def close(unit: Unit, number: int) -> bool:
    """Whether it was open."""
    return await unit.change("UPDATE asks SET state = 'closed' WHERE id = :id AND state = 'open'", {"id": number})


async def put(unit: Unit, number: int, *, user_id: int, words: str, at: int, most: int) -> int | None:
    """The question's number; None where that many of theirs wait already, or the round is over."""
    row = await unit.one(
        "INSERT INTO ask_questions (ask, user_id, words, at) SELECT id, :user_id, :words, :at FROM asks "
        "WHERE id = :ask AND state = 'open' AND :most > (SELECT count(*) FROM ask_questions "
        "WHERE ask = :ask AND user_id = :user_id AND state = 'waiting') RETURNING id",
        {"ask": number, "user_id": user_id, "words": words, "at": at, "most": most},
    )
    return row["id"] if row else None


async def question(reader: Reader, number: int) -> Question | None:
    row = await reader.one(_QUESTIONS + "WHERE question.id = :id", {"id": number})
    return _question(row) if row else None


async def questions(reader: Reader, number: int) -> list[Question]:
    """Of a round, those most voted for first; what was taken away or forgotten is left out."""
    rows = await reader.all(
        _QUESTIONS
        + "WHERE ask = :ask AND question.state <> 'dropped' AND words <> '' ORDER BY votes DESC, question.id",
        {"ask": number},
    )
    return [_question(row) for row in rows]


async def vote(unit: Unit, number: int, *, user_id: int) -> bool:
    """Once more takes it back; whether it stands now."""
    is_given = await unit.change(
        "INSERT INTO ask_votes (question, user_id) VALUES (:id, :user_id) ON CONFLICT DO NOTHING",
        {"id": number, "user_id": user_id},
    )
    if not is_given:
        await unit.run(
            "DELETE FROM ask_votes WHERE question = :id AND user_id = :user_id", {"id": number, "user_id": user_id}
        )
    return is_given


async def settle(unit: Unit, number: int, *, state: str, answer: str = "", by: int = 0) -> bool:
    """Whether it was still waiting; an answer in words may follow a mark without any."""
    return await unit.change(
        "UPDATE ask_questions SET state = :state, answer = :answer, answered_by = :by WHERE id = :id "
        "AND (state = 'waiting' OR (state = 'answered' AND answer = '' AND :answer <> ''))",
        {"id": number, "state": state, "answer": answer, "by": by},
    )

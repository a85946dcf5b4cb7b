"""Questions to a guest: a round opened, asked in, voted on, answered and closed; outcomes, never sentences."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.ask import (
    LONGEST_ANSWER,
    MOST_WAITING,
    Ask,
    NoneOpen,
    OneOpen,
    OwnQuestion,
    Question,
    Settled,
    TooManyWaiting,
    UnknownQuestion,
    question_of,
)
from storage import ask as kept
from storage.ask import ask, questions
from storage.database import Reader, Unit

__all__ = ["ask", "close", "current", "drop", "give", "open_one", "put", "question", "questions", "vote"]


async def open_one(
    unit: Unit, *, chat_id: int, topic: int, title: str, guest_id: int, by: int, at: int, closes_at: int
) -> Ask:
    """Raises OneOpen."""
    number = await kept.open_one(
        unit, chat_id=chat_id, topic=topic, title=title, guest_id=guest_id, by=by, at=at, closes_at=closes_at
    )
    running = await current(unit, chat_id=chat_id)
    if number is None:
        raise OneOpen(title=running.title)
    return running


async def current(reader: Reader, *, chat_id: int) -> Ask:
    """Raises NoneOpen."""
    found = await kept.current(reader, chat_id=chat_id)
    if found is None:
        raise NoneOpen
    return found


async def put(unit: Unit, running: Ask, *, user_id: int, words: str, at: int) -> Question:
    """Raises NoQuestion, TooManyWaiting."""
    plain = question_of(words)
    number = await kept.put(unit, running.id, user_id=user_id, words=plain, at=at, most=MOST_WAITING)
    if number is None:
        raise TooManyWaiting(most=MOST_WAITING)
    return await question(unit, number, chat_id=running.chat_id)


async def question(reader: Reader, number: int, *, chat_id: int) -> Question:
    """One of that chat's, in whatever round; raises UnknownQuestion."""
    found = await kept.question(reader, number)
    within = await kept.ask(reader, found.ask) if found is not None else None
    if found is None or within is None or within.chat_id != chat_id:
        raise UnknownQuestion(seen=f"#{number}")
    return found


async def vote(unit: Unit, found: Question, *, user_id: int) -> tuple[Question, bool]:
    """The question as it stands, and whether the vote does. Raises OwnQuestion, Settled."""
    if found.user_id == user_id:
        raise OwnQuestion
    if found.state != "waiting":
        raise Settled
    stands = await kept.vote(unit, found.id, user_id=user_id)
    return replace(found, votes=found.votes + (1 if stands else -1)), stands


async def give(unit: Unit, found: Question, *, answer: str, by: int, chat_id: int) -> Question:
    """Answered, in words or by a mark alone. Raises Settled."""
    if not await kept.settle(unit, found.id, state="answered", answer=answer[:LONGEST_ANSWER], by=by):
        raise Settled
    return await question(unit, found.id, chat_id=chat_id)


async def drop(unit: Unit, found: Question) -> None:
    """Raises Settled."""
    if not await kept.settle(unit, found.id, state="dropped"):
        raise Settled


async def close(unit: Unit, running: Ask) -> list[Question] | None:
    """What was asked; None when it was closed before."""
    if not await kept.close(unit, running.id):
        return None
    return await kept.questions(unit, running.id)

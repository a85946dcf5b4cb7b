"""The question bank and rounds of questions; single polls and their votes live in `polls`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.polls import Poll
from storage.database import Reader, Row, Unit
from storage.polls import read_poll


@dataclass(frozen=True, slots=True)
class Round:
    number: int
    chat_id: int
    topic: int
    size: int
    seconds: int
    is_over: bool


def _round(row: Row) -> Round:
    return Round(row["number"], row["chat_id"], row["topic"], row["size"], row["seconds"], row["state"] == "over")


async def add_questions(unit: Unit, questions: Iterable[tuple[str, str]], *, chat_id: int) -> None:
    """`questions` are (question, line); one that is there already takes the new line."""
    await unit.many(
        "INSERT INTO questions (chat_id, question, line) VALUES (?, ?, ?) "
        "ON CONFLICT (chat_id, question) DO UPDATE SET line = excluded.line",
        ((chat_id, question, line) for question, line in questions),
    )


async def bank_size(reader: Reader, *, chat_id: int) -> int:
    return await reader.number("SELECT count(*) FROM questions WHERE chat_id = :chat_id", {"chat_id": chat_id})


async def lines(reader: Reader, *, chat_id: int, limit: int = -1, skip: int = 0) -> list[str]:
    """Questions as they were written, in the order they came; all of them without a limit."""
    rows = await reader.all(
        "SELECT line FROM questions WHERE chat_id = :chat_id ORDER BY number LIMIT :limit OFFSET :skip",
        {"chat_id": chat_id, "limit": limit, "skip": skip},
    )
    return [row["line"] for row in rows]


async def last_question(reader: Reader, *, chat_id: int) -> int:
    return await reader.number("SELECT max(number) FROM questions WHERE chat_id = :chat_id", {"chat_id": chat_id})


async def empty(unit: Unit, *, chat_id: int, last: int) -> int:
    """How many were there up to that number."""
    return await unit.run(
        "DELETE FROM questions WHERE chat_id = :chat_id AND number <= :last", {"chat_id": chat_id, "last": last}
    )


async def next_question(unit: Unit, *, chat_id: int, now: int) -> str | None:
    """The line of the one asked longest ago, marked as asked now."""
    row = await unit.one(
        "UPDATE questions SET asked_at = :now WHERE number = (SELECT number FROM questions WHERE chat_id = :chat_id "
        "ORDER BY asked_at, number LIMIT 1) RETURNING line",
        {"chat_id": chat_id, "now": now},
    )
    return row["line"] if row else None


async def begin(unit: Unit, *, chat_id: int, topic: int, size: int, seconds: int, now: int) -> Round | None:
    """None while another round runs in that chat."""
    row = await unit.one(
        "INSERT INTO rounds (chat_id, topic, size, seconds, started_at) "
        "VALUES (:chat_id, :topic, :size, :seconds, :now) ON CONFLICT DO NOTHING RETURNING *",
        {"chat_id": chat_id, "topic": topic, "size": size, "seconds": seconds, "now": now},
    )
    return _round(row) if row else None


async def running(reader: Reader, *, chat_id: int) -> Round | None:
    row = await reader.one("SELECT * FROM rounds WHERE chat_id = :chat_id AND state = 'running'", {"chat_id": chat_id})
    return _round(row) if row else None


async def end(unit: Unit, *, number: int) -> bool:
    """Whether it was still running."""
    return await unit.change("UPDATE rounds SET state = 'over' WHERE number = :n AND state = 'running'", {"n": number})


async def take_in(unit: Unit, *, poll: int, number: int) -> None:
    """A question asked for a round."""
    await unit.run("UPDATE polls SET round = :round WHERE number = :poll", {"round": number, "poll": poll})


async def round_of(reader: Reader, *, poll: int) -> Round | None:
    row = await reader.one(
        "SELECT rounds.* FROM rounds JOIN polls ON polls.round = rounds.number WHERE polls.number = :poll",
        {"poll": poll},
    )
    return _round(row) if row else None


async def asked(reader: Reader, *, number: int) -> list[Poll]:
    """The questions of a round so far, in the order they were asked."""
    rows = await reader.all("SELECT * FROM polls WHERE round = :round ORDER BY number", {"round": number})
    return [read_poll(row) for row in rows]

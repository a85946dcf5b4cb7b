"""What feedback came to, by counts, and all of a group's feedback for an export; what is told of it lives elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.feedback import Category, Ticket
from storage.database import Reader
from storage.feedback.tickets import SELECT, as_ticket


@dataclass(frozen=True, slots=True)
class Counts:
    """Of those given since a moment, but for `waiting`, `overdue` and `oldest_at` (0: none), which are of now."""

    given: int
    adopted: int
    rated: int
    score: float
    waiting: int
    overdue: int
    oldest_at: int


async def was_given(reader: Reader) -> bool:
    """Whether anybody ever gave any, in whichever group."""
    return await reader.one("SELECT 1 FROM feedback LIMIT 1") is not None


async def counts(reader: Reader, *, chat_id: int, since: int, now: int) -> Counts:
    row = await reader.one(
        "SELECT coalesce(sum(CASE WHEN given_at >= :since THEN 1 END), 0) AS given, "
        "coalesce(sum(CASE WHEN given_at >= :since AND adopted_at > 0 THEN 1 END), 0) AS adopted, "
        "coalesce(sum(CASE WHEN given_at >= :since AND score > 0 THEN 1 END), 0) AS rated, "
        "coalesce(avg(CASE WHEN given_at >= :since AND score > 0 THEN score END), 0) AS score, "
        "coalesce(sum(CASE WHEN state IN ('open', 'claimed', 'asked') THEN 1 END), 0) AS waiting, "
        "coalesce(sum(CASE WHEN state IN ('open', 'claimed') AND due_at < :now THEN 1 END), 0) AS overdue, "
        "coalesce(min(CASE WHEN state IN ('open', 'claimed') THEN given_at END), 0) AS oldest_at "
        "FROM feedback WHERE chat_id = :chat_id AND state <> 'merged'",
        {"chat_id": chat_id, "since": since, "now": now},
    )
    if row is None:
        return Counts(0, 0, 0, 0.0, 0, 0, 0)
    return Counts(
        row["given"], row["adopted"], row["rated"], row["score"], row["waiting"], row["overdue"], row["oldest_at"]
    )


async def first_answers(reader: Reader, *, chat_id: int, since: int) -> list[int]:
    """Seconds from giving to the first thing the desk said: a question, an answer, or how it was closed."""
    rows = await reader.all(
        "SELECT min(said.at) - feedback.given_at AS took FROM feedback "
        "JOIN feedback_deeds AS said ON said.feedback_id = feedback.id "
        "AND said.deed IN ('reply', 'ask', 'answer', 'close', 'decline') "
        "WHERE feedback.chat_id = :chat_id AND feedback.given_at >= :since GROUP BY feedback.id",
        {"chat_id": chat_id, "since": since},
    )
    return [max(0, row["took"]) for row in rows]


async def on_time(reader: Reader, *, chat_id: int, since: int, now: int) -> tuple[int, int]:
    """Of those that the desk spoke to, or that fell due, how many heard from it in time; and how many there are."""
    row = await reader.one(
        "SELECT count(*) AS number, coalesce(sum(CASE WHEN first_at <= due_at THEN 1 END), 0) AS timely FROM ("
        "SELECT feedback.due_at, min(said.at) AS first_at FROM feedback "
        "LEFT JOIN feedback_deeds AS said ON said.feedback_id = feedback.id "
        "AND said.deed IN ('reply', 'ask', 'answer', 'close', 'decline') "
        "WHERE feedback.chat_id = :chat_id AND feedback.given_at >= :since AND feedback.state <> 'merged' "
        "GROUP BY feedback.id, feedback.due_at) AS each WHERE first_at IS NOT NULL OR due_at < :now",
        {"chat_id": chat_id, "since": since, "now": now},
    )
    return (row["timely"], row["number"]) if row else (0, 0)


async def ratings(reader: Reader, *, chat_id: int, since: int) -> list[tuple[int, Category, int]]:
    """When each was rated, of which kind it was, and the score."""
    rows = await reader.all(
        "SELECT rated_at, category, score FROM feedback "
        "WHERE chat_id = :chat_id AND rated_at >= :since AND score > 0 ORDER BY rated_at",
        {"chat_id": chat_id, "since": since},
    )
    return [(row["rated_at"], row["category"], row["score"]) for row in rows]


async def by_category(reader: Reader, *, chat_id: int, since: int, until: int) -> dict[Category, int]:
    """Given from the one moment until before the other, the commonest first."""
    rows = await reader.all(
        "SELECT category, count(*) AS number FROM feedback "
        "WHERE chat_id = :chat_id AND given_at >= :since AND given_at < :until "
        "GROUP BY category ORDER BY number DESC, category",
        {"chat_id": chat_id, "since": since, "until": until},
    )
    return {row["category"]: row["number"] for row in rows}


async def outcomes(reader: Reader, *, chat_id: int, after: int, until: int) -> list[Ticket]:
    """What was told in public after the one moment, up to the other."""
    rows = await reader.all(
        SELECT + "WHERE feedback.chat_id = :chat_id AND outcome_at > :after AND outcome_at <= :until "
        "AND outcome <> '' ORDER BY outcome_at, feedback.id",
        {"chat_id": chat_id, "after": after, "until": until},
    )
    return [as_ticket(row) for row in rows]


async def newest(reader: Reader, *, chat_id: int, limit: int) -> list[Ticket]:
    rows = await reader.all(
        SELECT + "WHERE feedback.chat_id = :chat_id ORDER BY feedback.id DESC LIMIT :limit",
        {"chat_id": chat_id, "limit": limit},
    )
    return [as_ticket(row) for row in rows]

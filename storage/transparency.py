"""What went on in a group within some weeks, in numbers alone, each with how many people it is about."""

from __future__ import annotations

from dataclasses import dataclass

from storage.database import Reader
from storage.registry import TABLES


@dataclass(frozen=True, slots=True)
class Figure:
    """`people` is 0 for what was done to nobody in particular."""

    number: int
    people: int


@dataclass(frozen=True, slots=True)
class Span:
    """Of a group: epoch seconds from `since` until before `until`, and local days' ordinals, both of them in it."""

    chat_id: int
    since: int
    until: int
    first: int
    last: int

    @property
    def params(self) -> dict[str, int]:
        return {"chat_id": self.chat_id, "since": self.since, "until": self.until, "a": self.first, "z": self.last}


async def actions(reader: Reader, span: Span) -> dict[str, Figure]:
    rows = await reader.all(
        "SELECT deed, count(*) AS number, count(DISTINCT nullif(target_id, 0)) AS people FROM audit "
        "WHERE chat_id = :chat_id AND at >= :since AND at < :until GROUP BY deed ORDER BY number DESC, deed",
        span.params,
    )
    return {row["deed"]: Figure(row["number"], row["people"]) for row in rows}


async def made(reader: Reader, span: Span, *, mint: int) -> Figure:
    """Points from the mint."""
    return await _one(
        reader,
        "SELECT coalesce(sum(amount), 0) AS number, count(DISTINCT to_account) AS people FROM ledger "
        "WHERE chat_id = :chat_id AND day BETWEEN :a AND :z AND from_account = :mint",
        span.params | {"mint": mint},
    )


async def taken(reader: Reader, span: Span, *, mint: int) -> Figure:
    """Points back to the mint."""
    return await _one(
        reader,
        "SELECT coalesce(sum(amount), 0) AS number, count(DISTINCT from_account) AS people FROM ledger "
        "WHERE chat_id = :chat_id AND day BETWEEN :a AND :z AND to_account = :mint",
        span.params | {"mint": mint},
    )


async def answered(reader: Reader, span: Span) -> Figure:
    """Feedback answered, by how many authors: an anonymous one is told from others by the voice."""
    return await _one(
        reader,
        "SELECT count(DISTINCT feedback_id) AS number, "
        "count(DISTINCT CASE WHEN user_id > 0 THEN CAST(user_id AS TEXT) ELSE voice END) AS people "
        "FROM feedback_deeds JOIN feedback ON feedback.id = feedback_id "
        "WHERE feedback_deeds.chat_id = :chat_id AND deed = 'answer' AND at >= :since AND at < :until",
        span.params,
    )


async def reports(reader: Reader, span: Span) -> Figure:
    """Reports settled."""
    return await _one(
        reader,
        "SELECT count(*) AS number, count(DISTINCT target_id) AS people FROM audit WHERE chat_id = :chat_id "
        "AND deed IN ('report_upheld', 'report_dismissed') AND at >= :since AND at < :until",
        span.params,
    )


async def waits(reader: Reader, span: Span) -> tuple[list[int], int]:
    """Seconds from feedback that was given then to the first thing the desk said, and how many gave it."""
    rows = await reader.all(
        "SELECT min(said.at) - feedback.given_at AS took, "
        "CASE WHEN feedback.user_id > 0 THEN CAST(feedback.user_id AS TEXT) ELSE feedback.voice END AS who "
        "FROM feedback JOIN feedback_deeds AS said ON said.feedback_id = feedback.id "
        "AND said.deed IN ('reply', 'ask', 'answer', 'close', 'decline') "
        "WHERE feedback.chat_id = :chat_id AND feedback.given_at >= :since AND feedback.given_at < :until "
        "GROUP BY feedback.id, feedback.given_at, feedback.user_id, feedback.voice",
        span.params,
    )
    return [max(0, row["took"]) for row in rows], len({row["who"] for row in rows})


async def draws(reader: Reader, span: Span) -> int:
    """Draws made, each of which has its public record."""
    return await reader.number(
        "SELECT count(*) FROM lotteries WHERE chat_id = :chat_id AND drawn_at >= :since AND drawn_at < :until",
        span.params,
    )


async def appeals(reader: Reader, span: Span) -> tuple[Figure, int]:
    """Appeals decided, and how many of them lifted what they were against."""
    row = await reader.one(
        "SELECT count(*) AS number, count(DISTINCT user_id) AS people, "
        "coalesce(sum(CASE WHEN state = 'lifted' THEN 1 END), 0) AS lifted FROM appeals "
        "WHERE chat_id = :chat_id AND state <> 'open' AND decided_at >= :since AND decided_at < :until",
        span.params,
    )
    return (Figure(row["number"], row["people"]), row["lifted"]) if row else (Figure(0, 0), 0)


async def incidents(reader: Reader, span: Span) -> int:
    return await reader.number(
        "SELECT count(*) FROM incidents WHERE chat_id = :chat_id AND opened_at >= :since AND opened_at < :until",
        span.params,
    )


async def members(reader: Reader, *, chat_id: int) -> int:
    return await reader.number(
        "SELECT count(*) FROM members WHERE chat_id = :chat_id AND state = 'in'", {"chat_id": chat_id}
    )


async def held(reader: Reader, *, chat_id: int) -> int:
    """Rows about members that are kept of the group."""
    number = 0
    for table, rule in TABLES.items():
        if rule.chats and rule.members:
            sql = f"SELECT count(*) FROM {table} WHERE {rule.chats[0]} = :chat_id"
            number += await reader.number(sql, {"chat_id": chat_id})
    return number


async def destroyed(reader: Reader, *, since: int, until: int) -> int:
    """Rows of the whole store."""
    return await reader.number(
        "SELECT coalesce(sum(number), 0) FROM destroyed WHERE at >= :since AND at < :until",
        {"since": since, "until": until},
    )


async def _one(reader: Reader, statement: str, params: dict[str, int]) -> Figure:
    row = await reader.one(statement, params)
    return Figure(row["number"], row["people"]) if row else Figure(0, 0)

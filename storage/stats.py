"""A group's life counted out of what is kept anyway; no names come out of here."""

from __future__ import annotations

from bot.domain.stats import Counts, Span
from storage.database import Reader

_COUNTS = """
SELECT
    (SELECT count(DISTINCT user_id) FROM activity
        WHERE chat_id = :chat_id AND day BETWEEN :first AND :last) AS voices,
    (SELECT coalesce(sum(messages), 0) FROM activity
        WHERE chat_id = :chat_id AND day BETWEEN :first AND :last) AS messages,
    (SELECT count(*) FROM members
        WHERE chat_id = :chat_id AND seen_from >= :since AND seen_from < :until AND state = 'in') AS newcomers,
    (SELECT count(*) FROM checkins
        WHERE chat_id = :chat_id AND day BETWEEN :first AND :last) AS checkins,
    (SELECT coalesce(sum(points), 0) FROM daily
        WHERE chat_id = :chat_id AND day BETWEEN :first AND :last) AS points,
    (SELECT count(*) FROM polls
        WHERE chat_id = :chat_id AND asked_at >= :since AND asked_at < :until AND state IN ('open', 'closed')) AS polls,
    (SELECT count(*) FROM lotteries
        WHERE chat_id = :chat_id AND drawn_at >= :since AND drawn_at < :until) AS draws,
    (SELECT count(*) FROM events
        WHERE chat_id = :chat_id AND starts_at >= :since AND starts_at < :until AND state <> 'cancelled') AS events
"""


async def counts(reader: Reader, span: Span, *, chat_id: int) -> Counts:
    params = {
        "chat_id": chat_id,
        "first": span.first,
        "last": span.last,
        "since": span.since,
        "until": span.until,
    }
    row = await reader.one(_COUNTS, params)
    days = await reader.all(
        "SELECT day, count(*) AS voices FROM activity WHERE chat_id = :chat_id AND day BETWEEN :first AND :last "
        "GROUP BY day",
        params,
    )
    assert row is not None  # noqa: S101  (a statement of nothing but sums has one row)
    return Counts(**{name: row[name] for name in row.keys()}, by_day={each["day"]: each["voices"] for each in days})  # noqa: SIM118


async def begins(reader: Reader, *, chat_id: int) -> int:
    """The first local day on which messages were counted; 0 without any."""
    return await reader.number("SELECT min(day) FROM activity WHERE chat_id = :chat_id", {"chat_id": chat_id})

"""A group's life counted out of what is kept anyway; no names come out of here."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.counts import Voices
from bot.domain.stats import Counts, Span
from storage.database import Reader
from storage.spans import is_whole, voices_of_span

_COUNTS = """
SELECT
    (SELECT count(*) FROM members
        WHERE chat_id = :chat_id AND seen_from >= :since AND seen_from < :until AND state = 'in') AS newcomers,
    (SELECT count(*) FROM checkins
        WHERE chat_id = :chat_id AND day BETWEEN :first AND :last) AS checkins,
    (SELECT coalesce(sum(made), 0) FROM flows
        WHERE chat_id = :chat_id AND day BETWEEN :first AND :last) AS points,
    (SELECT count(*) FROM polls
        WHERE chat_id = :chat_id AND asked_at >= :since AND asked_at < :until AND state IN ('open', 'closed')) AS polls,
    (SELECT count(*) FROM lotteries
        WHERE chat_id = :chat_id AND drawn_at >= :since AND drawn_at < :until) AS draws,
    (SELECT count(*) FROM events
        WHERE chat_id = :chat_id AND starts_at >= :since AND starts_at < :until AND state <> 'cancelled') AS events
"""


async def counts(reader: Reader, span: Span, voices: Mapping[int, Voices], *, chat_id: int) -> Counts:
    """`voices` are those of its days."""
    params = {
        "chat_id": chat_id,
        "first": span.first,
        "last": span.last,
        "since": span.since,
        "until": span.until,
    }
    row = await reader.one(_COUNTS, params)
    people = await voices_of_span(reader, chat_id=chat_id, first=span.first, last=span.last)
    known = await is_whole(reader, chat_id=chat_id, first=span.first, last=span.last)
    fullest = max((each.voices for each in voices.values()), default=0)
    assert row is not None  # noqa: S101  (a statement of nothing but sums has one row)
    return Counts(
        people if known else max(people, fullest),
        sum(each.messages for each in voices.values()),
        **{name: row[name] for name in row.keys()},  # noqa: SIM118
        by_day={day: each.voices for day, each in voices.items()},
        is_whole=known,
    )

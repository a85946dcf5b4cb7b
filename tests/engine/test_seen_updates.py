"""Stories of the ids that were settled lately: repeats are known, and old ids may come again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from bot.engine.seen_updates import KEEP, SeenUpdates

WEEK = 7 * 24 * 3600


def settled(*ids: int, now: int = 0, spans: SeenUpdates | None = None) -> SeenUpdates:
    spans = spans or SeenUpdates()
    spans.take(spans.grown(ids, now=now), now=now)
    return spans


def test_neighbours_share_a_span_and_strangers_do_not() -> None:
    spans = settled(5, 6, 7, 100)
    assert [(each.first, each.last) for each in spans.grown([8, 101, 300], now=1)] == [(5, 8), (100, 101), (300, 300)]


@given(some.lists(some.lists(some.integers(-50, 50), max_size=20), max_size=8))
def test_what_was_settled_is_known_and_nothing_else(batches: list[list[int]]) -> None:
    spans, seen = SeenUpdates(), set[int]()
    for batch in batches:
        fresh = [each for each in set(batch) if not spans.has(each, now=0)]
        assert set(fresh) == set(batch) - seen
        settled(*fresh, spans=spans)
        seen |= set(batch)
    assert {each for each in range(-60, 60) if spans.has(each, now=0)} == seen


def test_ids_that_begin_anew_at_random_among_old_ones_are_not_taken_for_repeats() -> None:
    spans = settled(*range(1000, 2000))
    assert spans.has(1500, now=KEEP)
    assert not spans.has(1500, now=WEEK)
    settled(1500, 1501, now=WEEK, spans=spans)
    assert spans.has(1501, now=WEEK)
    assert not spans.has(1502, now=WEEK)
    settled(1000, now=WEEK + 1, spans=spans)
    assert not spans.has(1001, now=WEEK + 1)


def test_an_id_is_remembered_for_as_long_as_telegram_may_send_it_again() -> None:
    """One update an hour for a month: a span is broken off daily, and what is old is forgotten, what is new is not."""
    spans = SeenUpdates()
    for hour in range(24 * 30):
        settled(hour, now=hour * 3600, spans=spans)
        assert spans.has(max(0, hour - 24), now=hour * 3600)
    assert not spans.has(24 * 20, now=24 * 30 * 3600)

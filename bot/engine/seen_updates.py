"""Update ids settled lately, as spans of neighbours; keeping them in the store is `storage.queues`'s."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from storage.queues import Span

KEEP = 3 * 24 * 3600
"""Seconds a settled id is remembered; Telegram keeps what was not confirmed for 24 hours."""

_GROWING = 24 * 3600
"""Seconds a span grows before the next begins: old ids must be forgotten, since they may come again at random."""


class SeenUpdates:
    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._spans: list[Span] = []
        self._keep(spans)

    def _keep(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._highest = max((span.last for span in self._spans), default=-1)

    def has(self, update_id: int, *, now: int) -> bool:
        """Whether it was settled lately: after a quiet week ids begin anew at random, maybe among old ones."""
        if update_id > self._highest:
            return False
        place = self._place(update_id)
        return place >= 0 and update_id <= self._spans[place].last and self._spans[place].at >= now - KEEP

    def _place(self, update_id: int) -> int:
        """Index of the last span that begins at or before the id; -1 where there is none."""
        return bisect_right(self._spans, update_id, key=lambda span: span.first) - 1

    def grown(self, update_ids: Iterable[int], *, now: int) -> list[Span]:
        """The spans that hold the new ids, each new or a longer one in the place of that which begins with it."""
        return [self._grown(first, last, now) for first, last in _rows(sorted(update_ids))]

    def _grown(self, first: int, last: int, now: int) -> Span:
        place = self._place(first)
        before = self._spans[place] if place >= 0 else None
        if before is not None and before.last + 1 == first and now - before.since < _GROWING:
            return before._replace(last=last, at=now)
        return Span(first, last, now, now)

    def take(self, spans: Iterable[Span], *, now: int) -> None:
        """Once they are committed; what has grown old goes."""
        fresh = {span.first: span for span in self._spans if span.at >= now - KEEP}
        fresh |= {span.first: span for span in spans}
        self._keep(fresh.values())


def _rows(ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each unbroken row among rising numbers; a whole batch is one, nearly always."""
    if ids and ids[-1] - ids[0] == len(ids) - 1:
        yield ids[0], ids[-1]
        return
    begun = 0
    for place in range(1, len(ids) + 1):
        if place == len(ids) or ids[place] != ids[place - 1] + 1:
            yield ids[begun], ids[place - 1]
            begun = place

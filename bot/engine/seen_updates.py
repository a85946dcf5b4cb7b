"""Update ids settled lately, as spans of neighbours; keeping them in the store is `storage.queues`'s."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

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
        spans: list[Span] = []
        for update_id in sorted(update_ids):
            if spans and spans[-1].last + 1 == update_id:
                spans[-1] = spans[-1]._replace(last=update_id)
                continue
            place = self._place(update_id)
            before = self._spans[place] if place >= 0 else None
            if before is not None and before.last + 1 == update_id and now - before.since < _GROWING:
                spans.append(before._replace(last=update_id, at=now))
            else:
                spans.append(Span(update_id, update_id, now, now))
        return spans

    def take(self, spans: Iterable[Span], *, now: int) -> None:
        """Once they are committed; what has grown old goes."""
        fresh = {span.first: span for span in self._spans if span.at >= now - KEEP}
        fresh |= {span.first: span for span in spans}
        self._keep(fresh.values())

"""Whether many do the same in a chat just now: then one card tells of all, and is edited at intervals."""

from __future__ import annotations

from collections import deque
from typing import Final

_WITHIN: Final = 60
"""Seconds in which more than so many are many."""

_MOST: Final = 1000
"""Matters that are kept in mind; beyond, the oldest is few again."""


class Rush:
    """When the latest deeds of a kind were in each chat: in memory alone, as a restart makes nobody hurry."""

    def __init__(self) -> None:
        self._latest: dict[tuple[str, int], deque[int]] = {}

    def takes(self, what: tuple[str, int], at: int, *, most: int) -> bool:
        """One more, at that moment; whether that makes more than `most` lately. `what` is a kind, and of which chat."""
        latest = self._latest.pop(what, None) or deque[int](maxlen=most + 1)
        if len(self._latest) >= _MOST:
            del self._latest[next(iter(self._latest))]
        self._latest[what] = latest
        latest.append(at)
        return len(latest) > most and at - latest[0] < _WITHIN

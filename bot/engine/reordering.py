"""What was posted side by side, in the order of ids again. It keeps no time: any steady clock's seconds are told.

Telegram posts a chat's next message when the one before was answered, but presses, comings and goings and votes go in
queues of their own: the ids alone tell what came first.
"""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")

HOLD = 0.3
"""Seconds that an update waits at most for the ones before it: ids have gaps, and one that failed comes much later."""

_QUIET = 3600.0
"""Seconds without any after which nothing is known of the next id: after a quiet week ids begin anew."""

_UNKNOWN = -1


class Reordering(Generic[T]):
    """Things wait here until none before them is missing, or was waited for long enough, or no more can come."""

    def __init__(self, *, most: int) -> None:
        """`most` come at a time: so many waiting, there is nobody left to bring what is missing."""
        self._most = most
        self._waiting: list[tuple[int, float, T]] = []
        self._next = _UNKNOWN
        self._last = 0.0

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, thing: T, update_id: int | None, *, now: float) -> None:
        """Without an id it waits for nothing."""
        if now - self._last > _QUIET:
            self._next = _UNKNOWN
        self._last = now
        self._waiting.append((_UNKNOWN if update_id is None else update_id, now, thing))

    def due_at(self, now: float) -> float | None:
        """When the first of them need not wait any longer; None where nothing waits."""
        if not self._waiting:
            return None
        if len(self._waiting) >= self._most or min(each[0] for each in self._waiting) <= self._next:
            return now
        return min(since for _, since, _ in self._waiting) + HOLD

    def due(self, now: float) -> list[T]:
        """Those that wait no longer, in order."""
        is_full = len(self._waiting) >= self._most
        waited = [number for number, since, _ in self._waiting if is_full or now >= since + HOLD]
        self._next = max([self._next, *waited])
        found, waiting = list[T](), sorted(self._waiting, key=lambda each: each[0])
        self._waiting = []
        for each in waiting:
            if each[0] > self._next:
                self._waiting.append(each)
                continue
            found.append(each[2])
            self._next = max(self._next, each[0] + 1)
        return found

    def all(self) -> list[T]:
        """Whatever waits, once nothing is waited for any more."""
        waiting, self._waiting = self._waiting, []
        return [thing for _, _, thing in sorted(waiting, key=lambda each: each[0])]

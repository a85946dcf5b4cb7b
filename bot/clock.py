"""The only clock of the bot: epoch seconds, by this machine's own clock unless that is far from Telegram's."""

from __future__ import annotations

import time
from collections.abc import Callable

FAR = 600
"""Seconds from Telegram's time at which this machine's clock is wrong, and no answer's delay explains it."""


class Clock:
    """Seconds since 1970, UTC. `follow` sets it by another clock (`telegram.clock = "server"`).

    Telegram's time is known between its answers by how long they were ago, so that a jump of this machine's clock is
    seen at once; while that is far from it, `now` is Telegram's time. A server that tells no time is not compared with.

    `machine` is this machine's clock: epoch seconds.
    """

    def __init__(self, machine: Callable[[], float] = time.time) -> None:  # noqa: TID251  (this is the clock)
        self._machine = machine
        self._ahead = 0
        self._heard_at = time.monotonic()
        self._heard: int | None = None
        self._watchers: list[Callable[[], None]] = []

    def now(self) -> int:
        own = self._own()
        behind = self._behind(own)
        return own + behind if abs(behind) > FAR else own

    @property
    def behind(self) -> int:
        """Seconds by which Telegram's clock is ahead of this machine's; 0 where it never told its time."""
        return self._behind(self._own())

    @property
    def is_far(self) -> bool:
        """Whether one of the two clocks must be wrong: nothing that cannot be taken back may come of it."""
        return abs(self.behind) > FAR

    def when_moved(self, watcher: Callable[[], None]) -> None:
        self._watchers.append(watcher)

    def hear(self, server: int) -> None:
        """An answer came, and told the server's time."""
        self._heard_at, self._heard = time.monotonic(), server

    def follow(self, server: int) -> None:
        """A second's difference is the header's rounding, not another time."""
        if abs(server - self._own()) <= 1:
            return
        self._ahead += server - self._own()
        for watcher in self._watchers:
            watcher()

    def _behind(self, own: int) -> int:
        return 0 if self._heard is None else self._heard + int(time.monotonic() - self._heard_at) - own

    def _own(self) -> int:
        return int(self._machine()) + self._ahead

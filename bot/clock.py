"""The only clock of the bot: epoch seconds, corrected by the server's own time where the config says so."""

from __future__ import annotations

import time
from collections.abc import Callable


class Clock:
    """Seconds since 1970, UTC. `follow` sets it by another clock (`telegram.clock = "server"`).

    `behind`: seconds by which the server's clock was ahead when last heard.
    """

    def __init__(self) -> None:
        self._ahead = 0
        self._heard_at = time.monotonic()
        self.behind = 0
        self._watchers: list[Callable[[], None]] = []

    def now(self) -> int:
        return int(time.time()) + self._ahead  # noqa: TID251  (this is the clock)

    def when_moved(self, watcher: Callable[[], None]) -> None:
        self._watchers.append(watcher)

    def hear(self, server: int) -> None:
        """An answer came: how far behind its time this clock is, and that there was one."""
        self._heard_at = time.monotonic()
        self.behind = server - self.now()

    def silent_for(self) -> float:
        """Seconds since the server answered last."""
        return time.monotonic() - self._heard_at

    def follow(self, server: int) -> None:
        """A second's difference is the header's rounding, not another time."""
        if abs(server - self.now()) <= 1:
            return
        self._ahead += server - self.now()
        for watcher in self._watchers:
            watcher()

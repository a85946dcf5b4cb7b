"""Who is woken after a commit that posted actions or set timers: made first, so that all parts are given the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.outbox.stillness import Stillness


@dataclass(frozen=True, slots=True)
class Wakeups:
    """The outbox and the timers register themselves; whoever writes calls `posted` and `timed` after the commit."""

    stillness: Stillness = field(default_factory=Stillness)
    _when_posted: list[Callable[[], None]] = field(default_factory=list)
    _when_timed: list[Callable[[], None]] = field(default_factory=list)

    def when_posted(self, wake: Callable[[], None]) -> None:
        self._when_posted.append(wake)

    def when_timed(self, wake: Callable[[], None]) -> None:
        self._when_timed.append(wake)

    def posted(self) -> None:
        """Actions were put into the outbox."""
        for wake in self._when_posted:
            wake()

    def timed(self) -> None:
        """A timer was set, or is due sooner."""
        for wake in self._when_timed:
            wake()

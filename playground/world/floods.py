"""Telegram's own pace, counted: how many messages a bot may send before it is told to wait (429)."""

import math
from dataclasses import dataclass

from playground.world.clock import Clock
from playground.world.faults import flood


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, then one every `every` seconds."""

    burst: int
    every: float


EVERYWHERE = Rate(burst=30, every=1 / 30)
IN_GROUP = Rate(burst=20, every=60 / 20)
IN_PRIVATE = Rate(burst=3, every=1.0)
SLACK = 0.5
"""Seconds: Telegram says "about", and what was sent in time may be late on its way."""

HOOKS = Rate(burst=1, every=1.0)
_ALL, _HOOK = "all", "hook"


class Floods:
    """Counts what was sent, everywhere and by chat; nothing at all while `counts` is off."""

    def __init__(self, clock: Clock) -> None:
        self.counts = True
        self._clock = clock
        self._full_at: dict[int | str, float] = {}  # when a count is at nothing again

    def send(self, chat_id: int, *, count: int = 1) -> None:
        """Let `count` messages go to a chat; raises ApiError 429 where that is too many."""
        if not (self.counts and count):
            return
        rate = IN_PRIVATE if chat_id > 0 else IN_GROUP
        waits = (self._wait(_ALL, EVERYWHERE), self._wait(chat_id, rate))
        if max(waits) > SLACK:
            raise flood(math.ceil(max(waits)))
        self._spend(_ALL, EVERYWHERE, count)
        self._spend(chat_id, rate, count)

    def set_webhook(self) -> None:
        """One address a second; raises ApiError 429."""
        if not self.counts:
            return
        if self._wait(_HOOK, HOOKS) > 0:
            raise flood(1)
        self._spend(_HOOK, HOOKS, 1)

    def _wait(self, key: int | str, rate: Rate) -> float:
        return self._full_at.get(key, 0.0) - (rate.burst - 1) * rate.every - self._clock.exactly()

    def _spend(self, key: int | str, rate: Rate, count: int) -> None:
        self._full_at[key] = max(self._clock.exactly(), self._full_at.get(key, 0.0)) + count * rate.every

"""One measured run: what was handed out, confirmed and answered, how late, and the stopwatch; HTTP is `server`'s."""

from __future__ import annotations

import time
from collections.abc import Callable

from bench.children import cpu_seconds
from bench.traffic import JSON, Traffic


class Course:
    """What was handed out and confirmed, what was answered and how late; `rate` is in updates a second, 0 for no end.

    Nothing is handed out before somebody is watched. A measure begins with the update `warmup` and ends when all are
    confirmed and dealt with: each command answered, or (a bot that answers nothing) `handled` called.
    """

    def __init__(self, told: Traffic, *, rate: float, warmup: int) -> None:
        self.told, self.rate, self.warmup = told, rate, warmup
        self.watched: dict[str, list[int]] = {}
        self.confirmed = 0
        self.late: dict[int, float] = {}
        self.is_handled = False
        self.result: JSON | None = None
        self._told_to: list[Callable[[JSON], None]] = []
        self._opened: float | None = None
        self._began: tuple[int, float, dict[str, float]] | None = None

    def confirm(self, offset: int) -> None:
        self.confirmed = max(self.confirmed, min(offset - self.told.first_id, len(self.told.updates)))
        self._look()

    def batch(self, limit: int) -> bytes:
        if not self.watched:
            return b""
        now = time.monotonic()
        if self._opened is None:
            self._opened = now
        if self._began is None and self.confirmed >= self.warmup:
            self._began = (self.confirmed, now, self._used())
        ready = len(self.told.updates) if not self.rate else int((now - self._opened) * self.rate)
        return b",".join(self.told.updates[self.confirmed : min(self.confirmed + limit, ready)])

    def next_in(self) -> float | None:
        """Seconds until one more update is due; None after the last."""
        if self.confirmed >= len(self.told.updates) or self._opened is None:
            return None
        return max(0.0, self._opened + (self.confirmed + 1) / self.rate - time.monotonic()) if self.rate else 0.0

    def answered(self, message_id: int) -> None:
        """Late counts from the moment the command was due to go out, whenever the bot asked for it."""
        index = self.told.asked.get(message_id)
        if index is None or index in self.late or self._opened is None:
            return
        due = self._opened + (index + 1) / self.rate if self.rate else self._opened
        self.late[index] = time.monotonic() - due
        self._look()

    def handled(self) -> None:
        self.is_handled = True
        self._look()

    def when_finished(self, tell: Callable[[JSON], None]) -> None:
        if self.result is None:
            self._told_to.append(tell)
        else:
            tell(self.result)

    def _look(self) -> None:
        if self.confirmed < len(self.told.updates) or self.result is not None or self._began is None:
            return
        if self.is_handled or len(self.late) == len(self.told.asked):
            first, began, cpu = self._began
            self.result = {
                "updates": len(self.told.updates) - first,
                "seconds": time.monotonic() - began,
                "cpu": {name: used - cpu[name] for name, used in self._used().items()},
                "answers": len(self.late),
                "late": [late for index, late in self.late.items() if index >= first],
            }
            for tell in self._told_to:
                tell(self.result)

    def _used(self) -> dict[str, float]:
        return {name: sum(map(cpu_seconds, pids)) for name, pids in self.watched.items()}

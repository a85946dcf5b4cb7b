"""World time: the system's time plus an offset that people may move."""

import time
from collections.abc import Callable


class Clock:
    """Tells the world's time; whoever listens hears when it is moved."""

    def __init__(self, *, start: float | None = None) -> None:
        self._start = start  # a fixed time for tests; None follows the system
        self.offset = 0.0
        self._listeners: list[Callable[[], None]] = []

    def now(self) -> int:
        """Epoch seconds."""
        return int(self.exactly())

    def exactly(self) -> float:
        """Epoch seconds and their parts."""
        return (time.time() if self._start is None else self._start) + self.offset

    def on_move(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each move."""
        self._listeners.append(listener)

    def advance(self, seconds: float) -> None:
        """Move the world's time forward (or back, when negative)."""
        self.offset += seconds
        self._moved()

    def reset(self) -> None:
        """Back to the system's time."""
        self.offset = 0.0
        self._moved()

    def _moved(self) -> None:
        for listener in self._listeners:
            listener()

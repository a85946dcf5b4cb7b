"""Whether Telegram's updates reach the bot: when they last did, and why they do not."""

from __future__ import annotations

import time

_SILENT = 180.0
"""Seconds without an answer to a long poll, longer than any of them, or without a look at the webhook."""


class Hearing:
    """Told by whoever receives. What is wrong at once (`deaf`) is told apart from what lasts too long."""

    def __init__(self) -> None:
        self._heard_at = time.monotonic()
        self._trouble = ""

    def heard(self) -> None:
        """Updates reach the bot: an answer came that may have held some."""
        self._heard_at, self._trouble = time.monotonic(), ""

    def deaf(self, why: str) -> None:
        """For an operator's eyes, until updates come again."""
        self._trouble = why

    def silent_for(self) -> float:
        """Seconds since updates last came, or could have."""
        return time.monotonic() - self._heard_at

    def faults(self) -> list[str]:
        """What is wrong, in words for an operator; nothing where all is well."""
        if self._trouble:
            return [self._trouble]
        return [f"Telegram has not answered for {self.silent_for():.0f} s"] if self.silent_for() > _SILENT else []

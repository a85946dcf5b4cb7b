"""Who wrote the latest messages, in memory alone: no text, and nothing of it outlives the process."""

from __future__ import annotations

_REMEMBERED = 10_000
"""Messages before the older half is let go, so that at least this many are known."""


class Authors:
    def __init__(self) -> None:
        self._latest: dict[tuple[int, int], int] = {}
        self._before: dict[tuple[int, int], int] = {}

    def wrote(self, user_id: int, *, chat_id: int, message_id: int) -> None:
        if len(self._latest) >= _REMEMBERED:
            self._before, self._latest = self._latest, {}
        self._latest[chat_id, message_id] = user_id

    def of(self, *, chat_id: int, message_id: int) -> int:
        """0 for a message that is too long ago, or was not a member's own."""
        key = (chat_id, message_id)
        return self._latest.get(key) or self._before.get(key, 0)

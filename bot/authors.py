"""Who wrote the latest messages and where, in memory alone: no text, and nothing of it outlives the process."""

from __future__ import annotations

_REMEMBERED = 10_000
"""Messages before the older half is let go, so that at least this many are known."""

_NOBODY = (0, 0)


class Authors:
    def __init__(self) -> None:
        self._latest: dict[tuple[int, int], tuple[int, int]] = {}
        self._before: dict[tuple[int, int], tuple[int, int]] = {}

    def wrote(self, user_id: int, *, chat_id: int, message_id: int, topic: int = 0) -> None:
        if len(self._latest) >= _REMEMBERED:
            self._before, self._latest = self._latest, {}
        self._latest[chat_id, message_id] = user_id, topic

    def of(self, *, chat_id: int, message_id: int) -> int:
        """0 for a message that is too long ago, or was not a member's own."""
        key = (chat_id, message_id)
        return (self._latest.get(key) or self._before.get(key, _NOBODY))[0]

    def speakers(self, *, chat_id: int, topic: int) -> set[int]:
        """Whose messages of that topic are remembered still."""
        return {
            user_id
            for latest in (self._before, self._latest)
            for (chat, _), (user_id, where) in latest.items()
            if chat == chat_id and where == topic
        }

"""Who wrote the latest messages and where, in memory alone: no text, and nothing of it outlives the process."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

from bot.domain.activity import Heard

_REMEMBERED = 10_000
"""Messages before the older half is let go, so that at least this many are known."""

_WIDTH = 4


class Authors:
    """Rows of chat, message, author and topic: numbers side by side take a tenth of the room that objects would."""

    def __init__(self) -> None:
        self._latest, self._before = array("q"), array("q")

    def wrote(self, messages: Iterable[Heard]) -> None:
        if len(self._latest) >= _REMEMBERED * _WIDTH:
            self._before, self._latest = self._latest, array("q")
        rows = [number for each in messages for number in (each.chat_id, each.message_id, each.user_id, each.topic)]
        self._latest.extend(rows)

    def of(self, *, chat_id: int, message_id: int) -> int:
        """0 for a message that is too long ago, or was not a member's own."""
        return next((row[2] for row in self._rows(1, message_id) if row[0] == chat_id), 0)

    def newest(self, *, chat_id: int) -> int:
        """The highest number of a remembered message there; 0 where none is."""
        return max((row[1] for row in self._rows(0, chat_id)), default=0)

    def speakers(self, *, chat_id: int, topic: int) -> set[int]:
        """Whose messages of that topic are remembered still."""
        return {row[2] for row in self._rows(3, topic) if row[0] == chat_id and row[2]}

    def forget(self, user_id: int) -> None:
        """What they wrote is nobody's from now on."""
        for rows in (self._latest, self._before):
            for at in range(2, len(rows), _WIDTH):
                if rows[at] == user_id:
                    rows[at] = 0

    def _rows(self, column: int, value: int) -> Iterator[array[int]]:
        for rows in (self._latest, self._before):
            for at, each in enumerate(rows[column::_WIDTH]):
                if each == value:
                    yield rows[at * _WIDTH : (at + 1) * _WIDTH]

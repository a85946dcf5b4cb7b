"""Albums whose first picture brought a command, in memory: the rest of one comes within a second or two."""

from __future__ import annotations

_MOST = 64


class Albums:
    def __init__(self) -> None:
        self._begun: dict[tuple[int, str], None] = {}

    def begin(self, chat_id: int, group: str) -> None:
        self._begun[chat_id, group] = None
        while len(self._begun) > _MOST:
            del self._begun[next(iter(self._begun))]

    def has(self, chat_id: int, group: str) -> bool:
        return (chat_id, group) in self._begun

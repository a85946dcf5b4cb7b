"""Groups that became supergroups: which id each has now, and had before."""

from __future__ import annotations

from collections.abc import Mapping


class Moves:
    def __init__(self) -> None:
        self._moved: Mapping[int, int] = {}
        self._arrived: frozenset[int] = frozenset()

    def load(self, moved: Mapping[int, int]) -> list[tuple[int, int]]:
        """The old id and the new one of those not known before."""
        news = [(old, new) for old, new in moved.items() if self._moved.get(old) != new]
        self._set(moved)
        return news

    def add(self, old: int, new: int) -> None:
        self._set({each: new if at == old else at for each, at in self._moved.items() if each != new} | {old: new})

    def _set(self, moved: Mapping[int, int]) -> None:
        self._moved, self._arrived = moved, frozenset(moved.values())

    def has_gone(self, chat_id: int) -> bool:
        return chat_id in self._moved

    def has_arrived(self, chat_id: int) -> bool:
        """Whether it is a group that had another id before."""
        return chat_id in self._arrived

    def now_at(self, chat_id: int) -> int:
        return self._moved.get(chat_id, chat_id)

    def formerly(self, chat_id: int) -> list[int]:
        if chat_id not in self._arrived:
            return []
        return [old for old, new in self._moved.items() if new == chat_id]

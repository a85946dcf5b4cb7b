"""Who is known to be in which group, in memory alone: it spares asking the store at every plain message."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.activity import Pair

_MOST = 200_000
"""Pairs remembered before all are let go: some twenty megabytes."""


class Insiders:
    def __init__(self, most: int = _MOST) -> None:
        self._known: set[Pair] = set()
        self._most = most

    def has(self, pair: Pair) -> bool:
        return pair in self._known

    def unknown(self, pairs: set[Pair]) -> set[Pair]:
        return pairs - self._known

    def keep(self, pairs: Iterable[Pair]) -> None:
        if len(self._known) >= self._most:
            self._known.clear()
        self._known.update(pairs)

    def drop(self, chat_id: int, user_id: int) -> None:
        """To be called after the commit that says that they left."""
        self._known.discard((chat_id, user_id))

    def forget(self, user_id: int) -> None:
        self._known = {pair for pair in self._known if pair[1] != user_id}

"""Places in chats (topics, posts) where a feature listens, in memory, as every message asks; the store keeps them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import TypeAlias

from storage.database import Reader

LoadPlaces: TypeAlias = Callable[[Reader], Awaitable[Iterable[tuple[int, int, int]]]]
"""Reads (chat id, place, number) of all places that a feature listens at."""

_NOWHERE: Mapping[int, int] = {}


class Watched:
    """Chat to place (a topic, or a post) to the number of what listens there: a discussion, a feedback.

    What is learnt counts once it is committed.
    """

    def __init__(self) -> None:
        self._open: dict[int, dict[int, int]] = {}

    def load(self, rows: Iterable[tuple[int, int, int]]) -> None:
        self._open.clear()
        for chat_id, place, number in rows:
            self.hear(chat_id, place, number)

    def __bool__(self) -> bool:
        """Whether anything listens at all."""
        return bool(self._open)

    def places(self, chat_id: int) -> Mapping[int, int]:
        return self._open.get(chat_id, _NOWHERE)

    def hear(self, chat_id: int, place: int, number: int) -> None:
        self._open.setdefault(chat_id, {})[place] = number

    def ignore(self, chat_id: int, place: int) -> None:
        places = self._open.get(chat_id, {})
        places.pop(place, None)
        if not places:
            self._open.pop(chat_id, None)

    def forget(self, chat_id: int, number: int) -> None:
        """Wherever in the chat that listens."""
        for place in [place for place, each in self.places(chat_id).items() if each == number]:
            self.ignore(chat_id, place)

    def leave(self, chat_id: int) -> None:
        """The chat is no more: the places in it lead nowhere."""
        self._open.pop(chat_id, None)


class WatchedPlaces:
    """The places of every feature, by the name that its entrance gives them; a feature has none until it registers."""

    def __init__(self) -> None:
        self._watched: dict[str, Watched] = {}
        self._loads: dict[str, LoadPlaces] = {}

    def register(self, name: str, load: LoadPlaces) -> None:
        """Raises ValueError where the name is taken."""
        if name in self._loads:
            raise ValueError(f"places named {name!r} are registered twice")
        self._loads[name] = load

    def __getitem__(self, name: str) -> Watched:
        return self._watched.setdefault(name, Watched())

    async def load(self, reader: Reader) -> None:
        for name, load in self._loads.items():
            self[name].load(await load(reader))

    def leave(self, chat_id: int) -> None:
        for watched in self._watched.values():
            watched.leave(chat_id)

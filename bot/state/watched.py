"""Where in chats something listens, in memory, since every plain message asks; keeping it is the store's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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

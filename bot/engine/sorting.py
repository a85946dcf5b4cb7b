"""A batch taken apart: what waits for a turn, and what is settled with the others of its kind at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.botapi.fast_updates import Update
from bot.domain.activity import Heard
from bot.domain.counts import Echo
from bot.domain.passages import Passage
from bot.domain.polls import Cast
from storage.queues import Waiting


class Bad(NamedTuple):
    update_id: int
    raw: bytes
    error: str


@dataclass(slots=True)
class Sorting:
    """A batch taken apart: `ids` in the order received, and whether each is new. `now` is when it came."""

    now: int
    ids: dict[int, bool] = field(default_factory=dict)
    moves: list[tuple[int, int]] = field(default_factory=list)
    news: list[Update] = field(default_factory=list)
    kept: list[Waiting] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    aside: list[Heard] = field(default_factory=list)
    cast: list[Cast] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    echoes: list[Echo] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)

    def follow(self, now_at: Callable[[int], int]) -> None:
        """What came by the old id of a group goes by the one it has now."""
        chats = {each.chat_id for each in (*self.heard, *self.aside)}
        if not (self.passages or self.echoes) and all(now_at(chat_id) == chat_id for chat_id in chats):
            return
        for sayings in (self.heard, self.aside):
            for place, said in enumerate(sayings):
                if said.chat_id != (chat_id := now_at(said.chat_id)):
                    sayings[place] = said._replace(chat_id=chat_id)
        self.passages = [each._replace(chat_id=now_at(each.chat_id)) for each in self.passages]
        # Messages of an id that is gone are numbered anew in the new one: what comes back to them is about nothing.
        self.echoes = [each for each in self.echoes if each.chat_id == now_at(each.chat_id)]

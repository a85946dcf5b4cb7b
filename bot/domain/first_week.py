"""A newcomer's first week: three small tasks, ticked off by what they did; and who is heard for the first time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple, TypeAlias

from bot.domain.activity import Heard, Pair

WEEK: Final = 7 * 86_400
"""Seconds from one's coming."""

MENTOR_RESTS: Final = 30 * 60
"""Seconds between two newcomers that one mentor is told of."""

FEWEST: Final = 5
"""Newcomers of a week of whom figures are told."""

_MOST: Final = 200_000

Task: TypeAlias = Literal["hello", "checkin", "topic"]
TASKS: Final[tuple[Task, ...]] = ("hello", "checkin", "topic")


@dataclass(frozen=True, slots=True)
class Progress:
    """Of one newcomer; times are epoch seconds, `done_at` 0 while a task is left."""

    came_at: int
    done_at: int
    done: frozenset[Task]

    @property
    def is_whole(self) -> bool:
        return len(self.done) == len(TASKS)

    def days_left(self, now: int) -> int:
        """0 when the week is over."""
        return max(0, -(-(self.came_at + WEEK - now) // 86_400))


@dataclass(frozen=True, slots=True)
class Cohort:
    """Those who came new within a span, and how many of them did each task, did all, and are in still."""

    since: int
    until: int
    came: int
    done: dict[Task, int]
    whole: int
    stayed: int


class First(NamedTuple):
    """What a newcomer said first: at all (`topic` is 0), or in a topic, or in answer to somebody."""

    chat_id: int
    user_id: int
    topic: int
    message_id: int
    at: int


@dataclass(slots=True)
class Fresh:
    """Newcomers not heard yet, and those heard in no topic yet, in memory as the store has it: asked of by chatter."""

    silent: set[Pair] = field(default_factory=set)
    unplaced: set[Pair] = field(default_factory=set)
    mentored: set[int] = field(default_factory=set)
    """Groups in which somebody looks after newcomers."""
    is_loaded: bool = False
    """Until then anybody who speaks may be one of them: the store knows."""

    def came(self, pairs: Iterable[Pair]) -> None:
        if len(self.unplaced) >= _MOST:
            self.unplaced.clear()
            self.silent.clear()
        found = set(pairs)
        self.silent |= found
        self.unplaced |= found

    def firsts(self, messages: Iterable[Heard]) -> list[First]:
        """Changes nothing: what is found counts once it is committed."""
        unplaced, silent = self.unplaced, self.silent
        if self.is_loaded and not unplaced:
            return []
        found: dict[tuple[Pair, bool], First] = {}
        for each in messages:
            pair = each[:2]
            if self.is_loaded and pair not in unplaced:
                continue
            place = each.topic or (1 if each.reply_to not in (0, each.user_id) else 0)
            if place:
                found.setdefault((pair, True), First(*pair, place, each.message_id, each.at))
            if pair in silent:
                found.setdefault((pair, False), First(*pair, 0, each.message_id, each.at))
        return list(found.values())

    def took(self, firsts: Iterable[First]) -> None:
        """To be called after the commit."""
        for each in firsts:
            pair = each[:2]
            self.silent.discard(pair)
            if each.topic:
                self.unplaced.discard(pair)

    def moved(self, old: int, new: int) -> None:
        """The group goes by another id from now on."""
        self.silent = {(new if chat_id == old else chat_id, user_id) for chat_id, user_id in self.silent}
        self.unplaced = {(new if chat_id == old else chat_id, user_id) for chat_id, user_id in self.unplaced}
        self.mentored = {new if chat_id == old else chat_id for chat_id in self.mentored}

    def forgotten(self, user_id: int) -> None:
        self.silent = {pair for pair in self.silent if pair[1] != user_id}
        self.unplaced = {pair for pair in self.unplaced if pair[1] != user_id}

"""Grants that one moderator does not settle alone: who has to stand for them; what they become is the ledger's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.domain.points import OwnGain
from bot.domain.refusals import Refusal

Crowd: TypeAlias = Literal["one", "poll", "lottery", "topic"]
"""Who gets it: one member, all that voted, all that entered, all that spoke in a topic lately."""

LATELY = 7
"""Days in which somebody spoke in a topic to be one of its people."""

WITHIN = 24 * 3600
"""Seconds in which a grant is confirmed, or comes to nothing."""

MOST_PEOPLE = 2000
"""Members that one press may give to: their entries are one transaction, for which everybody else waits."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a moderator asks for: so many points for each; `number` is the poll's, lottery's or topic's."""

    amount: int
    reason: str
    crowd: Crowd
    number: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """A grant that waits: `first_id` stands for it already (0: nobody yet), `needs` is how many have to."""

    id: int
    chat_id: int
    by_id: int
    by_name: str
    wish: Wish
    needs: int
    first_id: int
    people: int

    @property
    def total(self) -> int:
        return self.wish.amount * self.people


class GrantRefusal(Refusal):
    """Points cannot be given to these, or by this press."""


class NobodyThere(GrantRefusal):
    key = "granting.nobody"


class NoSuchCrowd(GrantRefusal):
    key = "granting.no_such_crowd"


class TopicNotHeard(GrantRefusal):
    """Who speaks where is kept for some topics alone; in the others nobody is remembered to have spoken."""

    key = "granting.topic_not_heard"


class TooMany(GrantRefusal):
    """`most`, `number`."""

    key = "granting.too_many"


class UndoneAlready(GrantRefusal):
    """A grant to many is taken back once."""

    key = "granting.undone_already"


class NothingToTakeBack(GrantRefusal):
    """Nobody has as many points any more."""

    key = "granting.nothing_to_take_back"


class AnotherHasTo(GrantRefusal):
    """Two moderators stand for it, not the same one twice."""

    key = "granting.another_has_to"


def needed(total: int, *, alone: int) -> int:
    """How many moderators stand for that many points; `alone` is what one gives without another, 0 for any number."""
    return 2 if alone and total > alone else 1


def is_enough(waiting: Waiting, *, presser: int, target: int) -> bool:
    """Whether the press settles it; `target` is the one member it is for. Raises AnotherHasTo, OwnGain."""
    if waiting.needs == 2 and waiting.first_id == presser:
        raise AnotherHasTo
    if waiting.wish.crowd == "one" and presser == target:
        raise OwnGain
    return waiting.needs == 1 or waiting.first_id != 0

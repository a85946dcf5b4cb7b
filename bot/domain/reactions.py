"""What a reaction is worth to whoever wrote the message; which reactions are no thanks at all."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

_COLD = frozenset(["👎", "🤮", "💩", "🤡", "🖕", "🤬", "😡", "🥱"])


@dataclass(frozen=True, slots=True)
class ReactionRule:
    """`reward` points for each; `daily` and `received` are how many a day one may give, and be paid for.

    A pair of members counts once a day.
    """

    reward: int = 1
    daily: int = 5
    received: int = 10

    @property
    def is_on(self) -> bool:
        return min(self.reward, self.daily, self.received) > 0


def is_warm(before: Collection[str], after: Collection[str]) -> bool:
    """Whether something kind was added; each is an emoji, or the id of a custom one."""
    return bool(set(after) - set(before) - _COLD)


def is_paid(rule: ReactionRule, *, giver: int, author: int, given: int, received: int) -> bool:
    """`given` and `received`: those paid for today. A pair's second one the ledger itself refuses."""
    return rule.is_on and giver != author and given < rule.daily and received < rule.received

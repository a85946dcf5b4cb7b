"""What bringing somebody is worth, and when it is owed; links and letters live elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.domain.refusals import Refusal

MONTH = 30 * 86_400
"""Seconds over which `InviteRule.monthly` counts."""

State: TypeAlias = Literal["waiting", "paid", "void"]


@dataclass(frozen=True, slots=True)
class InviteRule:
    """`reward` points for somebody who stays `days` and says `messages`; at most `monthly` of them in thirty days."""

    reward: int = 20
    days: int = 7
    messages: int = 5
    monthly: int = 10

    @property
    def is_on(self) -> bool:
        return min(self.reward, self.monthly) > 0


@dataclass(frozen=True, slots=True)
class Invite:
    id: int
    chat_id: int
    user_id: int
    inviter_id: int
    at: int
    state: State


class InvitesOff(Refusal):
    key = "inviting.off"


def is_owed(rule: InviteRule, *, said: int, is_inviter_here: bool, paid: int) -> bool:
    """`said` since they came, below 0 for who did not stay; `paid` are those paid for in the last thirty days."""
    return rule.is_on and is_inviter_here and said >= rule.messages and paid < rule.monthly

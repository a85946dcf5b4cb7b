"""What the house pays for: by a rule of the group, or by a hand, of which it is said what that may not give."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, TypeAlias, get_args

from bot.domain.points import Actor, OwnGain, PointsRefusal

ByRule: TypeAlias = Literal[
    "checkin", "first", "late", "activity", "thanks", "reaction", "invite", "poll", "quiz", "discussion", "event",
    "challenge", "welcome",
]  # fmt: skip
"""What the settings put a price on, and how often it is paid: a moderator who takes part is paid like everybody."""

ByHand: TypeAlias = Literal["grant", "event", "challenge", "adopted"]
"""What a moderator decides on: counted in the day's sum of the hand and of the member, and never paid to the hand."""

HANDS: tuple[str, ...] = get_args(ByHand)


class MaybeOwnGain(PointsRefusal):
    """A hidden hand is that of one of the administrators: none of them is paid by it."""

    key = "points.maybe_own_gain"


class ReceivedEnough(PointsRefusal):
    """`most`, `left`: of what moderators give one member in a day."""

    key = "points.received_enough"


def check_receiver(hand: Actor, user_id: int, *, may_be: Collection[int] = ()) -> None:
    """Refuses what a hand would give to itself; `may_be` are those of whom a hidden one is one."""
    if hand.id == user_id:
        raise OwnGain
    if user_id in may_be:
        raise MaybeOwnGain


def check_received(*, amount: int, had_today: int, most_a_day: int) -> None:
    if had_today + amount > most_a_day:
        raise ReceivedEnough(most=most_a_day, left=max(0, most_a_day - had_today))

"""One deed on its way: what was tried so far, how long it is worth trying, and whether it may be done twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace

from bot import deeds
from bot.deeds import AnyDeed, Priority
from storage.outbox import Due

_HOUR: Final = 3600
_PATIENCE: Final = {Priority.PRESS: 600, Priority.ANSWER: _HOUR}
"""Seconds after which small talk is stale; anything else not named here is worth six hours."""

_TOAST_PATIENCE: Final = 120
_RESEND_PATIENCE: Final = 24 * _HOUR


@dataclass(slots=True)
class Attempt:
    """`deed` is what is tried now, plainer than the one posted where that was refused; `topic` is where it goes now.

    `is_marked` while the store says `sending`.
    """

    due: Due
    deed: AnyDeed
    topic: int = 0
    is_plain: bool = False
    is_marked: bool = False
    tries: int = 0

    def becomes(self, deed: AnyDeed) -> None:
        """From now on another deed is tried in its place."""
        if isinstance(deed, deeds.Message) and not isinstance(self.deed, deeds.Message):
            self.topic = deed.topic
        self.deed = deed

    def leave_topic(self) -> None:
        """To General, and without the reply that would take it back into the topic."""
        self.topic = 0
        if isinstance(self.deed, deeds.Message) and self.deed.reply_to:
            self.deed = replace(self.deed, reply_to=0)


def begin(due: Due, deed: AnyDeed) -> Attempt:
    return Attempt(due, deed, topic=deed.topic if isinstance(deed, deeds.Message) else 0)


def is_repeatable(deed: AnyDeed) -> bool:
    """Whether doing it twice shows nobody anything new."""
    return not (isinstance(deed, deeds.Message) or (isinstance(deed, deeds.Topic) and deed.rule == "open"))


def must_not_double(attempt: Attempt) -> bool:
    return attempt.due.doubt == "drop" and not is_repeatable(attempt.deed)


def is_stale(attempt: Attempt, *, now: int) -> bool:
    """Whether a deed that keeps failing is no longer worth trying; `now` is the clock's."""
    if isinstance(attempt.deed, deeds.Toast):
        patience = _TOAST_PATIENCE
    elif attempt.due.doubt == "resend":
        patience = _RESEND_PATIENCE
    else:
        patience = _PATIENCE.get(Priority(min(attempt.due.priority, Priority.REPORT)), 6 * _HOUR)
    return now - attempt.due.created_at > patience


def backoff(attempt: Attempt, *, longest: float) -> float:
    """Seconds to wait: doubling from a quarter, less up to a half by the row's own share.

    Lanes that failed together thus do not come back together.
    """
    share = (attempt.due.id * 2654435761 % 1000) / 1000
    return float(min(0.25 * 2 ** min(attempt.tries, 10), longest)) * (1 - share / 2)

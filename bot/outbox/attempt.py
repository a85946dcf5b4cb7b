"""One action on its way: what was tried so far, how long it is worth trying, and whether it may be done twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace

from bot.outbox import actions
from bot.outbox.actions import AnyAction, Priority
from storage.outbox import Due

_HOUR: Final = 3600
_TOAST_PATIENCE: Final = 120
_PATIENCE: Final[dict[int, int]] = {Priority.PRESS: 600, Priority.ANSWER: _HOUR}
"""Seconds after which what is rather dropped than doubled is stale; anything else of it is worth six hours."""

_ANSWER_PATIENCE: Final = 24 * _HOUR
"""Seconds after which nobody waits any more for the answer to a command."""


@dataclass(slots=True)
class Attempt:
    """`action` is what is tried now, plainer than the one posted where that was refused; `topic` is where it goes now.

    `is_marked` while the store says `sending`.
    """

    due: Due
    action: AnyAction
    topic: int = 0
    is_plain: bool = False
    is_marked: bool = False
    tries: int = 0

    def becomes(self, action: AnyAction) -> None:
        """From now on another action is tried in its place."""
        if isinstance(action, actions.Message) and not isinstance(self.action, actions.Message):
            self.topic = action.topic
        self.action = action

    def leave_topic(self) -> None:
        """To General, and without the reply that would take it back into the topic."""
        self.topic = 0
        if isinstance(self.action, actions.Message) and self.action.reply_to:
            self.action = replace(self.action, reply_to=0)


def begin(due: Due, action: AnyAction) -> Attempt:
    return Attempt(due, action, topic=action.topic if isinstance(action, actions.Message) else 0)


def is_repeatable(action: AnyAction) -> bool:
    """Whether doing it twice shows nobody anything new."""
    return not (isinstance(action, actions.Message) or (isinstance(action, actions.Topic) and action.rule == "open"))


def must_not_double(attempt: Attempt) -> bool:
    return attempt.due.on_crash == "drop" and not is_repeatable(attempt.action)


def deleted_by(attempt: Attempt) -> tuple[int, str] | None:
    """The chat, and the name that the message is kept under, of a message that is gone once this is done."""
    action = attempt.action
    if isinstance(action, actions.Delete) and action.named:
        return attempt.due.chat_id, action.named
    return None


def is_stale(attempt: Attempt, *, now: int) -> bool:
    """Whether an action that keeps failing is no longer worth trying; `now` is the clock's.

    What people wait for (a result, a card, an alert, a prize, whatever somebody wants to hear of) always is.
    """
    age = now - attempt.due.created_at
    if isinstance(attempt.action, actions.Toast):
        return age > _TOAST_PATIENCE
    if attempt.due.on_crash == "drop":
        return age > _PATIENCE.get(attempt.due.priority, 6 * _HOUR)
    return _is_mere_answer(attempt.action) and age > _ANSWER_PATIENCE


def _is_mere_answer(action: AnyAction) -> bool:
    if isinstance(action, actions.React):
        return True
    return isinstance(action, actions.Message) and bool(action.reply_to) and not (action.name or action.then)


def backoff(attempt: Attempt, *, longest: float) -> float:
    """Seconds to wait: doubling from a quarter, less up to a half by the row's own share.

    Lanes that failed together thus do not come back together.
    """
    share = (attempt.due.id * 2654435761 % 1000) / 1000
    return float(min(0.25 * 2 ** min(attempt.tries, 10), longest)) * (1 - share / 2)

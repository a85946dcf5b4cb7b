"""A promise to a group: who gave it, until when, and what became of it; keeping it is the store's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.domain.refusals import Refusal, WrongForm

State: TypeAlias = Literal["open", "kept", "dropped"]
Shown: TypeAlias = Literal["open", "late", "kept", "kept_late", "dropped"]
"""A state as people are told it: late is what is open or was kept after its moment."""

LONGEST = 300
"""Characters of a promise, and of a reason."""


class UnknownPromise(Refusal):
    """`number`."""

    key = "promises.unknown"


class PromiseIsOver(Refusal):
    """`number`."""

    key = "promises.over"


class NoReason(WrongForm):
    """`usage`: who puts a promise off, or takes it back, says why."""

    key = "promises.no_reason"


class TooLong(Refusal):
    """`most`."""

    key = "promises.too_long"


@dataclass(frozen=True, slots=True)
class Promise:
    """`owner_id` is 0 for who gave it in the group's name; `moved` counts how often the date was moved, `why` is the
    last reason for that, or why it was taken back; times are epoch seconds.
    """

    id: int
    chat_id: int
    owner_id: int
    owner: str
    words: str
    due_at: int
    made_at: int
    state: State
    ended_at: int
    moved: int
    why: str

    def shown(self, now: int) -> Shown:
        if self.state == "dropped":
            return "dropped"
        if self.state == "kept":
            return "kept" if self.ended_at <= self.due_at else "kept_late"
        return "open" if now <= self.due_at else "late"


@dataclass(frozen=True, slots=True)
class Rate:
    """Of the promises that fell due: how many were kept in time, how many late, and how many not."""

    kept: int = 0
    late: int = 0
    broken: int = 0

    @property
    def due(self) -> int:
        return self.kept + self.late + self.broken


def rate_of(promises: Iterable[Promise], *, now: int) -> Rate:
    """One that is still open before its moment counts neither way."""
    shown = [each.shown(now) for each in promises]
    return Rate(shown.count("kept"), shown.count("kept_late"), shown.count("late") + shown.count("dropped"))

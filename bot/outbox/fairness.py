"""Where an action stands among those that wait for the same chat: age counts, members share, repeats are merged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, TypeAlias

import msgspec

from bot.outbox.actions import Priority
from bot.outbox.pace import IN_GROUP
from storage.outbox import Due

_MAY_WAIT: Final[dict[int, int]] = {
    Priority.PRESS: 0,
    Priority.ANSWER: 10,
    Priority.ALERT: 0,
    Priority.ANNOUNCEMENT: 60,
}
"""Seconds that something younger but more urgent may go before it; a report has `_REPORT_MAY_WAIT`."""

_REPORT_MAY_WAIT: Final = 600
_FEW: Final = 3
"""Answers of one member that wait before a repeated one is left out."""

_NOTHING: Final = msgspec.Raw(b"")


class Head(msgspec.Struct, frozen=True):
    """What of an action's body its place depends on."""

    do: str = ""
    asker: int = 0
    name: str = ""
    named: str = ""
    message_id: int = 0
    then: str = ""
    words: msgspec.Raw = _NOTHING
    keys: msgspec.Raw = _NOTHING
    drawn: msgspec.Raw = _NOTHING


_read_head = msgspec.json.Decoder(Head).decode
_NO_HEAD: Final = Head()

Repeat: TypeAlias = tuple[str | int | bytes, ...]


def head_of(due: Due) -> Head:
    """A body that cannot be read is left to the sender."""
    try:
        return _read_head(due.body)
    except msgspec.MsgspecError:
        return _NO_HEAD


def mark_of_asker(user_id: int) -> int:
    """Enough to share a group's pace fairly, and not who it is; never 0."""
    return user_id % 65_521 + 1


@dataclass(slots=True)
class Slot:
    """A place in a lane, which a later edit of the same message takes over."""

    due: Due
    head: Head

    @property
    def repeat(self) -> Repeat | None:
        """Edits of one message are of one kind, and so are the same answers to the same member."""
        head = self.head
        if head.then or head.name:
            return None
        if head.do == "edit":
            return "edit", head.named or head.message_id
        if head.do == "say" and head.asker:
            return "say", head.asker, bytes(head.words), bytes(head.keys)
        return None

    def yields_to(self, later: Slot) -> bool:
        """Whether the later edit shows all that this one would."""
        has_words = bool(later.head.words) or not self.head.words
        return has_words and (bool(later.head.drawn) or not self.head.drawn)


@dataclass(slots=True)
class Shares:
    """When each member's last waiting answer will have had its time, as if the lane were theirs alone."""

    _until: dict[int, float] = field(default_factory=dict)

    def has_many(self, due: Due, head: Head) -> bool:
        """Whether the asker has more answers waiting than are worth saying twice."""
        return self._until.get(head.asker, 0.0) > _rank(due) + _FEW * IN_GROUP.every

    def rank(self, due: Due, head: Head) -> float:
        """The moment (epoch seconds) by which its turn has come; the smallest goes first."""
        if not head.asker and due.priority == Priority.ANSWER:
            return due.created_at  # a result: nobody asks for it twice
        rank = _rank(due)
        if head.asker:
            rank = max(rank, self._until.get(head.asker, 0.0))
            self._until[head.asker] = rank + IN_GROUP.every
        return rank


def _rank(due: Due) -> float:
    return float(due.created_at + _MAY_WAIT.get(due.priority, _REPORT_MAY_WAIT))

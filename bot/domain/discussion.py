"""Timed discussions as values: how one is asked for, how much is left, who gave most; saying it lives in `handlers`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.domain.refusals import Refusal
from bot.domain.topics import Kind

FEWEST = 5
"""People behind any word that is shown."""

PAID_FROM = 3
"""Voices from which those who gave most are paid: nobody wins alone."""

WINNERS = 3
LONGEST_TITLE = 120
"""UTF-16 units; the name of a forum topic may have 128."""

DEFAULT = "1d"

State: TypeAlias = Literal["opening", "open", "closed", "failed"]

_COUNTED = 30
"""Messages and replies beyond which more add nothing: a flood is no contribution."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A discussion asked for: `is_own` where it gets a place of its own, `key` is the turn's."""

    chat_id: int
    kind: Kind
    is_own: bool
    title: str
    photo: str
    by: int
    at: int
    closes_at: int
    key: str


@dataclass(frozen=True, slots=True)
class Discussion:
    """Times in epoch seconds; `place` is a topic's id, or the id of the post whose replies count."""

    id: int
    chat_id: int
    place: int
    kind: Kind
    is_own: bool
    title: str
    photo: str
    opened_by: int
    opened_at: int
    closes_at: int
    nudges: int
    state: State


@dataclass(frozen=True, slots=True)
class Voice:
    """`is_here`: still a member of the group."""

    user_id: int
    name: str
    messages: int
    replies: int
    thanks: int
    is_here: bool

    @property
    def score(self) -> int:
        """A message counts once, a reply once more, a thanks for it five times; floods are cut."""
        return min(self.messages, _COUNTED) + min(self.replies, _COUNTED) + 5 * self.thanks


@dataclass(frozen=True, slots=True)
class Thanked:
    """An answer, and how often it was thanked for."""

    name: str
    message_id: int
    thanks: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a discussion; `words` are each behind at least five people, `paid` is what each of the best got."""

    voices: int
    messages: int
    replies: int
    words: tuple[str, ...] = ()
    thanked: tuple[Thanked, ...] = ()
    best: tuple[Voice, ...] = ()
    paid: int = 0


class DiscussionRefusal(Refusal):
    """That cannot be done with a discussion."""


class NoTitle(DiscussionRefusal):
    """`most`."""

    key = "discussion.no_title"


class AlreadyOpen(DiscussionRefusal):
    """One runs in that topic."""

    key = "discussion.already"


class NothingFollowed(DiscussionRefusal):
    key = "discussion.not_followed"


class TooManyFollowed(DiscussionRefusal):
    """`most`."""

    key = "discussion.too_many"


def title_of(words: str) -> str:
    """On one line; raises NoTitle where nothing is left or it is too long for a topic's name."""
    title = " ".join(words.split())
    if not title or len(title.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_TITLE:
        raise NoTitle(most=LONGEST_TITLE)
    return title


def best_of(voices: Sequence[Voice]) -> tuple[Voice, ...]:
    """The first three of those who gave most and are still here.

    Among equals more thanks, then more replies go first, then whoever comes first in `voices`.
    """
    here = [each for each in voices if each.is_here and each.score]
    if len(voices) < PAID_FROM:
        return ()
    ranked = sorted(here, key=lambda each: (-each.score, -each.thanks, -each.replies))
    return tuple(ranked[:WINNERS])


def next_look(closes_at: int, *, now: int) -> int | None:
    """When the countdown on the card changes next: by days, by hours in the last two days, by ten minutes at the end.

    None where nothing is left to count down.
    """
    left = closes_at - now
    step = 86400 if left > 2 * 86400 else 3600 if left > 7200 else 600
    if left <= 600:
        return None
    return closes_at - (left - 1) // step * step


def left_of(seconds: int) -> tuple[Literal["days", "hours", "minutes"], int]:
    """What is left in the largest unit that says enough, rounded up."""
    if seconds >= 2 * 86400:
        return "days", -(-seconds // 86400)
    if seconds > 7200:
        return "hours", -(-seconds // 3600)
    return "minutes", max(1, -(-seconds // 60))

"""Feedback's rules: its states, what may follow which, what is like what, what it is about; nothing is kept here."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.domain.refusals import Refusal

State: TypeAlias = Literal["open", "claimed", "asked", "answered", "closed", "merged"]
Move: TypeAlias = Literal["claim", "reply", "ask", "answer", "close", "decline", "merge", "reopen", "add"]
Mark: TypeAlias = Literal["urgent", "calm", "adopt", "public"]
Transition: TypeAlias = Move | Mark | Literal["assign"]
"""A move leads from state to state; a mark leaves the state as it is, and so does giving it into other hands."""

Category: TypeAlias = Literal["problem", "idea", "question", "thanks", "other"]

FROM: Mapping[Move, tuple[State, ...]] = {
    "claim": ("open", "asked"),
    "reply": ("open", "claimed", "asked"),
    "ask": ("open", "claimed", "answered"),
    "answer": ("open", "claimed", "asked", "answered"),
    "close": ("open", "claimed", "asked", "answered"),
    "decline": ("open", "claimed", "asked", "answered"),
    "merge": ("open", "claimed", "asked", "answered"),
    "reopen": ("answered", "closed"),
    "add": ("open", "claimed", "asked", "answered"),
}
"""The states in which a move may be made."""

TO: Mapping[Move, State] = {
    "claim": "claimed",
    "reply": "claimed",
    "ask": "asked",
    "answer": "answered",
    "close": "closed",
    "decline": "closed",
    "merge": "merged",
    "reopen": "open",
    "add": "open",
}

LONGEST = 2000
"""Characters of one feedback, an answer or a reason."""

A_DAY_MOST = 10
"""Feedback one voice gives a group in a day: a desk can be flooded."""

MIND_CHANGES = 24 * 3600
"""Seconds in which an author may still rate otherwise."""

ALIKE = 0.5
"""Likeness from which two are shown as maybe the same."""


class FeedbackRefusal(Refusal):
    """Not with this feedback."""


class UnknownTicket(FeedbackRefusal):
    """`number`."""

    key = "feedback.unknown"


class NotYours(FeedbackRefusal):
    key = "feedback.not_yours"


class WrongState(FeedbackRefusal):
    """`number`, `state`: the key of the state's name."""

    key = "feedback.wrong_state"


class Unheard(FeedbackRefusal):
    """The desk does not hear this voice."""

    key = "feedback.unheard"


class TooMany(FeedbackRefusal):
    """`most`."""

    key = "feedback.too_many"


class TooLong(FeedbackRefusal):
    """`most`."""

    key = "feedback.too_long"


class NoWords(FeedbackRefusal):
    """`usage`."""

    key = "feedback.no_words"


class UnknownWord(FeedbackRefusal):
    """`seen`, `usage`: behind a number stands what can be done with it."""

    key = "feedback.unknown_word"


class AdoptedAlready(FeedbackRefusal):
    """`number`."""

    key = "feedback.adopted_already"


class NotSettled(FeedbackRefusal):
    """`number`: only what was adopted or closed can be told in public."""

    key = "feedback.not_settled"


class RatedForGood(FeedbackRefusal):
    """`number`, `score`."""

    key = "feedback.rated_for_good"


@dataclass(frozen=True, slots=True)
class Ticket:
    """`user_id` is 0 for an anonymous voice; `sealed` then holds the way back to it.

    `outcome` is what moderators tell everybody came of it, `joined` how many others joined it; times are epoch seconds,
    0 is not (yet). `eta_at` is by when the desk itself said that it is answered.
    """

    id: int
    chat_id: int
    user_id: int
    name: str
    voice: str
    sealed: str
    words: str
    keywords: tuple[str, ...]
    category: Category
    state: State
    merged_id: int
    about: int
    given_at: int
    due_at: int
    answered_at: int
    closed_at: int
    score: int
    rated_at: int
    like_id: int
    is_urgent: bool
    assigned_id: int
    assigned_name: str
    adopted_at: int
    outcome: str
    eta_at: int = 0
    joined: int = 0

    @property
    def is_anonymous(self) -> bool:
        return self.user_id == 0

    @property
    def is_over(self) -> bool:
        return self.state in ("closed", "merged")


@dataclass(frozen=True, slots=True)
class Done:
    """An action of the desk, or of the author (`actor_id` 0); `number` is the feedback under which it is kept."""

    transition: Transition
    actor_id: int
    actor_name: str
    words: str
    at: int
    number: int


def alias(voice: str, chat_id: int) -> str:
    """What the desk calls an anonymous voice: the same within a group, another in the next."""
    return hashlib.sha256(f"{voice}:{chat_id}".encode()).hexdigest()[:4].upper()


def category_of(words: str, known: Mapping[Category, Iterable[str]], cuts: Collection[int]) -> Category:
    """The category most of whose words stand there, as words by `cuts`, which are the places where words begin or end.

    A longer one hides what is within it: 能不能 is no 不能.
    """
    folded, counts = words.casefold(), dict.fromkeys(known, 0)
    taken: set[int] = set()
    for phrase, name in sorted(((each, name) for name, of in known.items() for each in of), key=_longest_first):
        for match in re.finditer(re.escape(phrase), folded):
            places = range(*match.span())
            if {match.start(), match.end()} <= {*cuts} and taken.isdisjoint(places):
                taken.update(places)
                counts[name] += 1
    best = max(counts, key=lambda name: counts[name], default=None)
    return best if best is not None and counts[best] else "other"


def _longest_first(named: tuple[str, Category]) -> int:
    return -len(named[0])


def likeness(one: Collection[str], other: Collection[str]) -> float:
    """Share of keywords in common, of all that either has (Jaccard's index); 0 where one has none."""
    ours, theirs = set(one), set(other)
    return len(ours & theirs) / len(ours | theirs) if ours and theirs else 0.0


def pairs_of(words: str) -> set[str]:
    """Neighbouring characters: what a short text is compared by where it has no keywords."""
    plain = "".join(char for char in words.casefold() if char.isalnum())
    return {plain[place : place + 2] for place in range(len(plain) - 1)}


def likest(words: str, keywords: Collection[str], among: Iterable[Ticket]) -> Ticket | None:
    """The one most like it, if any is alike enough."""
    pairs = pairs_of(words)
    rated = [(max(likeness(keywords, each.keywords), likeness(pairs, pairs_of(each.words))), each) for each in among]
    best = max(rated, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0] >= ALIKE else None

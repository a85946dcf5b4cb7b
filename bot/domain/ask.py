"""Questions to a guest as values, and what is refused of them; who is told what lives in `handlers`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.domain.refusals import Refusal

LONGEST = 300
"""Characters of a question; an answer may have more, and is kept up to `LONGEST_ANSWER`."""

LONGEST_ANSWER = 1500
MOST_WAITING = 3
"""Questions of one member that wait at a time."""

DEFAULT = "7d"

State: TypeAlias = Literal["waiting", "answered", "dropped"]


@dataclass(frozen=True, slots=True)
class Ask:
    """A round; `closes_at` in epoch seconds, `guest_id` 0 where no guest was named."""

    id: int
    chat_id: int
    topic: int
    title: str
    guest_id: int
    guest: str
    opened_by: int
    closes_at: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Question:
    """`answerer` is the name of whoever answered."""

    id: int
    ask: int
    user_id: int
    name: str
    words: str
    votes: int
    state: State
    answer: str
    answerer: str


class AskRefusal(Refusal):
    """That cannot be asked or answered."""


class NoneOpen(AskRefusal):
    """Nobody takes questions now."""

    key = "ask.none_open"


class OneOpen(AskRefusal):
    """`title`: one round at a time."""

    key = "ask.one_open"


class NoSubject(AskRefusal):
    """`most`: a round without a title, or with one too long."""

    key = "ask.no_title"


class NoQuestion(AskRefusal):
    """`most`: empty, or too long."""

    key = "ask.no_question"


class TooManyWaiting(AskRefusal):
    """`most`."""

    key = "ask.too_many"


class UnknownQuestion(AskRefusal):
    """`seen`."""

    key = "ask.unknown"


class Settled(AskRefusal):
    """It was answered or taken away."""

    key = "ask.settled"


class OwnQuestion(AskRefusal):
    key = "ask.own"


class NotTheGuest(AskRefusal):
    key = "ask.not_the_guest"


def question_of(words: str) -> str:
    """On one line; raises NoQuestion."""
    plain = " ".join(words.split())
    if not plain or len(plain) > LONGEST:
        raise NoQuestion(most=LONGEST)
    return plain

"""The buttons of the list of polls and of the dialogue that asks one; what pressing them does lives beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.engine.buttons import awaited, press

Do: TypeAlias = Literal["flag", "ends", "event", "right", "post", "words", "stop"]
BankDo: TypeAlias = Literal["page", "file", "ask", "empty"]


@press("pp")
@dataclass(frozen=True, slots=True)
class PageTurn:
    """A page of a group's polls, the newest first."""

    chat_id: int
    number: int


@press("pn")
@dataclass(frozen=True, slots=True)
class Begin:
    """Ask a poll in that group, step by step."""

    chat_id: int


@press("qn")
@dataclass(frozen=True, slots=True)
class BeginQuiz:
    """Ask a quiz question in that group, step by step."""

    chat_id: int


@press("qb")
@dataclass(frozen=True, slots=True)
class Bank:
    """A group's questions: a page of them, all as a file, and emptied up to the question of that number."""

    chat_id: int
    do: BankDo
    number: int


@press("pd")
@dataclass(frozen=True, slots=True)
class Step:
    """In the draft of `owner` for a group: a flag, its end, what it decides, what is right; post it, or not."""

    chat_id: int
    owner: int
    do: Do
    value: str


@awaited("pw")
@dataclass(frozen=True, slots=True)
class Worded:
    """The words of a poll or quiz for a group (and a topic of it), or when its winner's event is."""

    chat_id: int
    what: Literal["poll", "quiz", "event"]
    topic: int

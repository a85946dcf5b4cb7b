"""The buttons of the list of polls and of the dialogue that asks one; what pressing them does lives beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.engine.buttons import press

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

"""The buttons of the list of polls and of the dialogue that asks one; what pressing them does lives beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.buttons import press

Do: TypeAlias = Literal["flag", "ends", "event", "post", "stop"]


@press("pp")
@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of a group's polls, the newest first."""

    chat_id: int
    number: int


@press("pn")
@dataclass(frozen=True, slots=True)
class Begin:
    """Ask a poll in that group, step by step."""

    chat_id: int


@press("pd")
@dataclass(frozen=True, slots=True)
class Step:
    """In the draft of `owner` for a group: turn a flag, choose an end, let it decide, post it, or call it off."""

    chat_id: int
    owner: int
    do: Do
    value: str

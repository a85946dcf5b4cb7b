"""The buttons of all dialogues, and what their questions wait for; what pressing them does lives beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.engine.buttons import awaited, press

Do: TypeAlias = Literal["ask", "fill", "turn", "pass", "show", "more", "try", "open", "drop"]


@press("dn")
@dataclass(frozen=True, slots=True)
class Begin:
    """Put something together for that group, step by step: `kind` is a dialogue's name."""

    kind: str
    chat_id: int


@press("dg")
@dataclass(frozen=True, slots=True)
class Go:
    """On with a draft: ask for a step, fill or turn it, pass over it; show all, show more, try, open or drop it."""

    draft: int
    do: Do
    step: str
    value: str


@awaited("dg")
@dataclass(frozen=True, slots=True)
class Answer:
    """What is written to the question that a draft asks."""

    draft: int

"""What comes back to messages, told a batch at a time, whether or not it has a turn of its own besides."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.counts import Echo
from storage.database import Unit


@dataclass(frozen=True, slots=True)
class Echoing:
    """Reactions and presses in groups, and the transaction that keeps them; `now` is the clock's."""

    unit: Unit
    echoes: Sequence[Echo]
    now: int


Hark: TypeAlias = Callable[[Echoing], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Listener:
    """An entrance for them."""

    hark: Hark

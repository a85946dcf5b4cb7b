"""What several processes that serve one store agree on: who leads, whose work a part is, and who has to be woken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, Protocol, TypeAlias

Sign: TypeAlias = Literal["posted", "timed", "came"]
"""Actions were put into the outbox, a timer was set, updates came in."""


class Workers(Protocol):
    """As one of them sees it: what it holds it holds for as long as it can commit anything.

    Each call raises StoreLostError where the store is out of reach.
    """

    is_leading: bool
    """Whether this one asks Telegram, and sends."""

    async def lead(self) -> bool:
        """Whether this one leads from now on, if it did not: where nobody else does."""

    async def number(self) -> int:
        """How many there are."""

    async def taken(self) -> set[int]:
        """Parts that one of them has."""

    async def take(self, part: int) -> bool:
        """Whether that part is this one's now."""

    async def give_back(self, part: int) -> None: ...

    async def ring(self, sign: Sign) -> None:
        """Tell the others."""

    def when_rung(self, told: Callable[[Sign], None]) -> None:
        """By another one. It is no more than a hint: one that dies before it rings has told nobody."""

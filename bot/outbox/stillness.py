"""Whether the bot is frozen: it hears and keeps what comes, and says and does nothing until it is thawed."""

from __future__ import annotations

import asyncio


class Stillness:
    """Asked by whoever is about to begin a turn, to wake a timer or to send."""

    def __init__(self) -> None:
        self._over = asyncio.Event()
        self._over.set()

    @property
    def is_frozen(self) -> bool:
        return not self._over.is_set()

    async def over(self) -> None:
        """Until the bot is not frozen."""
        await self._over.wait()

    def begin(self) -> None:
        self._over.clear()

    def end(self) -> None:
        self._over.set()

"""News for whoever watches the page: numbered events, each with the people it concerns."""

import asyncio
from collections.abc import AsyncIterator, Collection

from playground.world.values import JSON


class Feed:
    """Hands each event to the watchers it concerns; an end is told to all."""

    def __init__(self) -> None:
        self._watchers: set[tuple[int, asyncio.Queue[JSON | None]]] = set()
        self._last = 0
        self._is_closed = False

    def publish(self, kind: str, content: JSON, *, only: Collection[int] | None = None) -> None:
        """Tell the watchers among `only` (everybody when None)."""
        self._last += 1
        if not self._watchers:
            return
        event = {"n": self._last, "kind": kind, **content}
        for who, queue in self._watchers:
            if only is None or who in only:
                queue.put_nowait(event)

    def watching(self, among: Collection[int]) -> set[int]:
        """Who of these has the page open."""
        return {who for who, _ in self._watchers if who in among} if self._watchers else set()

    async def watch(self, who: int) -> AsyncIterator[JSON | None]:
        """Events that concern `who` until the feed closes; first of all None: from then on nothing is missed."""
        queue: asyncio.Queue[JSON | None] = asyncio.Queue()
        watcher = (who, queue)
        self._watchers.add(watcher)
        try:
            yield None
            while not self._is_closed and (event := await queue.get()) is not None:
                yield event
        finally:
            self._watchers.discard(watcher)

    def close(self) -> None:
        """End every watch."""
        self._is_closed = True
        for _, queue in self._watchers:
            queue.put_nowait(None)

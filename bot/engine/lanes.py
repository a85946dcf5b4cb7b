"""Lanes: in order within one, side by side across them; what is done with what waits there is the owner's."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final, Generic, TypeVar

T = TypeVar("T")

SHARE: Final = 250
"""Things of one lane that count towards `FULL`."""

FULL: Final = 5_000
"""Waiting things at which no more are asked for: what Telegram still holds is safe there."""

MOST: Final = 50_000
"""All that may wait in memory, whosever it is: about 50 MB of updates."""


class Lanes(Generic[T]):
    """`take` is called for one thing of a lane at a time, for at most `abreast` lanes at once.

    `take` must not raise: what can go wrong with a thing is its own affair, and the next one has its turn.
    """

    def __init__(self, take: Callable[[T], Awaitable[None]], *, abreast: int = 16) -> None:
        self._take = take
        self._waiting: dict[int, deque[T]] = {}
        self._ready: asyncio.Queue[int] = asyncio.Queue()
        self._abreast = abreast
        self._count = 0
        self._crowd = 0
        self._busy: set[int] = set()
        self._is_stopping = False
        self._calmer = asyncio.Condition()

    def put(self, lane: int, thing: T) -> None:
        queue = self._waiting.get(lane)
        if queue is None:
            self._waiting[lane] = queue = deque()
            self._ready.put_nowait(lane)
        queue.append(thing)
        self._count += 1
        self._crowd += len(queue) <= SHARE

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            for _ in range(self._abreast):
                tasks.create_task(self._work())

    async def _work(self) -> None:
        while True:
            lane = await self._ready.get()
            if self._is_stopping:
                return
            queue = self._waiting[lane]
            if not queue:
                del self._waiting[lane]
                continue
            self._busy.add(lane)
            await self._take(queue[0])
            self._busy.discard(lane)
            queue.popleft()
            self._count -= 1
            self._crowd -= len(queue) < SHARE
            if queue:
                self._ready.put_nowait(lane)
            else:
                del self._waiting[lane]
            async with self._calmer:
                self._calmer.notify_all()

    async def room(self) -> None:
        """Until there is room for more: one lane's flood fills no more than its share."""
        if self._has_room():
            return
        async with self._calmer:
            await self._calmer.wait_for(self._has_room)

    def _has_room(self) -> bool:
        return self._crowd < FULL and self._count < MOST

    async def idle(self) -> None:
        """Until nothing waits or is being done."""
        if self._count:
            async with self._calmer:
                await self._calmer.wait_for(lambda: not self._count)

    async def let_go(self, is_gone: Callable[[int], bool]) -> list[T]:
        """Begin nothing more in those lanes, and wait for what has begun; what waited there, which is forgotten."""
        gone = [lane for lane in self._waiting if is_gone(lane)]
        left = [thing for lane in gone for thing in self._forget(lane)]
        async with self._calmer:
            self._calmer.notify_all()
            await self._calmer.wait_for(lambda: self._busy.isdisjoint(gone))
        return left

    def _forget(self, lane: int) -> list[T]:
        """An empty lane stays until its turn comes: it stands in line once."""
        queue, begun = self._waiting[lane], int(lane in self._busy)
        left = list(queue)[begun:]
        self._count -= len(left)
        self._crowd -= min(len(queue), SHARE) - min(begun, SHARE)
        while len(queue) > begun:
            queue.pop()
        return left

    async def finish(self) -> None:
        """Begin nothing more, and wait for what has begun."""
        self._is_stopping = True
        async with self._calmer:
            await self._calmer.wait_for(lambda: not self._busy)

"""Lanes: in order within one, side by side across them; what is done with what waits there is the owner's."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


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
        self._under_way = 0
        self._is_stopping = False
        self._calmer = asyncio.Condition()

    def put(self, lane: int, thing: T) -> None:
        queue = self._waiting.get(lane)
        if queue is None:
            self._waiting[lane] = queue = deque()
            self._ready.put_nowait(lane)
        queue.append(thing)
        self._count += 1

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            for _ in range(self._abreast):
                tasks.create_task(self._work())

    async def _work(self) -> None:
        while True:
            lane = await self._ready.get()
            if self._is_stopping:
                return
            self._under_way += 1
            await self._take(self._waiting[lane][0])
            self._under_way -= 1
            queue = self._waiting[lane]
            queue.popleft()
            self._count -= 1
            if queue:
                self._ready.put_nowait(lane)
            else:
                del self._waiting[lane]
            async with self._calmer:
                self._calmer.notify_all()

    async def below(self, count: int) -> None:
        """Until fewer than `count` things wait or are being done."""
        if self._count < count:
            return
        async with self._calmer:
            await self._calmer.wait_for(lambda: self._count < count)

    async def idle(self) -> None:
        await self.below(1)

    async def finish(self) -> None:
        """Begin nothing more, and wait for what has begun."""
        self._is_stopping = True
        async with self._calmer:
            await self._calmer.wait_for(lambda: self._under_way == 0)

"""The lanes of waiting updates: in order within a chat, and one chat's flood in nobody else's way."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from bot.engine.lanes import FULL, MOST, SHARE, Lanes


class Hall:
    """Lanes whose chats with a shut door (`shut`) get no further."""

    def __init__(self, *shut: int) -> None:
        self.shut, self.open = set(shut), asyncio.Event()
        self.taken: list[tuple[int, int]] = []
        self.lanes: Lanes[tuple[int, int]] = Lanes(self._take)

    async def _take(self, thing: tuple[int, int]) -> None:
        if thing[0] in self.shut:
            await self.open.wait()
        self.taken.append(thing)

    def flood(self, chat: int, count: int) -> None:
        for n in range(count):
            self.lanes.put(chat, (chat, n))

    @contextlib.asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        running = asyncio.get_running_loop().create_task(self.lanes.run())
        try:
            yield
        finally:
            running.cancel()
            await asyncio.wait([running])

    async def has_room(self) -> bool:
        waiting = asyncio.ensure_future(self.lanes.room())
        for _ in range(5):
            await asyncio.sleep(0)
        is_done = waiting.done()
        waiting.cancel()
        return is_done


async def test_thousands_of_commands_of_one_group_do_not_stop_the_intake_of_others() -> None:
    hall = Hall(1)
    async with hall.working():
        hall.flood(1, 3 * FULL)
        assert await hall.has_room()
        hall.flood(2, 10)
        async with asyncio.timeout(10):
            while len(hall.taken) < 10:
                await asyncio.sleep(0)
        assert hall.taken == [(2, n) for n in range(10)]
        hall.open.set()
        await hall.lanes.idle()
        assert hall.taken[10:] == [(1, n) for n in range(3 * FULL)]
        assert await hall.has_room()


async def test_many_groups_together_do_and_there_is_room_again_when_they_are_served() -> None:
    groups = range(FULL // SHARE)
    hall = Hall(*groups)
    async with hall.working():
        for chat in groups:
            hall.flood(chat, SHARE)
        assert not await hall.has_room()
        hall.open.set()
        await hall.lanes.idle()
        assert await hall.has_room()


async def test_memory_has_an_end_whosever_the_flood_is() -> None:
    hall = Hall(1)
    async with hall.working():
        hall.flood(1, MOST)
        assert not await hall.has_room()


async def test_a_lane_that_is_let_go_ends_what_has_begun_and_forgets_the_rest() -> None:
    hall = Hall(1)
    async with hall.working():
        hall.flood(1, SHARE + 3)
        hall.flood(2, 1)
        while hall.taken != [(2, 0)]:
            await asyncio.sleep(0)
        going = asyncio.ensure_future(hall.lanes.let_go(lambda lane: lane == 1))
        for _ in range(5):
            await asyncio.sleep(0)
        assert not going.done()
        hall.open.set()
        assert await going == [(1, n) for n in range(1, SHARE + 3)]
        assert hall.taken == [(2, 0), (1, 0)]


async def test_a_lane_that_was_let_go_stands_in_line_once_when_it_comes_back() -> None:
    hall = Hall(1)
    hall.flood(1, 3)
    assert await hall.lanes.let_go(lambda lane: lane == 1) == [(1, 0), (1, 1), (1, 2)]
    hall.flood(1, 2)
    async with hall.working():
        hall.open.set()
        await hall.lanes.idle()
    assert hall.taken == [(1, 0), (1, 1)]
    assert await hall.has_room()

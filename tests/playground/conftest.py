"""A small community and a bot's hand on the Bot API, in-process; no sockets unless a story asks for them."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest

from playground.app import create_app
from playground.serve import address, bind, serve
from playground.world import World
from playground.world.population import populate

OWNER, MODERATOR, YINUO, ZIXUAN, NEWCOMER = 1001, 1002, 1003, 1004, 1011
FORUM, KITCHEN, HIKE = -1001000000001, -1001000000002, -1001
EVERYTHING = ["message", "edited_message", "callback_query", "chat_member", "my_chat_member", "message_reaction"]
START = 1_800_000_000.0


class Hand:
    """Calls methods as a bot would and hands back the envelope, or just its result."""

    def __init__(self, client: httpx.AsyncClient, token: str) -> None:
        self.client = client
        self.token = token

    async def envelope(self, method: str, /, **params: Any) -> dict[str, Any]:
        response = await self.client.post(f"/bot{self.token}/{method}", json=params)
        told: dict[str, Any] = response.json()
        assert told["ok"] == (response.status_code == 200)
        assert told["ok"] or told["error_code"] == response.status_code
        return told

    async def __call__(self, method: str, /, **params: Any) -> Any:
        told = await self.envelope(method, **params)
        assert told["ok"], told
        return told["result"]

    async def refusal(self, method: str, /, **params: Any) -> str:
        told = await self.envelope(method, **params)
        assert not told["ok"], told
        return str(told["description"])

    async def news(self, kind: str, **params: Any) -> list[Any]:
        """What the waiting updates of one kind say; everything waiting is confirmed."""
        updates = await self("getUpdates", **params)
        if updates:
            await self("getUpdates", offset=updates[-1]["update_id"] + 1)
        return [update[kind] for update in updates if kind in update]


@pytest.fixture
def world() -> Iterator[World]:
    one = populate(World(seed=7, start=START))
    one.updates.brakes.are_on = False
    yield one
    one.close()


@pytest.fixture
async def bot(world: World) -> AsyncIterator[Hand]:
    transport = httpx.ASGITransport(app=create_app(world))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        yield Hand(client, world.token)


@pytest.fixture
async def base_url(world: World) -> AsyncIterator[str]:
    """The playground on a real loopback socket."""
    listener = bind(0)
    url = address(listener)
    ready = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        server = tasks.create_task(serve(world, listener, on_ready=lambda _: ready.set()))
        await ready.wait()
        yield url
        server.cancel()

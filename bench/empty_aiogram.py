"""What aiogram costs by itself: its own polling, one handler for every message, which does nothing."""

from __future__ import annotations

import asyncio
import sys
import urllib.request

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

from bench.server import TOKEN


async def main(url: str, count: int) -> None:
    """`count`: after so many updates the server is told that all were dealt with."""
    seen = 0
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def nothing(_: Message) -> None:
        nonlocal seen
        seen += 1
        if seen == count:
            urllib.request.urlopen(f"{url}/bench/handled").close()  # noqa: S310

    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
    print("ready", flush=True)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))

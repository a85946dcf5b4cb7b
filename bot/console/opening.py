"""Begins and ends the console with the bot; what serves it is loaded by who wants it alone."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from bot.console.links import Address, Marking
from bot.engine.serving import Serving
from storage.database import Database

PAUSE = 3.0
"""Seconds between two looks at a page that is open."""


@contextlib.asynccontextmanager
async def console_at(
    serving: Serving, database: Database, marking: Marking, *, listen: str | None = None, pause: float = PAUSE
) -> AsyncIterator[None]:
    """The console at work until this is left, where the config says or at `listen`; at "" there is none."""
    config = serving.chats.config
    listen = config.console.listen if listen is None else listen
    if not listen:
        yield
        return
    from bot.console.server import serving_console  # starlette, uvicorn and jinja2: 100 ms and 20 MB

    address, public_url = serving.chats.own(Address), config.console.public_url
    async with serving_console(
        serving, database, marking, token=config.token, public_url=public_url, listen=listen, pause=pause
    ) as url:
        address.local, address.public = url, public_url
        try:
            yield
        finally:
            address.local = ""

"""The console on its port: uvicorn in the bot's own loop, begun and ended with the bot."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections.abc import AsyncIterator, Iterator
from typing import Final

import uvicorn

from bot.console.entering import Entering
from bot.console.gate import Doors
from bot.console.links import Marking
from bot.console.live import Live
from bot.console.showing import Showing
from bot.console.web import application
from bot.engine.serving import Serving
from storage.database import Database

log = logging.getLogger(__name__)

_GRACE: Final = 1.0
"""Seconds for requests under way when the bot stops."""

_GLANCE: Final = 0.02
_MOST: Final = 200
"""Connections at a time."""


class _Server(uvicorn.Server):
    """Leaves signals to the bot, and ends when it is told to; it is never cancelled, as it would keep its port then."""

    def __init__(self, config: uvicorn.Config, stopping: asyncio.Event) -> None:
        super().__init__(config)
        self._stopping = stopping

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def main_loop(self) -> None:
        await self._stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Streams end by themselves; what is asked for is answered within the grace."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_GRACE):
                while self.server_state.connections or self.server_state.tasks:  # noqa: ASYNC110  (uvicorn tells of neither)
                    await asyncio.sleep(_GLANCE)
        for task in self.server_state.tasks:
            task.cancel()


@contextlib.asynccontextmanager
async def serving_console(
    serving: Serving, database: Database, marking: Marking, *, token: str, public_url: str, listen: str,
    pause: float,
) -> AsyncIterator[str]:  # fmt: skip
    """The address it is at, for as long as this is not left; empty where it cannot listen, which the log says.

    `pause` are seconds between two looks at a page that is open.
    """
    listener = _listener(listen)
    if listener is None:
        yield ""
        return
    stopping = asyncio.Event()
    doors, showing = Doors(database, public_url), Showing(serving, database.reads)
    app = application(
        showing,
        doors,
        Entering(showing, doors, marking=marking, token=token),
        Live(showing, doors, stopping, pause=pause),
    )
    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=_MOST,
        timeout_keep_alive=30,
    )
    serving_it = asyncio.get_running_loop().create_task(_Server(config, stopping).serve(sockets=[listener]))
    host = listen.rpartition(":")[0]
    try:
        yield f"http://{host}:{listener.getsockname()[1]}"
    finally:
        stopping.set()
        await serving_it


def _listener(listen: str) -> socket.socket | None:
    """A port in use does not keep the bot from its work: it is said in the log."""
    host, _, port = listen.rpartition(":")
    bare = host.strip("[]")
    family = socket.AF_INET6 if ":" in bare else socket.AF_INET
    # With the protocol named, asyncio turns Nagle off: otherwise each answer waits 40 ms for an acknowledgement.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((bare, int(port)))
        listener.listen(128)
    except OSError as error:
        listener.close()
        log.error("console.listen %s cannot be used (%s); the bot goes on without", listen, error)
        return None
    return listener

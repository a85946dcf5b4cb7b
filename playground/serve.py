"""Serves a world over real sockets on loopback, and stops at once when asked; knows nothing of command lines."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from playground.app import create_app
from playground.supervisor import Supervisor
from playground.world import World

HOST = "127.0.0.1"
GRACE = 1  # seconds for requests under way at shutdown
GLANCE = 0.002  # seconds between two looks at whether they have ended


class PortInUseError(OSError):
    """Somebody else listens there."""


class CuttableProtocol(H11Protocol):
    """Lets a handler cut the connection without an answer."""

    def connection_made(self, transport: Any) -> None:
        """Offer the cut to every request of this connection."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, "cut_connection": transport.abort}


class PlaygroundServer(uvicorn.Server):
    """Stops within milliseconds: ends long polls and event streams before it waits for requests to finish."""

    def __init__(self, config: uvicorn.Config, world: World) -> None:
        super().__init__(config)
        self.world = world
        self._stopped: Future[None] = Future()

    def stop(self) -> None:
        """Ask the server to end, from any thread, before or after it has begun."""
        if not self._stopped.done():
            self._stopped.set_result(None)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to whoever runs the process."""
        yield

    async def main_loop(self) -> None:
        """Until `stop` is called; the parent class looks every 100 ms."""
        await asyncio.wrap_future(self._stopped)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let everybody who waits go, then stop; the parent class sleeps 100 ms or more here."""
        self.world.close()
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(GRACE):
                while self.server_state.connections or self.server_state.tasks:
                    await asyncio.sleep(GLANCE)
        for task in self.server_state.tasks:
            task.cancel()
        await self.lifespan.shutdown()


def bind(port: int) -> socket.socket:
    """A listening socket on loopback; port 0 takes any free one. Raises PortInUseError."""
    # With the protocol named, asyncio turns Nagle off: otherwise each answer waits 40 ms for an acknowledgement.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(128)
    except OSError as problem:
        listener.close()
        raise PortInUseError(f"port {port} on {HOST} cannot be used: {problem.strerror}") from problem
    return listener


def address(listener: socket.socket) -> str:
    """The base URL of a listening socket."""
    return f"http://{HOST}:{listener.getsockname()[1]}"


def make_server(world: World, supervisor: Supervisor | None = None) -> PlaygroundServer:
    """A server that does not run yet; `stop` ends it."""
    config = uvicorn.Config(
        create_app(world, supervisor),
        http=CuttableProtocol,
        ws="none",
        log_config=None,  # logging belongs to the process; setting it up took 3 ms of every story
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        date_header=False,
        timeout_keep_alive=75,  # as Telegram's own: a caller's kept connection is not closed under its next call
        server_header=False,
    )
    return PlaygroundServer(config, world)


async def serve(
    world: World,
    listener: socket.socket,
    *,
    supervisor: Supervisor | None = None,
    on_ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve until cancelled; `on_ready` gets the base URL once it is usable. Signals are the caller's affair."""
    server = make_server(world, supervisor)
    loop = asyncio.get_running_loop()
    serving = loop.create_task(server.serve(sockets=[listener]))
    announcing = loop.create_task(_announce(server, address(listener), on_ready))
    try:
        await asyncio.shield(serving)
    finally:
        announcing.cancel()
        server.stop()
        await serving
        listener.close()


@contextlib.asynccontextmanager
async def serving(server: PlaygroundServer) -> AsyncIterator[str]:
    """The server at work on a free port; yields its base URL. It has ended when this is left."""
    listener = bind(0)
    task = asyncio.get_running_loop().create_task(server.serve(sockets=[listener]))
    try:
        yield address(listener)
    finally:
        server.stop()
        await task
        listener.close()


async def _announce(server: PlaygroundServer, url: str, on_ready: Callable[[str], None]) -> None:
    while not server.started:
        await asyncio.sleep(0.01)
    on_ready(url)

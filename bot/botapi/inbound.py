"""Listens for HTTP on a port: so many connections at a time, none of which may keep the bot waiting for its request."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import cast

from aiohttp import web

PATIENCE = 10.0
"""Seconds in which a connection has to bring the head of its first request, and a request its body."""

MOST = 200
"""Connections at a time; more would use up what the process may open. The one that has waited longest gives way."""


class CannotListenError(Exception):
    """The text says where, why, and what to change."""


class _Doors:
    """Connections that are open, and those of them that asked for nothing yet, the longest first."""

    def __init__(self, *, most: int, patience: float) -> None:
        self._most, self._patience = most, patience
        self._idle: dict[asyncio.Transport, asyncio.TimerHandle] = {}
        self._open = 0

    def came(self, transport: asyncio.Transport) -> bool:
        """Whether there is room for it."""
        if self._open >= self._most:
            if not self._idle:
                return False
            self._dismiss(next(iter(self._idle)))
        self._open += 1
        loop = asyncio.get_running_loop()
        self._idle[transport] = loop.call_later(self._patience, self._dismiss, transport)
        return True

    def asked(self, transport: asyncio.BaseTransport | None) -> None:
        if waiting := self._idle.pop(cast("asyncio.Transport", transport), None):
            waiting.cancel()

    def went(self, transport: asyncio.Transport) -> None:
        self.asked(transport)
        self._open -= 1

    def _dismiss(self, transport: asyncio.Transport) -> None:
        self.asked(transport)
        transport.abort()


class _Connection(asyncio.Protocol):
    """Hands everything to aiohttp's own, once it was let in."""

    def __init__(self, doors: _Doors, inner: asyncio.Protocol) -> None:
        self._doors, self._inner = doors, inner
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        opened = cast("asyncio.Transport", transport)
        if not self._doors.came(opened):
            opened.abort()
            return
        self._transport = opened
        self._inner.connection_made(opened)

    def data_received(self, data: bytes) -> None:
        self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        return self._inner.eof_received()

    def pause_writing(self) -> None:
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        self._inner.resume_writing()

    def connection_lost(self, error: Exception | None) -> None:
        if self._transport is not None:
            self._doors.went(self._transport)
            self._inner.connection_lost(error)


@asynccontextmanager
async def listening(
    app: web.Application, *, host: str, port: int, most: int = MOST, patience: float = PATIENCE
) -> AsyncIterator[None]:
    """Raises `CannotListenError` when the port is taken."""
    doors = _Doors(most=most, patience=patience)

    @web.middleware
    async def asked(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        doors.asked(request.transport)
        return await handler(request)

    app.middlewares.append(asked)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5, keepalive_timeout=30)
    await runner.setup()
    inner = runner.server
    assert inner is not None, "it was set up"  # noqa: S101
    try:
        try:
            loop = asyncio.get_running_loop()
            server = await loop.create_server(lambda: _Connection(doors, inner()), host, port, backlog=128)
        except OSError as error:
            raise CannotListenError(
                f"cannot listen at {host}:{port} ({error.strerror}); choose another telegram.webhook.listen"
            ) from error
        try:
            yield
        finally:
            server.close()
    finally:
        await runner.cleanup()

"""Puts the playground together as one web application: Bot API, files, controls, page."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from playground.botapi import answered_by_webhook, serve_method
from playground.controls import CONTROLS
from playground.http import answer, date_header, refusal
from playground.lively import Lively
from playground.own_page import OwnPage
from playground.supervisor import Supervisor
from playground.world import World
from playground.world.errors import ApiError, LostConnectionError

PAGE = Path(__file__).with_name("page")
TICK = 0.5  # seconds between looks at what the clock has made due


def create_app(world: World, supervisor: Supervisor | None = None) -> Starlette:
    """The playground over one world; usable through real sockets and in-process alike."""
    app = Starlette(
        routes=[
            Route("/bot{token}/{method}", serve_method, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", _serve_file),
            Mount("/playground", routes=CONTROLS),
            Mount("/", StaticFiles(directory=PAGE, html=True, check_dir=False)),
        ],
        middleware=[Middleware(WorldTime, world=world), Middleware(OwnPage), Middleware(LostLine)],
        lifespan=_ticking,
    )
    app.state.world = world
    world.webhook.when_answered = partial(answered_by_webhook, world)
    app.state.supervisor = supervisor
    app.state.lively = Lively(world)
    return app


async def _serve_file(request: Request) -> Response:
    world: World = request.app.state.world
    if request.path_params["token"] != world.token:
        return refusal(ApiError(401, "Unauthorized"))
    if world.faults.everywhere.mode == "down":
        raise LostConnectionError("the playground's network is down")
    for file in world.files.values():
        if file.path == request.path_params["path"]:
            return Response(file.content, media_type=file.mime)
    return answer({"ok": False, "error_code": 404, "description": "Not Found"}, 404)


@contextlib.asynccontextmanager
async def _ticking(app: Starlette) -> AsyncIterator[None]:
    """Let polls close on time even when nobody asks for anything."""

    async def tick() -> None:
        while True:
            await asyncio.sleep(TICK)
            app.state.world.settle()

    loop = asyncio.get_running_loop()
    tasks = [loop.create_task(tick()), loop.create_task(app.state.lively.run())]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        app.state.world.close()


class WorldTime:
    """Every answer carries world time in its Date header."""

    def __init__(self, app: ASGIApp, *, world: World) -> None:
        self.app = app
        self.world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), (b"date", date_header(self.world.now()))]
            await send(message)

        await self.app(scope, receive, dated if scope["type"] == "http" else send)


class LostLine:
    """A connection lost on purpose: the socket is cut without an answer; in-process the caller sees the error."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.app(scope, receive, send)
        except LostConnectionError:
            cut = scope.get("state", {}).get("cut_connection")
            if cut is None:
                raise
            cut()
            while (await receive())["type"] != "http.disconnect":
                pass

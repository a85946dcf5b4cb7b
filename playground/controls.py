"""The controls under /playground: what the page and tests see and turn; people's actions live in actions.py."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from playground import view
from playground.actions import do
from playground.http import answer, encode
from playground.lively import Lively
from playground.supervisor import Supervisor
from playground.world import World
from playground.world.errors import RefusedError
from playground.world.faults import MODES, Weather
from playground.world.values import JSON

Handler = Callable[[Request], Awaitable[Response]]
LONGEST_CONFIG = 256 * 1024
"""Characters of a config file that the page may write."""

BOT_ACTIONS = ("kill", "stop", "start", "restart")


class NoBotError(Exception):
    """The text says so."""


def _kindly(handler: Handler) -> Handler:
    """Refusals become plain sentences with status 400."""

    async def handle(request: Request) -> Response:
        try:
            return await handler(request)
        except NoBotError as problem:
            return answer({"ok": False, "error": str(problem)}, 404)
        except RefusedError as problem:
            return answer({"ok": False, "error": str(problem)}, 400)

    return handle


async def _told(request: Request) -> JSON:
    try:
        fields = msgspec.json.decode(await request.body() or b"{}")
    except msgspec.DecodeError as problem:
        raise RefusedError(f"the body is no JSON: {problem}") from None
    if not isinstance(fields, dict):
        raise RefusedError("the body must be a JSON object")
    return fields


def _number(value: Any, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise RefusedError(f"{name} must be a number, saw {value!r}")
    return value


def _viewer(request: Request) -> int:
    world: World = request.app.state.world
    asked = request.query_params.get("as", "")
    if not asked.lstrip("-").isdigit() or int(asked) not in world.people:
        raise RefusedError(f"as must be the id of a person, saw {asked!r}")
    return int(asked)


async def file(request: Request) -> Response:
    """The bytes of a file, whatever the weather on the bot's line."""
    kept = request.app.state.world.files.get(request.path_params["file_id"])
    if kept is None:
        raise RefusedError("there is no such file")
    return Response(kept.content, media_type=kept.mime)


async def info(request: Request) -> Response:
    """What there is."""
    return answer(view.info(request.app.state.world, request.app.state.supervisor))


async def state(request: Request) -> Response:
    """Everything one person can see."""
    viewer = _viewer(request)
    content = view.state(request.app.state.world, viewer, supervisor=request.app.state.supervisor)
    return answer(content | {"lively": request.app.state.lively.state()})


async def events(request: Request) -> Response:
    """News as they happen, as Server-Sent Events."""
    world: World = request.app.state.world
    viewer = _viewer(request)

    async def lines() -> AsyncIterator[bytes]:
        async for event in world.feed.watch(viewer):
            yield b": hello\n\n" if event is None else b"data: " + encode(event) + b"\n\n"

    return StreamingResponse(lines(), media_type="text/event-stream", headers={"cache-control": "no-store"})


async def action(request: Request) -> Response:
    """A person does something."""
    result = do(request.app.state.world, await _told(request))
    return answer({"ok": True, "result": result})


async def clock(request: Request) -> Response:
    """Move the world's time."""
    world: World = request.app.state.world
    fields = await _told(request)
    if fields.get("reset"):
        world.clock.reset()
    else:
        world.clock.advance(_number(fields.get("advance"), "advance"))
    return answer({"ok": True, "result": {"now": world.now(), "offset": world.clock.offset}})


async def network(request: Request) -> Response:
    """Break the network, or mend it."""
    world: World = request.app.state.world
    fields = await _told(request)
    mode = fields.get("mode")
    if mode not in MODES:
        raise RefusedError(f"mode must be one of {', '.join(MODES)}, saw {mode!r}")
    weather = Weather(
        mode=mode,
        retry_after=int(_number(fields.get("retry_after", 5), "retry_after")),
        rate=_number(fields.get("rate", 1.0), "rate"),
        delay=_number(fields.get("delay", 1.0), "delay"),
    )
    chat_id = fields.get("chat_id")
    world.faults.set(weather, chat_id=None if chat_id is None else int(_number(chat_id, "chat_id")))
    world.feed.publish("network", {"network": world.faults.state()})
    return answer({"ok": True, "result": world.faults.state()})


def _supervisor(request: Request) -> Supervisor:
    supervisor: Supervisor | None = request.app.state.supervisor
    if supervisor is None:
        raise NoBotError("no bot is run by this playground; start yours by hand")
    return supervisor


async def bot(request: Request) -> Response:
    """Kill, stop, start or restart the bot beside the playground."""
    supervisor = _supervisor(request)
    asked = (await _told(request)).get("do")
    if asked not in BOT_ACTIONS:
        raise RefusedError(f"do must be one of {', '.join(BOT_ACTIONS)}, saw {asked!r}")
    await getattr(supervisor, asked)()
    world: World = request.app.state.world
    world.feed.publish("bot", {"bot": view.bot_state(supervisor)})
    return answer({"ok": True, "result": view.bot_state(supervisor)})


async def read_config(request: Request) -> Response:
    """The config file of the bot beside the playground."""
    return answer({"ok": True, "result": {"text": _supervisor(request).config()}})


async def write_config(request: Request) -> Response:
    """Edit it, as its operator would in an editor: right or wrong."""
    supervisor, written = _supervisor(request), (await _told(request)).get("text")
    if not isinstance(written, str) or len(written) > LONGEST_CONFIG:
        raise RefusedError(f"text must be the whole file, {LONGEST_CONFIG:,} characters at most")
    supervisor.write_config(written)
    return answer({"ok": True})


async def privacy(request: Request) -> Response:
    """What @BotFather's /setprivacy does: with it on the bot hears little of what members say."""
    world: World = request.app.state.world
    world.reads_all = not (await _told(request)).get("on")
    world.feed.publish("privacy", {"on": not world.reads_all})
    return answer({"ok": True, "result": {"on": not world.reads_all}})


async def lively(request: Request) -> Response:
    """Let members talk by themselves, or hush them."""
    switch: Lively = request.app.state.lively
    fields = await _told(request)
    rate = None if fields.get("per_minute") is None else int(_number(fields["per_minute"], "per_minute"))
    switch.switch(on=bool(fields.get("on")), per_minute=rate)
    return answer({"ok": True, "result": switch.state()})


def _get(path: str, handler: Handler) -> Route:
    return Route(path, _kindly(handler), methods=["GET"])


def _post(path: str, handler: Handler) -> Route:
    return Route(path, _kindly(handler), methods=["POST"])


CONTROLS = [
    _get("/info", info),
    _get("/state", state),
    _get("/events", events),
    _get("/file/{file_id}", file),
    _post("/do", action),
    _post("/clock", clock),
    _post("/network", network),
    _post("/bot", bot),
    _get("/config", read_config),
    _post("/config", write_config),
    _post("/privacy", privacy),
    _post("/lively", lively),
]

"""The door of the Bot API: one request in, checked against the schema, one checked answer out."""

import asyncio
import contextlib
import inspect

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from playground.http import answer, bent, gateway_page, read_request, refusal
from playground.methods import METHODS, Call, Upload
from playground.methods.fetching import fetch_files
from playground.schema import METHODS as PUBLISHED
from playground.schema import BadParameterError, ViolationError, check_answer, read_parameters
from playground.world import World
from playground.world.errors import ApiError, GatewayError, LostConnectionError, bad_request
from playground.world.faults import Weather, flood, raise_once, strike_after
from playground.world.values import JSON

BY_LOWER_NAME = {name.lower(): name for name in PUBLISHED}
NOT_CARRIED = frozenset({"setWebhook", "deleteWebhook", "close", "logOut"})
UNTOUCHED = frozenset({"getUpdates"})  # floods count what is sent; asking is free


async def serve_method(request: Request) -> Response:
    """GET or POST /bot<token>/<method>."""
    world: World = request.app.state.world
    answer = await _answered(world, request)
    return answer if world.faults.bend is None else bent(answer, world.faults.bend)


async def _answered(world: World, request: Request) -> Response:
    try:
        if request.path_params["token"] != world.token:
            raise ApiError(401, "Unauthorized")
        return answer({"ok": True, "result": await _perform(world, await _read_call(world, request))})
    except ApiError as problem:
        return refusal(problem)
    except GatewayError as problem:
        return gateway_page(problem)
    except ViolationError as problem:
        world.complain(f"the playground broke the schema: {problem}")
        raise


async def answered_by_webhook(world: World, body: bytes) -> None:
    """An answer to an update may carry a method; what comes of it nobody hears. Nothing is asked for in this way."""
    try:
        fields = msgspec.json.decode(body)
    except msgspec.DecodeError:
        return
    asked = fields.pop("method", "") if isinstance(fields, dict) else ""
    name = BY_LOWER_NAME.get(str(asked).lower(), "")
    if name not in METHODS or name.startswith("get") or name in NOT_CARRIED:
        return
    with contextlib.suppress(ApiError, GatewayError, LostConnectionError):
        await _perform(world, Call(world, name, _read_params(world, name, fields, {})))


async def _perform(world: World, call: Call) -> object:
    chat_id = call.params.get("chat_id")
    once = world.faults.take(call.method, chat_id)
    weather = await _weather(world, call.method, chat_id)
    if once:
        raise_once(once)
    world.settle()
    world.calls.append((call.method, call.params))
    world.called += call.method not in UNTOUCHED
    await fetch_files(call)
    result = METHODS[call.method](call)
    if inspect.isawaitable(result):
        result = await result
    check_answer(call.method, result)
    strike_after(weather.mode)
    if once:
        strike_after(once.kind, once.code)
    return result


async def _weather(world: World, method: str, chat_id: object) -> Weather:
    """What strikes before the action is raised; what strikes after it is for the caller."""
    here = world.faults.weather(chat_id if isinstance(chat_id, int) else None)
    match here.mode:
        case "down":
            raise LostConnectionError("the playground's network is down")
        case "slow":
            await asyncio.sleep(here.delay)
        case "errors":
            raise ApiError(502, "Bad Gateway")
        case "flood" if method not in UNTOUCHED:
            raise flood(here.retry_after)
        case _:
            pass
    return here


async def _read_call(world: World, request: Request) -> Call:
    asked = request.path_params["method"]
    name = BY_LOWER_NAME.get(asked.lower())
    if name is None or name not in METHODS:
        return _unknown(world, name or asked, is_published=name is not None)
    raw, uploads = await read_request(request)
    return Call(world, name, _read_params(world, name, raw, uploads), uploads)


def _read_params(world: World, name: str, raw: JSON, uploads: dict[str, Upload]) -> JSON:
    """What is odd is remembered; it is refused where it cannot be read, or where the world is strict."""
    oddities: list[str] = []
    try:
        params = read_parameters(name, raw, uploads=uploads, oddities=oddities)
        if world.is_strict and oddities:
            raise BadParameterError(oddities.pop())
    except BadParameterError as problem:
        world.complain(f"{name}: {problem}")
        raise bad_request(str(problem)) from None
    finally:
        for odd in oddities:
            world.complain(f"{name}: {odd}")
    return params


def _unknown(world: World, asked: str, *, is_published: bool) -> Call:
    why = "is not in the playground" if is_published else "is not in the Bot API"
    world.complain(f"method {asked} {why}")
    raise ApiError(404, f"Not Found: method {asked} {why}")

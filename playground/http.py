"""Reads the requests of the Bot API (query, form, upload, JSON) and writes its answers."""

from collections.abc import Callable
from email.utils import formatdate
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from playground.methods import Upload
from playground.world.errors import ApiError, GatewayError
from playground.world.values import JSON

MAX_PART = 64 * 2**20  # bytes of one uploaded part
encode = msgspec.json.Encoder().encode


async def read_request(request: Request) -> tuple[JSON, dict[str, Upload]]:
    """The parameters as they came, and the files that came along."""
    raw: dict[str, Any] = dict(request.query_params) if request.url.query else {}
    uploads: dict[str, Upload] = {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        await _read_form(request, raw, uploads)
        return raw, uploads
    body = await request.body()
    if kind == "application/json" and body:
        raw |= _read_json(body)
    elif kind == "application/x-www-form-urlencoded":
        raw |= dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return raw, uploads


def _read_json(body: bytes) -> JSON:
    try:
        value = msgspec.json.decode(body)
    except msgspec.DecodeError:
        raise ApiError(400, "Bad Request: can't parse JSON object") from None
    if not isinstance(value, dict):
        raise ApiError(400, "Bad Request: the body must be a JSON object")
    return value


async def _read_form(request: Request, raw: JSON, uploads: dict[str, Upload]) -> None:
    async with request.form(max_part_size=MAX_PART) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                mime = value.content_type or "application/octet-stream"
                uploads[name] = Upload(value.filename or name, mime, await value.read())
            else:
                raw[name] = value


def answer(content: JSON, status: int = 200) -> Response:
    """One JSON body."""
    return Response(encode(content), status_code=status, media_type="application/json")


def bent(response: Response, bend: Callable[[bytes], bytes]) -> Response:
    """The same answer with another body."""
    return Response(bend(bytes(response.body)), response.status_code, media_type=response.media_type)


def refusal(problem: ApiError) -> Response:
    """The Bot API's envelope of an error."""
    content: JSON = {"ok": False, "error_code": problem.code, "description": problem.description}
    if problem.parameters:
        content["parameters"] = problem.parameters
    return answer(content, problem.code)


def gateway_page(problem: GatewayError) -> Response:
    """What a reverse proxy says when it is left without an answer."""
    page = f"<html><head><title>{problem.code}</title></head><body><h1>{problem.code}</h1></body></html>"
    return Response(page, status_code=problem.code, media_type="text/html")


def date_header(now: int) -> bytes:
    """The value of a Date header."""
    return formatdate(now, usegmt=True).encode()

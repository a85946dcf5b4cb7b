"""What came of a call to the Bot API: its answer, or an error that never quotes the URL and so never the token."""

from __future__ import annotations

import re

import aiohttp
import msgspec
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.botapi.fast_updates import Id
from bot.botapi.loose import UNREADABLE, members_of, mended


class NetworkInsideTransaction(TelegramError):  # noqa: N818 - the law's own name
    """A call to Telegram while a transaction is open: a bug of the caller, never the network's fault."""

    def __init__(self, method: str) -> None:
        super().__init__(f"{method} was called inside a transaction; ask Telegram before the first statement")


class NotSentError(NetworkError):
    """The request surely never reached Telegram (no address, connection refused): sending again cannot double it.

    Any other `NetworkError` without an answer leaves that in doubt.
    """


class ServerFault(NetworkError):  # noqa: N818 - it is the server's, not ours
    """Telegram answered that it failed, or something before it did not let the request through: try again."""


class GatewayFault(NetworkError):  # noqa: N818 - as above
    """Something between us and the Bot API answered in its place: whether it was done nobody knows."""


class Parameters(msgspec.Struct):
    migrate_to_chat_id: Id = 0
    retry_after: Id = 0


class Answer(msgspec.Struct):
    ok: bool
    result: msgspec.Raw = msgspec.Raw(b"null")
    description: str = ""
    parameters: Parameters = msgspec.field(default_factory=Parameters)


_GOOD = re.compile(rb'\s*\{\s*"ok"\s*:\s*true\s*,\s*"result"\s*:(.*?)\}?\s*', re.S)
"""It was done, although brackets or quotes do not end as they should."""

_LONGEST_RETRY = 86_400

_read = msgspec.json.Decoder(Answer).decode
_read_number = msgspec.json.Decoder(int, strict=False).decode
_read_words = msgspec.json.Decoder(str).decode


def result_of(status: int, body: bytes) -> bytes:
    """The undecoded `result`, also where it cannot be decoded: whoever asked for it takes it apart.

    Raises `telegram.error` for any answer that does not say `ok`.
    """
    try:
        answer = _read(body)
    except UNREADABLE:
        answer = _pieced(status, mended(body))
    if answer.ok:
        return bytes(answer.result)
    raise _refusal(status, answer)


def _pieced(status: int, body: bytes) -> Answer:
    """Field by field, each as far as it can be read."""
    members = _members(body)
    if members.get("ok") not in (b"true", b"false"):
        kind = ServerFault if 300 <= status < 500 else GatewayFault
        raise kind(f"HTTP {status} with an answer that is not the Bot API's")
    parameters = _members(members.get("parameters", b"null"))
    return Answer(
        members["ok"] == b"true",
        msgspec.Raw(members.get("result", b"null")),
        _words(members.get("description", b'""')),
        Parameters(_number(parameters.get("migrate_to_chat_id")), _number(parameters.get("retry_after"))),
    )


def _members(body: bytes) -> dict[str, bytes]:
    try:
        return members_of(body)
    except UNREADABLE:
        match = _GOOD.fullmatch(body)
        return {"ok": b"true", "result": match[1]} if match else {}


def _words(raw: bytes) -> str:
    try:
        return _read_words(raw)
    except UNREADABLE:
        return raw.strip(b'"').decode(errors="replace")


def _number(raw: bytes | None) -> int:
    """Zero where there is none that a store could hold."""
    try:
        number = _read_number(raw or b"0")
    except UNREADABLE:
        return 0
    return number if abs(number) < 2**63 else 0


def failure(error: Exception, method: str) -> TelegramError:
    """What happened on the wire, by kind alone: aiohttp's own words may quote the URL."""
    kind = type(error).__name__
    if isinstance(error, aiohttp.ClientProxyConnectionError | aiohttp.ClientHttpProxyError):
        return NotSentError(
            f"{method} was not sent: the proxy of HTTPS_PROXY or ALL_PROXY lets nothing through ({kind})"
        )
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError | aiohttp.InvalidURL):
        return NotSentError(f"{method} was not sent: no connection to the Bot API server ({kind})")
    if isinstance(error, TimeoutError):
        return TimedOut(f"{method} got no answer in time")
    return NetworkError(f"{method} lost its connection before the answer ({kind})")


_BY_STATUS: dict[int, type[TelegramError]] = {
    400: BadRequest,
    401: InvalidToken,
    403: Forbidden,
    404: InvalidToken,  # what Telegram says to a token that is no token
    409: Conflict,
    413: BadRequest,
}


def _refusal(status: int, answer: Answer) -> TelegramError:
    if answer.parameters.migrate_to_chat_id:
        return ChatMigrated(answer.parameters.migrate_to_chat_id)
    if status == 429:
        return RetryAfter(min(max(answer.parameters.retry_after, 1), _LONGEST_RETRY))
    kind = _BY_STATUS.get(status, ServerFault if status >= 500 else NetworkError)
    return kind(answer.description or f"HTTP {status}")

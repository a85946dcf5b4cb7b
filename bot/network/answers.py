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


class NetworkInsideTransaction(TelegramError):  # noqa: N818 - the law's own name
    """A call to Telegram while a transaction is open: a bug of the caller, never the network's fault."""

    def __init__(self, method: str) -> None:
        super().__init__(f"{method} was called inside a transaction; ask Telegram before the first statement")


class NotSentError(NetworkError):
    """The request surely never reached Telegram (no address, connection refused): sending again cannot double it.

    Any other `NetworkError` without an answer leaves that in doubt.
    """


class ServerFault(NetworkError):  # noqa: N818 - it is the server's, not ours
    """Telegram answered that it failed (5xx): not done, worth another try."""


class Parameters(msgspec.Struct):
    migrate_to_chat_id: int = 0
    retry_after: int = 0


class Answer(msgspec.Struct):
    ok: bool
    result: msgspec.Raw = msgspec.Raw(b"null")
    description: str = ""
    parameters: Parameters = msgspec.field(default_factory=Parameters)


_GOOD = re.compile(rb'\s*\{\s*"ok"\s*:\s*true\s*,\s*"result"\s*:\s*(\[.*\])\s*\}\s*', re.S)
"""A list with something in it that is nested too deeply to be read: whoever asked for it takes it apart."""

_read = msgspec.json.Decoder(Answer).decode


def result_of(status: int, body: bytes) -> bytes:
    """The undecoded `result`; raises `telegram.error` for any other answer."""
    try:
        answer = _read(body)
    except RecursionError:
        found = _GOOD.fullmatch(body)
        if found is not None:
            return found[1]
        raise ServerFault(f"HTTP {status} with an answer nested beyond all sense") from None
    except msgspec.DecodeError:
        raise ServerFault(f"HTTP {status} with an answer that is not the Bot API's") from None
    if answer.ok:
        return bytes(answer.result)
    raise _refusal(status, answer)


def failure(error: Exception, method: str) -> TelegramError:
    """What happened on the wire, by kind alone: aiohttp's own words may quote the URL."""
    kind = type(error).__name__
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
        return RetryAfter(answer.parameters.retry_after or 1)
    kind = _BY_STATUS.get(status, ServerFault if status >= 500 else NetworkError)
    return kind(answer.description or f"HTTP {status}")

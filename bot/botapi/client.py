"""The network edge: a Bot for a server, raw calls, and what can go wrong on the way; what is sent lives in `outbox`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, TypeVar

import msgspec
from telegram import Bot
from telegram.error import RetryAfter

from bot.botapi.loose import UNREADABLE
from bot.botapi.proxy import proxy_for
from bot.botapi.responses import GatewayFault, NetworkInsideTransaction, NotSentError, ServerFault
from bot.botapi.wire import ANSWER_WITHIN, Network, Upload

__all__ = [
    "GatewayFault",
    "Network",
    "NetworkInsideTransaction",
    "NotSentError",
    "ServerFault",
    "TelegramBot",
    "Upload",
    "asked",
    "make_bot",
    "pause_of",
    "raw",
]


_T = TypeVar("_T")


class TelegramBot(Bot):
    """python-telegram-bot's Bot, whose own `repr` would show the token."""

    def __repr__(self) -> str:
        return f"TelegramBot({self.token.partition(':')[0]})"


class _Redacted(logging.Filter):
    """python-telegram-bot logs its base URL, token and all, when it debugs."""

    def filter(self, record: logging.LogRecord) -> bool:
        return "Set Bot API" not in record.msg


_redacted = _Redacted()


def make_bot(token: str, base_url: str, *, on_date: Callable[[int], None] | None = None) -> Bot:
    """A bot for `base_url` (no trailing `/bot`); the system's proxy is used for any server but this machine's own."""
    logging.getLogger("telegram.Bot").addFilter(_redacted)
    network = Network(on_date=on_date, proxy=proxy_for(base_url))
    base = base_url.rstrip("/")
    return TelegramBot(
        token, f"{base}/bot", base_file_url=f"{base}/file/bot", request=network, get_updates_request=network
    )


async def raw(
    bot: Bot,
    method: str,
    params: Mapping[str, Any],
    timeout: float = ANSWER_WITHIN,
    *,
    files: Mapping[str, Upload] | None = None,
) -> bytes:
    """Call any method; the undecoded `result`, or `telegram.error`. `timeout`: seconds, a poll's own waiting in it.

    Raises `NotSentError` where sending again is safe, `InvalidToken`, `Conflict`, `RetryAfter`, other `NetworkError`s.
    """
    network = bot.request
    if not isinstance(network, Network):
        message = "raw() needs a bot of make_bot()"
        raise TypeError(message)
    return await network.call(f"{bot.base_url}/{method}", params, within=timeout, files=files)


async def asked(bot: Bot, method: str, params: Mapping[str, Any], kind: type[_T], timeout: float = ANSWER_WITHIN) -> _T:
    """The `result` of a method that only asks. Raises what `raw` does, and GatewayFault where no such thing came."""
    answer = await raw(bot, method, params, timeout)
    try:
        return msgspec.json.decode(answer, type=kind)
    except UNREADABLE:
        pass
    raise GatewayFault(f"{method} was answered by what cannot be read")


class Me(msgspec.Struct, frozen=True):
    """The bot itself, as Telegram knows it."""

    id: int
    username: str = ""
    can_read_all_group_messages: bool = False


async def who_am_i(bot: Bot, *, timeout: float = ANSWER_WITHIN) -> Me:
    """Raises what `asked` does."""
    return await asked(bot, "getMe", {}, Me, timeout)


def pause_of(error: RetryAfter) -> float:
    """Seconds that Telegram asks to wait, whichever way python-telegram-bot was told to tell spans of time."""
    pause = error.retry_after
    return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)

"""The broken network, by wish: lost connections, slowness, errors, floods, and faults that strike once."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

from playground.world.errors import ApiError, GatewayError, LostConnectionError
from playground.world.values import JSON

OnceKind = Literal["flood", "error", "lost_before", "lost_after", "gateway"]
Mode = Literal["ok", "down", "slow", "errors", "flood", "lost", "gateway"]
MODES: tuple[Mode, ...] = ("ok", "down", "slow", "errors", "flood", "lost", "gateway")
AFTER = frozenset({"lost", "lost_after", "gateway"})
"""These strike when the action is done: the line breaks, or a gateway's own page comes in the place of the answer."""


@dataclass(frozen=True, slots=True)
class Weather:
    """How the network is, everywhere or for one chat."""

    mode: Mode = "ok"
    retry_after: int = 5  # seconds a flooded caller is told to wait
    rate: float = 1.0  # share of requests the weather strikes
    delay: float = 1.0  # seconds a slow answer takes


@dataclass(frozen=True, slots=True)
class Once:
    """A fault that strikes the next call of one method."""

    kind: OnceKind
    code: int = 502
    description: str = "Bad Gateway"
    retry_after: int = 1
    chat_id: int | None = None


class Faults:
    """Decides which request meets which fault."""

    def __init__(self, *, random: Random) -> None:
        self._random = random
        self.everywhere = Weather()
        self.by_chat: dict[int, Weather] = {}
        self._once: dict[str, deque[Once]] = {}
        self.bend: Callable[[bytes], bytes] | None = None
        """What becomes of each answer's body on its way."""

    def set(self, weather: Weather, *, chat_id: int | None = None) -> None:
        """Change the weather everywhere or for one chat; a clear sky everywhere clears every chat."""
        if chat_id is not None:
            self.by_chat[chat_id] = weather
            return
        self.everywhere = weather
        if weather.mode == "ok":
            self.by_chat.clear()

    def next(self, method: str, kind: OnceKind, **fields: Any) -> None:
        """Let a fault strike the next call of `method`, several in line; `told` are Once's own fields."""
        self._once.setdefault(method, deque()).append(Once(kind, **fields))

    def take(self, method: str, chat_id: int | None) -> Once | None:
        """The one-shot fault that strikes this call, if any."""
        waiting = self._once.get(method)
        if not waiting or (waiting[0].chat_id is not None and waiting[0].chat_id != chat_id):
            return None
        return waiting.popleft()

    def weather(self, chat_id: int | None) -> Weather:
        """What this call meets; outside its rate a weather does not strike."""
        local = self.by_chat.get(chat_id) if chat_id is not None else None
        here = local if local is not None and local.mode != "ok" else self.everywhere
        strikes = here.mode != "ok" and (here.rate >= 1 or self._random.random() < here.rate)
        return here if strikes else Weather()

    def state(self) -> JSON:
        """The weather as the page shows it."""
        here = self.everywhere
        chats = {str(chat): weather.mode for chat, weather in self.by_chat.items() if weather.mode != "ok"}
        return {"mode": here.mode, "retry_after": here.retry_after, "rate": here.rate, "chats": chats}


def flood(retry_after: int) -> ApiError:
    """Telegram's 429."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", parameters={"retry_after": retry_after})


def strike_after(kind: str, code: int = 502) -> None:
    """Let a fault strike after the action was done, if it is one that does."""
    if kind == "gateway":
        raise GatewayError(code)
    if kind in AFTER:
        raise LostConnectionError("the deed is done, its answer was dropped on purpose")


def raise_once(once: Once) -> None:
    """Let a one-shot fault strike before the action is done."""
    if once.kind == "lost_before":
        raise LostConnectionError("the playground dropped this connection on purpose")
    if once.kind == "flood":
        raise flood(once.retry_after)
    if once.kind == "error":
        raise ApiError(once.code, once.description)

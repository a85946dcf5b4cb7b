"""What goes wrong in a soak's day: the network, Telegram's mind, the group, the clock, the process; by a seed."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable
from functools import partial
from random import Random
from typing import Final

from bench.soak_town import FORUM, HIKE, OWNER
from bench.stage import Bot
from playground.world import World
from playground.world.errors import RefusedError
from playground.world.faults import OnceKind, Weather

HOUR, DAY = 3600, 86_400
JUMPS: Final = (2 * HOUR, -2 * HOUR, DAY, -DAY)
"""Seconds by which the clock is wrong for a while."""

_WEATHERS: Final = (
    Weather("flood", retry_after=1, rate=0.3),
    Weather("errors", rate=0.4),
    Weather("gateway", rate=0.3),
    Weather("lost", rate=0.3),
    Weather("slow", rate=0.3, delay=0.05),
    Weather("down"),
)
_KILL_EVERY: Final = 5
"""Of the troubles that many: a kill comes on top, so that each of them meets one in time."""

_REFUSALS: Final[dict[str, str]] = {
    "setMessageReaction": "REACTION_INVALID",
    "sendPhoto": "CHAT_SEND_PHOTOS_FORBIDDEN",
    "sendPoll": "not enough rights to send polls to the chat",
    "sendMessage": "message to be replied not found",
    "editMessageText": "message to edit not found",
}


class Troubles:
    """`begin` brings one for a while, `end` takes it away; each comes about as often as any other."""

    def __init__(self, world: World, bot: Bot, random: Random) -> None:
        self._world, self._bot, self._random = world, bot, random
        self.struck = Counter[str]()
        self._undo: Callable[[], None] | None = None
        self._turn = 0
        self._all: tuple[Callable[[], None], ...] = (
            *(partial(self._weather, each) for each in _WEATHERS),
            self._garbled,
            self._refused,
            self._once,
            self._topic_closed,
            self._without_rights,
            *(partial(self._jump, each) for each in JUMPS),
        )

    async def begin(self, *, with_kills: bool) -> None:
        bring = self._all[self._turn % len(self._all)]
        self._turn += 1
        with contextlib.suppress(RefusedError):
            bring()
        if with_kills and self._turn % _KILL_EVERY == 0:
            await self._killed()

    def end(self) -> None:
        undo, self._undo = self._undo, None
        if undo is not None:
            undo()

    def moves(self) -> None:
        """The basic group becomes a supergroup, with all that is open in it."""
        self.struck["the basic group becomes a supergroup"] += 1
        self._world.migrate(OWNER, HIKE)

    def _weather(self, weather: Weather) -> None:
        self.struck[f"network: {weather.mode}"] += 1
        self._world.faults.set(weather)
        self._undo = lambda: self._world.faults.set(Weather())

    def _jump(self, seconds: int) -> None:
        self.struck["the clock jumps and comes back"] += 1
        self._world.clock.advance(seconds)
        self._undo = lambda: self._world.clock.advance(-seconds)

    def _garbled(self) -> None:
        self.struck["answers that cannot be read"] += 1
        random = self._random

        def bend(body: bytes) -> bytes:
            return body if random.random() < 0.8 else body[: len(body) // 2] + b"\\ud83d"

        def straight() -> None:
            self._world.faults.bend = None

        self._world.faults.bend = bend
        self._undo = straight

    def _refused(self) -> None:
        self.struck["refused by Telegram"] += 1
        for method, words in _REFUSALS.items():
            self._world.faults.next(method, "error", code=400, description=f"Bad Request: {words}")

    def _once(self) -> None:
        self.struck["one call fails, before or after the deed"] += 1
        kinds: tuple[OnceKind, ...] = ("lost_before", "lost_after", "gateway", "flood")
        for method in ("sendMessage", "answerCallbackQuery", "sendPhoto", "editMessageText", "stopPoll"):
            self._world.faults.next(method, self._random.choice(kinds))

    def _topic_closed(self) -> None:
        self.struck["a topic is closed"] += 1
        topic = self._random.choice(list(self._world.chats[FORUM].topics))
        self._world.topic_close(OWNER, FORUM, topic)
        self._undo = lambda: self._reopened(topic)

    def _reopened(self, topic: int) -> None:
        with contextlib.suppress(RefusedError):
            self._world.topic_reopen(OWNER, FORUM, topic)

    def _without_rights(self) -> None:
        self.struck["the bot loses its rights"] += 1
        me = self._world.bot.id
        self._world.demote(OWNER, FORUM, me)
        self._undo = lambda: self._world.promote(OWNER, FORUM, me)

    async def _killed(self) -> None:
        self.struck["kill -9, and a new start"] += 1
        self._bot.kill()
        await self._bot.ended()
        await self._bot.begin()

"""The bot's queue of updates with Telegram's offset semantics; what an update says is decided elsewhere."""

import asyncio
import math
from collections import deque
from collections.abc import Callable, Iterable
from itertools import islice
from random import Random

import msgspec

from playground.schema import TYPES, check_update
from playground.world.brakes import Brakes
from playground.world.streams import mixed
from playground.world.values import JSON

KINDS = frozenset(TYPES["Update"].fields) - {"update_id"}
LIFETIME, PRESS_LIFETIME = 24 * 3600, 150  # seconds
UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
QUIET = 7 * 24 * 3600  # seconds without news, after which ids begin anew at random
MAX_ANSWER = 1 << 22  # bytes
AHEAD = 10  # how far beyond the next id an offset is believed
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
HOOK_SET = "Conflict: terminated by setWebhook request"
HOOKED = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class Updates:
    """What waits for the bot, until confirmed by a higher offset."""

    def __init__(self, *, first_id: int, now: Callable[[], float]) -> None:
        self.pending: deque[JSON] = deque()
        self._now = now
        self._lapses: dict[int, float] = {}  # when nobody is told any more, by update id
        self.allowed = KINDS - UNASKED
        self.webhook_url = ""
        self._next_id = first_id
        self._last_at = now()
        self._random = Random(first_id)
        self._waiter: asyncio.Future[str] | None = None  # "": look again; else why the request ends
        self._listeners: list[Callable[[], None]] = []
        self._is_closed = False
        self.mixes: Random | None = None  # when set, kinds of updates overtake each other as Telegram's streams do
        self._given_out: set[int] = set()
        self.forgets = True  # what waits a day is lost, as in Telegram
        self.brakes = Brakes()

    def push(self, kind: str, content: JSON) -> None:
        """Queue one update unless the bot did not ask for its kind."""
        if kind not in self.allowed:
            return
        if not self.pending and self._now() - self._last_at >= QUIET:
            self._next_id = self._random.randrange(1, 2**30)
        self._last_at = self._now()
        update = {"update_id": self._next_id, kind: content}
        check_update(update)
        self.pending.append(update)
        lifetime = PRESS_LIFETIME if kind == "callback_query" else LIFETIME
        self._lapses[self._next_id] = self._now() + lifetime if self.forgets else math.inf
        self._next_id += 1
        self.wake()

    def on_push(self, listener: Callable[[], None]) -> None:
        """Call `listener` whenever something may be waiting."""
        self._listeners.append(listener)

    def wake(self) -> None:
        """Let a waiting getUpdates look again (and answer, even if empty)."""
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result("")
        for listener in self._listeners:
            listener()

    @property
    def is_awaited(self) -> bool:
        """Whether nothing waits, and a request waits for something to happen."""
        return not self.pending and self._waiter is not None and not self._waiter.done()

    def allow(self, kinds: list[str]) -> None:
        """Remember what the bot asks for; an empty list means the default."""
        known = KINDS.intersection(each.lower() for each in kinds)
        self.allowed = known or KINDS - UNASKED

    def confirm(self, offset: int) -> None:
        """Forget what `offset` confirms; a negative one keeps that many from the end, one far ahead does nothing."""
        if offset > self._next_id + AHEAD:
            return
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft()
            return
        while self.pending and self.pending[0]["update_id"] < offset:
            self.pending.popleft()

    def drop(self) -> None:
        """Forget everything that waits."""
        self.pending.clear()

    async def get(self, *, offset: int = 0, limit: int = 100, timeout: float = 0) -> list[JSON]:
        """Up to `limit` unconfirmed updates, waiting up to `timeout` seconds for the first.

        Raises ApiError 409 when a webhook is set or another request takes over.
        """
        if self.webhook_url:
            raise await self.brakes.refuse(HOOKED)
        limit, timeout = self.brakes.slow(offset, limit=limit, timeout=timeout)
        self.confirm(offset)
        if not self.pending and timeout > 0 and not self._is_closed:
            self.interrupt(CONFLICT)
            await self._wait(timeout)
        self.let_lapse()
        self._mix()
        given = _fitting(islice(self.pending, limit))
        waiting = {each["update_id"] for each in self.pending}
        self._given_out = (self._given_out & waiting).union(each["update_id"] for each in given)
        return given

    def interrupt(self, why: str) -> None:
        """End a request that waits."""
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(why)

    def let_lapse(self) -> None:
        """Telegram keeps nothing for ever, and a press for minutes only."""
        now = self._now()
        for each in [each for each in self.pending if self._lapses[each["update_id"]] <= now]:
            self.pending.remove(each)
        waiting = {each["update_id"] for each in self.pending}
        self._lapses = {number: at for number, at in self._lapses.items() if number in waiting}

    def _mix(self) -> None:
        """Shuffle what was given out to nobody yet."""
        if self.mixes is not None:
            given = [each for each in self.pending if each["update_id"] in self._given_out]
            fresh = [each for each in self.pending if each["update_id"] not in self._given_out]
            self.pending = deque([*given, *mixed(fresh, self.mixes)])

    async def _wait(self, timeout: float) -> None:
        waiter: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._waiter = waiter
        try:
            await asyncio.wait([waiter], timeout=timeout)
            if waiter.done() and waiter.result():
                raise await self.brakes.refuse(waiter.result())
        finally:
            if self._waiter is waiter:
                self._waiter = None

    def close(self) -> None:
        """Answer the waiting request and let nobody wait again."""
        self._is_closed = True
        self.wake()


def _fitting(updates: Iterable[JSON]) -> list[JSON]:
    """As many as one answer holds."""
    room, given = MAX_ANSWER, []
    for update in updates:
        room -= 50 + len(msgspec.json.encode(update))
        if room <= 0:
            break
        given.append(update)
    return given

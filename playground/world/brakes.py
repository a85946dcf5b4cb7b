"""What slows down a bot that asks for updates in a busy loop, or beside another one."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from playground.world.errors import ApiError

SHORT_WAIT, ONE_AT_A_TIME = 3.0, 0.5  # seconds after the last request for the same offset
CONFLICT_REST = 3.0  # seconds between two refusals that are told at once


class Brakes:
    """Times are monotonic seconds of this machine, whatever the world's clock says; nothing while `are_on` is off."""

    def __init__(self) -> None:
        self.are_on = True
        self.monotonic: Callable[[], float] = time.monotonic
        self.rest: Callable[[float], Awaitable[None]] = asyncio.sleep
        self._offset = 0
        self._asked_at = self._next_refusal = float("-inf")

    def slow(self, offset: int, *, limit: int, timeout: float) -> tuple[int, float]:
        """The limit and the wait that a request really has: who asks the same again at once is kept waiting."""
        now, since = self.monotonic(), self.monotonic() - self._asked_at
        is_again = self.are_on and offset == self._offset
        self._offset, self._asked_at = offset, now
        if is_again and timeout < SHORT_WAIT and since < SHORT_WAIT:
            timeout = SHORT_WAIT
        return (1 if is_again and since < ONE_AT_A_TIME else limit), timeout

    async def refuse(self, why: str) -> ApiError:
        """409, told at once; another one within three seconds is told three seconds late."""
        now = self.monotonic()
        if self.are_on and now < self._next_refusal:
            await self.rest(CONFLICT_REST)
        else:
            self._next_refusal = now + CONFLICT_REST
        return ApiError(409, why)

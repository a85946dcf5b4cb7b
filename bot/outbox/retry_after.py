"""The pauses that Telegram asks for with a 429: how long a chat rests, and long ones kept over a restart.

The chat's lane in `send_queue` waits them out; `engine.polling` waits out its own.
"""

from __future__ import annotations

from typing import Final

from telegram.error import RetryAfter, TelegramError

from bot.botapi.client import pause_of
from bot.outbox.limits import DAY, Limits

_PAUSE: Final = "pause"
_WORTH_KEEPING: Final = 10
"""Seconds; a shorter pause is over before a restart is."""


async def rest_asked_for(error: TelegramError, limits: Limits, *, chat_id: int, now: int) -> float:
    """Seconds for which nothing goes to that chat."""
    seconds = pause_of(error) if isinstance(error, RetryAfter) else 1.0
    await keep_rest(limits, chat_id=chat_id, seconds=seconds, now=now)
    return seconds


async def keep_rest(limits: Limits, *, chat_id: int, seconds: float, now: int) -> None:
    """Remembered over a restart where it lasts long enough."""
    if seconds >= _WORTH_KEEPING:
        await limits.learn(chat_id, _PAUSE, until=now + int(seconds))


def still_resting(limits: Limits, *, now: int) -> dict[int, int]:
    """Chats that rest, and for how many seconds yet; what was learnt while the clock was ahead is not believed."""
    resting = {chat_id: until - now for chat_id, until in limits.all_of(_PAUSE).items()}
    return {chat_id: seconds for chat_id, seconds in resting.items() if 0 < seconds <= DAY}

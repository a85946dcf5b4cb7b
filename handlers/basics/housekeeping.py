"""The nightly round: woken by its timer, it sets the next one by cron."""

from __future__ import annotations

from datetime import UTC, datetime

from apscheduler.triggers.cron import CronTrigger

from bot.engine.entrances import Entrance, timer
from bot.engine.woken import TimerTurn
from bot.services import housekeeping

KIND = "housekeeping"


def next_night(after: int, timezone: str) -> int:
    """Epoch seconds of the next half past four in the morning there: the group's quietest hour."""
    trigger = CronTrigger(hour=4, minute=30, timezone=timezone)
    due = trigger.get_next_fire_time(None, datetime.fromtimestamp(after + 1, UTC))
    return int(due.timestamp())


async def sweep(turn: TimerTurn) -> None:
    await housekeeping.sweep(turn.unit, now=turn.now)
    await turn.later(KIND, "", at=next_night(turn.now, turn.settings.timezone))


ENTRANCES: list[Entrance] = [timer(KIND, sweep, recurring=next_night)]

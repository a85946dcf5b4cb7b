"""The nightly round: woken by its timer, it sets the next one by cron."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from functools import partial

from apscheduler.triggers.cron import CronTrigger

from bot.engine.entrances import Entrance, timer
from bot.engine.woken import TimerTurn
from bot.services import condition, counts, housekeeping, segments
from bot.services.condition import Condition
from bot.services.schedule.reading import calendar_of

log = logging.getLogger(__name__)

KIND = "housekeeping"


def next_night(after: int, timezone: str) -> int:
    """Epoch seconds of the next half past four in the morning there: the group's quietest hour."""
    trigger = CronTrigger(hour=4, minute=30, timezone=timezone)
    due = trigger.get_next_fire_time(None, datetime.fromtimestamp(after + 1, UTC))
    return int(due.timestamp())


async def sweep(turn: TimerTurn) -> None:
    groups = turn.chats.groups()
    found = await segments.at_night(turn.slow, groups, partial(_today, turn), now=turn.now)
    await housekeeping.sweep(turn.unit, now=turn.now)
    await segments.keep_night(turn.unit, found, partial(_today, turn))
    await counts.close_days(turn.unit, lambda chat_id: calendar_of(turn.chats.group(chat_id)), now=turn.now)
    await turn.later(KIND, "", at=next_night(turn.now, turn.settings.timezone))
    turn.unit.after_commit(partial(_write_down, await condition.of(turn.unit, now=turn.now, with_check=False)))


def _today(turn: TimerTurn, chat_id: int) -> int:
    return calendar_of(turn.chats.group(chat_id)).day_of(turn.now)


def _write_down(now: Condition) -> None:
    """Once a day, how much there is."""
    numbers = now.groups, now.people, now.timers, now.waiting, now.unsent, now.bad_updates + now.bad_timers
    log.info(
        "in all: %d groups, %d people known, %d timers, %d updates and %d messages waiting, %d set aside", *numbers
    )


ENTRANCES: list[Entrance] = [timer(KIND, sweep, recurring=next_night)]

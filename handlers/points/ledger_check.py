"""The nightly audit of the ledger, by its own timer: the operators are told what does not add up."""

from __future__ import annotations

from datetime import UTC, datetime

from apscheduler.triggers.cron import CronTrigger

from bot.domain.day import local_day
from bot.engine.entrances import Entrance, timer
from bot.engine.woken import TimerTurn
from bot.services import ledger_check
from bot.texts.text import Lines, Raw, text

KIND = "audit"
_SHOWN = 10


def next_night(after: int, timezone: str) -> int:
    """Epoch seconds of the next 05:00 there, when the sweep is over."""
    trigger = CronTrigger(hour=5, timezone=timezone)
    due = trigger.get_next_fire_time(None, datetime.fromtimestamp(after + 1, UTC))
    return int(due.timestamp())


async def check(turn: TimerTurn) -> None:
    mismatches = await ledger_check.added_up(turn.slow)
    day = local_day(turn.at, turn.settings.timezone)
    if mismatches:
        lines = [text("auditing.open", number=len(mismatches))]
        lines += [
            text(
                "auditing.line",
                what=Raw(each.what),
                chat=each.chat_id,
                who=each.account,
                kept=each.kept,
                sum=each.summed,
            )
            for each in mismatches[:_SHOWN]
        ]
        await turn.tell_operators(Lines(lines), once=f"audit:{day}")
    await turn.later(KIND, "", at=next_night(turn.now, turn.settings.timezone))


ENTRANCES: list[Entrance] = [timer(KIND, check, recurring=next_night)]

"""What a turn is called, and what became of the command that woke it."""

from __future__ import annotations

from bot.domain.day import local_day
from bot.engine.turn import Turn
from bot.engine.woken import MessageTurn
from storage import counts
from storage.queues import Timer, Waiting


def name_of(thing: Waiting | Timer) -> str:
    """What a turn is called in logs and in keys against doing it twice."""
    if isinstance(thing, Timer):
        return f"t:{thing.kind}:{thing.key}:{thing.due_at}"
    return f"u:{thing.update_id}"


async def count(turn: Turn, outcome: str) -> None:
    """What became of a command; what was asked in private is counted for all groups together."""
    if isinstance(turn, MessageTurn) and turn.command:
        group = turn.group
        day = local_day(turn.at, group.timezone, starts_at=group.day_starts_at)
        chat_id = 0 if group.is_private else group.id
        await counts.asked(turn.unit, chat_id=chat_id, day=day, command=turn.command, outcome=outcome)

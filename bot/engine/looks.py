"""Whoever is shown or handed what is kept of members is counted, in the turn's own transaction."""

from __future__ import annotations

from bot.domain.day import local_day
from bot.domain.looks import Look
from bot.engine.turn import Turn
from bot.services import looks


async def looks_up(turn: Turn, what: Look, *, chat_id: int) -> None:
    """Of the group (0: of all); whatever shows it says so here, once nothing can be refused any more."""
    group = turn.chats.group(chat_id)
    day = local_day(turn.now, group.timezone, starts_at=group.day_starts_at)
    is_operator = turn.chats.config.is_operator(turn.person.id)
    await looks.count(turn.unit, what, chat_id=chat_id, day=day, by=turn.person.id, is_operator=is_operator)

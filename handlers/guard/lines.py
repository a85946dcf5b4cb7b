"""What is said at most so often: a line in the group, a card of many at once; remembered in memory alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Edit, Priority
from bot.services import moderation_log
from bot.services.desk import Destination
from bot.services.guard.finds import Kept
from bot.services.sanctions import Sanction
from bot.texts.text import Words, text
from handlers.guard.words import name_of, name_of_find

_LINES_APART: Final = 60
"""Seconds between two in a group, whoever they are about."""


async def raid(turn: TimerTurn, desks: Sequence[Destination], *, people: int, messages: int) -> None:
    for each in desks:
        words = text("guard.raid", group=turn.group.title, people=people, n=messages)
        turn.say(words, to=each.chat_id, topic=each.topic, reply=False, priority=Priority.ALERT)


async def show_judged(turn: Turn, one: Sanction, done: Words, *, besides: int = 0) -> None:
    """On every card of it, but in the chat where that was done already."""
    await _show_on(turn, name_of(one.id), done, besides=besides)


async def show_settled(turn: Turn, find: Kept, done: Words, *, besides: int) -> None:
    """The same of one find: what was done about it has a card, or what moderators are asked."""
    name = name_of(find.sanction) if find.sanction else name_of_find(find.id)
    await _show_on(turn, name, done, besides=besides)


async def _show_on(turn: Turn, name: str, done: Words, *, besides: int) -> None:
    for chat_id in await moderation_log.card_chats(turn.unit, name=name):
        if chat_id != besides:
            turn.do(Edit(chat_id=chat_id, words=done, named=name, ephemeral=True), priority=Priority.ALERT)


class Lines:
    """When each group last read a line of the guard's, in memory alone."""

    def __init__(self) -> None:
        self._at: dict[int, int] = {}

    def may(self, chat_id: int, *, now: int) -> bool:
        if now - self._at.get(chat_id, 0) < _LINES_APART:
            return False
        self._at[chat_id] = now
        return True


class Raids(Lines):
    """The same of the cards that tell of many at once."""

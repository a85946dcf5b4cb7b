"""Answers of the moment go after a while, and the commands that they answered with them."""

from __future__ import annotations

from typing import Final

from bot.engine.entrances import Entrance, timer
from bot.engine.vanishing import VANISH
from bot.engine.woken import TimerTurn
from bot.outbox.actions import DELETABLE_FOR, DeleteMany, read_done
from bot.services import messages

_TOGETHER: Final = 30
"""Seconds: what would go within them goes now, in one call for many."""

_AT_ONCE: Final = 100
"""Messages that Telegram deletes at one go."""


async def vanish(turn: TimerTurn) -> None:
    """Members' commands only where the bot may delete them; its own answers it always may, for two days."""
    may_delete = (await turn.permissions.own(group=turn.group)).allow("can_delete_messages")
    others = await messages.going(turn.unit, VANISH, chat_id=turn.group.id, until=turn.now + _TOGETHER)
    due = [(turn.timer.body, turn.timer.due_at), *others]
    gone = [each for body, at in due for each in _messages(turn, body, due_at=at, may_delete=may_delete)]
    for at in range(0, len(gone), _AT_ONCE):
        turn.do(DeleteMany(chat_id=turn.group.id, message_ids=gone[at : at + _AT_ONCE]))


def _messages(turn: TimerTurn, body: str, *, due_at: int, may_delete: bool) -> list[int]:
    """Of a group that became a supergroup meanwhile none: its messages are numbered anew."""
    done = read_done(body)
    sent_at = due_at - int(done.note.get("after", 0))
    if done.error or done.note.get("chat") != turn.group.id or turn.now - sent_at >= DELETABLE_FOR:
        return []
    gone = [done.message_id] if done.message_id else []
    asked = int(done.note.get("asked", 0))
    return [*gone, asked] if may_delete and asked else gone


ENTRANCES: list[Entrance] = [timer(VANISH, vanish)]

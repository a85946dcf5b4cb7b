"""What is more than words waits at the desk as a copy, and goes from the group once it does."""

from __future__ import annotations

from typing import Final

from bot.engine.entrances import Entrance, timer
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Copy, Delete, Priority
from bot.services.desk import Destination
from bot.services.guard.finds import Kept
from handlers.guard.releasing import copy_name

COPIED: Final = "guard_copied"
"""The timer that hears whether the copy stands."""


def copy(turn: TimerTurn, one: Kept, to: Destination) -> None:
    turn.do(
        Copy(
            chat_id=to.chat_id,
            topic=to.topic,
            from_chat=one.chat_id,
            message_id=one.message_id,
            name=copy_name(one),
            then=COPIED,
            note={"chat": one.chat_id, "message": one.message_id},
            ephemeral=True,
        ),
        on_crash="resend",
        priority=Priority.PRESS,
    )


async def copied(turn: TimerTurn) -> None:
    """Whether or not it could be kept: what breaks the peace does not stand."""
    came = turn.done
    chat_id = turn.chats.now_at(int(came.note["chat"]))
    turn.do(Delete(chat_id=chat_id, message_id=int(came.note["message"])), priority=Priority.PRESS)


ENTRANCES: list[Entrance] = [timer(COPIED, copied)]

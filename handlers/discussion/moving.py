"""A discussion whose group became a supergroup: its post goes up once more, and replies to that count from then on."""

from __future__ import annotations

from bot.domain.discussion import Discussion
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.services import discussion
from handlers.discussion.life import post_opening

PUT_UP = "discussion_put_up"
"""The timer that hears where the post stands now."""


async def put_up(turn: Turn, found: Discussion) -> None:
    own = await turn.permissions.own(group=turn.chats.group(found.chat_id))
    note: dict[str, int | str] = {"discussion": found.id}
    post_opening(turn, found, thread=0, pin=own.allow("can_pin_messages"), note=note, then=PUT_UP)


async def stands(turn: TimerTurn) -> None:
    number, place = int(turn.done.note["discussion"]), turn.done.message_id
    found = await discussion.discussion(turn.reads, number)
    if not place or found is None or not await discussion.moved(turn.unit, number, place=place):
        return
    watched = turn.chats.watched[discussion.OPEN]

    def listens() -> None:
        watched.forget(found.chat_id, number)
        watched.hear(found.chat_id, place, number)

    turn.unit.after_commit(listens)

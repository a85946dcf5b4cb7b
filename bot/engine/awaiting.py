"""What somebody was asked for, so that their next words to the bot wake `answer(kind)`: one question at a time."""

from __future__ import annotations

from bot.engine.buttons import code_of, pack
from bot.engine.turn import Turn


async def await_answer(turn: Turn, what: object, *, chat_id: int | None = None, user_id: int | None = None) -> None:
    """Of the person (or `user_id`) here (or in `chat_id`), in place of whatever was awaited of them there.

    `what` is of a kind registered with `bot.engine.buttons.awaited`.
    """
    chat, who = _of(turn, chat_id, user_id)
    await turn.chats.triggers.ask(turn.unit, chat, who, feature=code_of(type(what)), key=pack(what))


async def await_no_answer(
    turn: Turn, what: object = None, *, chat_id: int | None = None, user_id: int | None = None
) -> None:
    """Nothing is awaited of them any more; with `what`, only where it is that which was."""
    chat, who = _of(turn, chat_id, user_id)
    await turn.chats.triggers.asked_enough(turn.unit, chat, who, key="" if what is None else pack(what))


def _of(turn: Turn, chat_id: int | None, user_id: int | None) -> tuple[int, int]:
    return turn.group.id if chat_id is None else chat_id, turn.person.id if user_id is None else user_id

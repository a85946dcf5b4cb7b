"""What somebody was asked for, so that their next words to the bot wake `answer(kind)`: one question at a time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.engine.buttons import code_of, pack, unpack_answer
from bot.engine.entrances import Entrance, Spoken
from bot.engine.turn import Turn
from bot.engine.woken import MessageTurn

P = TypeVar("P")


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


def answer(
    kind: type[P],
    handler: Callable[[MessageTurn, P], Awaitable[None]],
    *,
    left: Callable[[MessageTurn, P], Awaitable[None]] | None = None,
) -> Entrance:
    """What `await_answer` waits for with a value of that kind, which the handler is given.

    In a group it is a reply to the bot's question, in private whatever is sent next. `left` is called in the turn of
    another command that came instead, once that is carried out.
    """

    async def answered(turn: MessageTurn) -> None:
        await _with_value(turn, turn.words, handler)

    async def went(turn: MessageTurn, key: str) -> None:
        if left is not None:
            await _with_value(turn, key, left)

    async def _with_value(turn: MessageTurn, key: str, tell: Callable[[MessageTurn, P], Awaitable[None]]) -> None:
        value = unpack_answer(key)
        if isinstance(value, kind):
            await tell(turn, value)

    return Spoken(code_of(kind), answered, "answer", went if left is not None else None)

"""What an action asked to be told once it is settled, as a timer that wakes its handler; settling lives elsewhere."""

from __future__ import annotations

import msgspec

from bot.botapi.fast_updates import Id
from bot.botapi.loose import UNREADABLE, members_of
from bot.botapi.polls import Poll
from bot.outbox import actions
from bot.outbox.actions import AnyAction, Done
from bot.outbox.attempt import is_repeatable
from storage.outbox import Due
from storage.queues import Timer


class _Answer(msgspec.Struct):
    """Of a message's answer its id and its poll, of a new topic's the thread's id."""

    message_id: int = 0
    message_thread_id: int = 0
    poll: Poll | None = None


_read_answer = msgspec.json.Decoder(_Answer).decode
_read_id = msgspec.json.Decoder(Id).decode
_read_poll = msgspec.json.Decoder(Poll).decode


def came_of(action: AnyAction, answer: bytes) -> Done:
    """What Telegram answered to an action that it did; most answer nothing but `true`."""
    if isinstance(action, actions.ClosePoll):
        return Done(poll=_read_poll(answer))
    if is_repeatable(action):
        return Done()
    result = _read(answer)
    return Done(result.message_id, result.message_thread_id, result.poll)


def _read(answer: bytes) -> _Answer:
    """It was done: what else stands in an answer that cannot be read is no reason to take it for undone."""
    try:
        return _read_answer(answer)
    except UNREADABLE:
        return _Answer(_id(answer, "message_id"), _id(answer, "message_thread_id"))


def _id(answer: bytes, name: str) -> int:
    try:
        return _read_id(members_of(answer).get(name, b"0"))
    except UNREADABLE:
        return 0


def follow(due: Due, action: AnyAction, came: Done, *, now: int) -> Timer | None:
    """The timer that was asked for, due at once or so long after."""
    if not action.then:
        return None
    body = msgspec.json.encode(msgspec.structs.replace(came, note=action.note)).decode()
    return Timer(action.then, str(due.id), due.chat_id, now + action.after, body, now)

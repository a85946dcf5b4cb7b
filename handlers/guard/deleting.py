"""A moderator's press deletes a message: written down, told to whoever wrote it, open to an appeal."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.people import Person
from bot.domain.refusals import Refusal
from bot.engine.turn import Turn
from bot.outbox.actions import DELETABLE_FOR, Delete, Keys
from bot.services import sanctions
from bot.services.guard.finds import Kept
from bot.services.sanctions import Order
from handlers.guard.telling import say_why
from handlers.sanctions.channels import bar_keys
from handlers.sanctions.citing import ask_keys, usual


class TooOldToDelete(Refusal):
    key = "guard.too_old"


async def require_deletable(turn: Turn, find: Kept) -> None:
    """Before the first statement. Raises TooOldToDelete: older messages stand for ever."""
    await turn.permissions.require_own("can_delete_messages", group=turn.chats.group(find.chat_id))
    if turn.now - find.at >= DELETABLE_FOR:
        raise TooOldToDelete


async def delete(turn: Turn, find: Kept, others: Sequence[Kept] = ()) -> Keys:
    """With `others` of the same member; what the desk may press then."""
    rules = await usual(turn, find.chat_id, [find.why])
    order = Order(
        find.chat_id,
        turn.person,
        Person(find.user_id, find.name),
        turn.now,
        rule=rules.get(find.why, 0),
        message_id=find.message_id,
        said=find.said,
        why=find.why,
    )
    matter = await sanctions.impose(turn.unit, order, kind="delete")
    for each in (find, *others):
        turn.do(Delete(chat_id=each.chat_id, message_id=each.message_id), on_crash="resend")
    await say_why(turn, matter, topic=find.topic)
    return [*await ask_keys(turn, matter), *bar_keys(find.user_id, find.chat_id, find.message_id)]

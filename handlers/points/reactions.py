"""Reactions under members' messages, which pay whoever wrote them; who did is remembered as messages are heard."""

from __future__ import annotations

from collections.abc import Sequence

import telegram

from bot.domain.people import Person
from bot.domain.points import Actor
from bot.domain.reactions import is_warm
from bot.domain.refusals import NotInGroup
from bot.engine.entrances import Entrance, observer, timer, update
from bot.engine.fast_path import Batch
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.services import reactions
from bot.services.points import Order
from handlers.command.group_commands import elsewhere
from handlers.points.earning import reaction_rule

EARLY = "reaction_early"
_SOON = 10
"""Seconds within which a message comes that was overtaken by a reaction to it."""


async def heard(batch: Batch) -> None:
    """Forwarded words are somebody else's."""
    batch.chats.recent.authors.wrote(each for each in batch.heard if not each.is_forward)


async def reacted(turn: Turn) -> None:
    """Reactions and messages come by different ways: one that overtook its message waits for it a little."""
    reaction = turn.update.message_reaction if turn.update is not None else None
    if reaction is None or reaction.user is None or reaction.user.is_bot:
        return
    if not is_warm(_named(reaction.old_reaction), _named(reaction.new_reaction)):
        return
    authors, chat_id, at = turn.chats.recent.authors, turn.group.id, int(reaction.date.timestamp())
    if author := authors.of(chat_id=chat_id, message_id=reaction.message_id):
        await turn.require_member()
        await _pay(turn, turn.person, author=author, at=at)
    elif 0 < authors.newest(chat_id=chat_id) < reaction.message_id:
        await turn.require_member()
        body = [turn.person.id, reaction.message_id, at]
        await turn.later(EARLY, f"{chat_id}:{reaction.message_id}:{turn.person.id}", after=_SOON, body=body)


async def early(turn: TimerTurn) -> None:
    """Its message came meanwhile, or was nobody's talk."""
    user_id, message_id, at = turn.body(tuple[int, int, int])
    author = turn.chats.recent.authors.of(chat_id=turn.group.id, message_id=message_id)
    giver = await reactions.giver(turn.reads, user_id=user_id)
    if not author or giver is None:
        return
    try:
        await turn.permissions.require_in(group=turn.group, person=giver, at=turn.now)
    except NotInGroup:
        return
    await _pay(turn, giver, author=author, at=at)


async def _pay(turn: Turn, giver: Person, *, author: int, at: int) -> None:
    day = elsewhere(turn, turn.group.id).calendar.day_of(at)
    order = Order(turn.group.id, Actor(giver.id, giver.name), at, day, turn.idempotency)
    await reactions.pay(turn.unit, order, author=author, rule=reaction_rule(turn.settings.points))


def _named(shown: Sequence[telegram.ReactionType]) -> list[str]:
    return [str(getattr(each, "emoji", "") or getattr(each, "custom_emoji_id", "") or each.type) for each in shown]


ENTRANCES: list[Entrance] = [observer(heard), update("message_reaction", reacted), timer(EARLY, early)]

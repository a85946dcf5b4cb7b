"""Reactions under members' messages, which pay whoever wrote them; who did is remembered as messages are heard."""

from __future__ import annotations

from collections.abc import Sequence

import telegram

from bot.domain.points import Actor
from bot.domain.reactions import is_warm
from bot.engine.entrances import Entrance, observer, update
from bot.engine.fast_path import Batch
from bot.engine.turn import Turn
from bot.services import reactions
from bot.services.points import Order
from handlers.command.group_commands import elsewhere
from handlers.points.earning import reaction_rule


async def heard(batch: Batch) -> None:
    """Forwarded words are somebody else's."""
    batch.chats.recent.authors.wrote(each for each in batch.heard if not each.is_forward)


async def reacted(turn: Turn) -> None:
    told = turn.update.message_reaction if turn.update is not None else None
    if told is None or told.user is None or told.user.is_bot:
        return
    author = turn.chats.recent.authors.of(chat_id=turn.group.id, message_id=told.message_id)
    if not author or not is_warm(_named(told.old_reaction), _named(told.new_reaction)):
        return
    await turn.require_member()
    at = int(told.date.timestamp())
    day = elsewhere(turn, turn.group.id).calendar.day_of(at)
    order = Order(turn.group.id, Actor(turn.person.id, turn.person.name), at, day, turn.idempotency)
    await reactions.pay(turn.unit, order, author=author, rule=reaction_rule(turn.settings.points))


def _named(shown: Sequence[telegram.ReactionType]) -> list[str]:
    return [str(getattr(each, "emoji", "") or getattr(each, "custom_emoji_id", "") or each.type) for each in shown]


ENTRANCES: list[Entrance] = [observer(heard), update("message_reaction", reacted)]

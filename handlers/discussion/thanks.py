"""A thanks within an open discussion is remembered with the answer it was for; paying it is the gifts' business."""

from __future__ import annotations

from collections.abc import Mapping

import telegram

from bot.botapi.replies import answered
from bot.domain.topics import GENERAL
from bot.engine.turn import Turn
from bot.services import discussion
from handlers.command.group_commands import Place


async def note_thanks(turn: Turn, place: Place, *, entry: int, to: int) -> None:
    """Told by reply alone is it known for which answer."""
    places = turn.chats.watched[discussion.OPEN].places(place.group.id)
    message = place.message if place.is_here else None
    replied = answered(message)
    if not places or message is None or replied is None:
        return
    number = places.get(turn.topic or GENERAL) or _of_post(places, message.message_thread_id, replied)
    if number:
        await discussion.thanked(turn.unit, number, entry=entry, user_id=to, message_id=replied.message_id)


def _of_post(places: Mapping[int, int], thread: int | None, replied: telegram.Message) -> int:
    """A thanks answers an answer, which answers the post: in a basic group that is all that can be followed."""
    before = answered(replied)
    first = before.message_id if before is not None else 0
    return places.get(thread or 0, 0) or places.get(first, 0)

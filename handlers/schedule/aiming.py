"""What goes privately to a segment of a group's members: to whom, and why it came, which stands in the message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from bot.domain.segments import Segment
from bot.engine.turn import Turn
from bot.outbox import actions
from bot.outbox.actions import AnyAction
from bot.services import segments
from bot.services.schedule.reading import calendar_of
from bot.texts.shorten import CAPTION_LIMIT, MESSAGE_LIMIT, fits
from bot.texts.text import Markup, Raw, Words, text

_FOOT: Final = 250
"""Characters that are kept for why it came: a group's title has 128 at most."""


async def reached(turn: Turn, segment: Segment, chat_id: int) -> list[int]:
    """Whom the bot may write to unasked."""
    group = turn.chats.group(chat_id)
    today = calendar_of(group).day_of(turn.now)
    return await segments.reachable(turn.slow, segment, chat_id=group.id, today=today, now=turn.now)


def to_each(
    post: actions.Say | actions.Photo | actions.Document, people: Sequence[int], *, group: Raw
) -> Iterator[AnyAction]:
    """The post in private, with why it came at its end; below it where there is no room for that."""
    foot = text("announce.aimed_foot", group=group)
    is_words = isinstance(post, actions.Say)
    words = post.words if isinstance(post, actions.Say) else post.caption
    is_one = _has_room(words, MESSAGE_LIMIT if is_words else CAPTION_LIMIT)
    shown = text("announce.aimed_words", words=words, foot=foot) if words is not None and is_one else words or foot
    for user_id in people:
        if isinstance(post, actions.Say):
            yield replace(post, chat_id=user_id, words=shown)
        else:
            yield replace(post, chat_id=user_id, caption=shown)
        if not is_one:
            yield actions.Say(chat_id=user_id, words=foot, silent=True)


def _has_room(words: Words | None, most: int) -> bool:
    if isinstance(words, Markup):
        return fits(words.html, most - _FOOT)
    return not isinstance(words, Raw) or 2 * len(words.text) <= most - _FOOT

"""Who hears of feedback: the desk by cards, an author privately; deciding what is told is done elsewhere."""

from __future__ import annotations

from bot.deeds import Edit, Keys, Priority
from bot.domain.feedback import Ticket
from bot.services import desk, privacy
from bot.services.desk import Destination
from bot.services.feedback import tickets
from bot.texts.text import Raw, Text, Words, text
from bot.turn import Turn
from handlers.feedback.buttons import card_keys
from handlers.feedback.words import card, card_name

AUTHOR = "author"
"""Of numbers hidden under the process's secret: the way back to an anonymous voice."""


async def destinations(turn: Turn, one: Ticket) -> list[Destination]:
    return await desk_of(turn, one.chat_id)


async def desk_of(turn: Turn, chat_id: int) -> list[Destination]:
    at = turn.book.settings(chat_id).desk
    topic = at.topic if isinstance(at.topic, int) else 0
    return await desk.moderators(
        turn.reads, chat_id=chat_id, configured=Destination(at.chat, topic) if at.chat else None
    )


async def post_card(turn: Turn, one: Ticket) -> None:
    words = await _card(turn, one)
    for each in await destinations(turn, one):
        turn.say(
            words,
            to=each.chat_id,
            topic=each.topic,
            reply=False,
            keys=card_keys(one),
            name=card_name(one.id),
            doubt="resend",
            priority=Priority.ALERT,
            fleeting=True,
        )


async def renew_cards(turn: Turn, one: Ticket) -> None:
    words = await _card(turn, one)
    for each in await destinations(turn, one):
        edit = Edit(chat_id=each.chat_id, words=words, keys=card_keys(one), named=card_name(one.id), fleeting=True)
        turn.do(edit)


async def _card(turn: Turn, one: Ticket) -> Words:
    group = turn.book.group(one.chat_id)
    like = await tickets.ticket(turn.unit, one.like_id) if one.like_id and not one.is_over else None
    return card(one, await tickets.history(turn.unit, one.id), zone=group.timezone, title=group.title, like=like)


async def tell_author(turn: Turn, one: Ticket, words: Text, *, keys: Keys | None = None) -> None:
    """Privately where the bot may; else in the group. An anonymous voice is told only that there is news."""
    told = text("feedback.news") if one.is_anonymous else words
    if not await tell_privately(turn, one, told, keys=None if one.is_anonymous else keys) and not one.is_anonymous:
        called = text("feedback.told_in_group", who=Raw(one.name), number=one.id)
        turn.say(called, to=one.chat_id, reply=False, doubt="resend", fleeting=True)


async def tell_privately(turn: Turn, one: Ticket, words: Text, *, keys: Keys | None = None) -> bool:
    """Whether the author can be reached. No row may hold an anonymous author and the number together."""
    author = turn.seal.reveal(AUTHOR, one.sealed) if one.is_anonymous else one.user_id
    if not author or not await privacy.may_write(turn.reads, user_id=author):
        return False
    turn.say(words, to=author, reply=False, keys=keys, doubt="resend", fleeting=True)
    return True

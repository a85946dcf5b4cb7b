"""Putting a lottery up in a group: its card, timer and phrase; a line, a dialogue or a schedule may ask for it."""

from __future__ import annotations

from bot.domain.lottery.refusals import PhraseTaken
from bot.domain.lottery.terms import Lottery, Terms
from bot.domain.people import Group
from bot.engine.turn import Turn
from bot.services.lottery import opening
from bot.texts.catalog import phrase_of
from bot.texts.fold import fold
from handlers.lottery import telling, words
from handlers.lottery.buttons import card_keys


async def check_phrase(turn: Turn, group: Group, terms: Terms) -> None:
    """Raises PhraseTaken for a command's, and for one that another lottery of the group listens for."""
    if not terms.phrase:
        return
    word = fold(terms.phrase)
    is_taken = await opening.is_phrase_taken(turn.reads, word, chat_id=group.id)
    if not word or phrase_of(terms.phrase) or is_taken:
        raise PhraseTaken(phrase=terms.phrase)


async def open_in(
    turn: Turn,
    group: Group,
    terms: Terms,
    *,
    topic: int = 0,
    replies: bool = False,
    is_pinned: bool = False,
    codes: dict[int, list[str]] | None = None,
) -> Lottery:
    """Open it in a group and put up its card; what wakes the turn may be a message, a button or a timer."""
    await check_phrase(turn, group, terms)
    opened = await opening.open_lottery(
        turn.unit,
        terms,
        chat_id=group.id,
        topic=terms.topic or topic,
        opened_by=turn.person.id,
        at=turn.now if turn.due_timer else turn.at,
        key=turn.idempotency,
        codes=codes,
    )
    for each in terms.conditions:
        if each.measure == "topic":
            await turn.chats.count(turn.unit, group.id, each.where, now=turn.at)
    telling.tell(
        turn,
        opened,
        words.card(opened, zone=group.timezone),
        keys=card_keys(opened),
        name=telling.card_name(opened),
        is_pinned=is_pinned,
        reply_to=turn.message.message_id if replies and turn.message else 0,
    )
    if terms.ends_at:
        await telling.later(turn, opened, "lottery.close", at=terms.ends_at)
    if terms.phrase:
        await turn.chats.triggers.hear(turn.unit, group.id, terms.phrase, feature=telling.FEATURE, key=str(opened.id))
    return opened

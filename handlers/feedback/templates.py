"""First answers that are ready: the card's buttons turn into them, and one press sends it to the author."""

from __future__ import annotations

from typing import Final

from bot.domain.names import short
from bot.domain.refusals import OldButton
from bot.engine.buttons import pack
from bot.engine.turn import Turn
from bot.outbox.actions import Key
from bot.services.feedback import tickets
from bot.texts.catalog import locale_of
from bot.texts.sentences import sentence
from bot.texts.text import Raw, text
from handlers.feedback import desk
from handlers.feedback.buttons import AtDesk

OWN_WORDS: Final = 99
"""Stands in the place of a template's number."""


def templates_of(turn: Turn, chat_id: int) -> list[str]:
    """The group's own, else the catalog's."""
    own = turn.chats.settings(chat_id).desk.templates
    return own or sentence("feedback.templates", locale_of(turn.chats.group(chat_id).locale)).split("\n")


async def choose_or_send(turn: Turn, at: AtDesk) -> bool:
    """False where they would rather write it themselves."""
    ticket = await tickets.ticket(turn.reads, at.number)
    await desk.require(turn, ticket.chat_id)
    ready = templates_of(turn, ticket.chat_id)
    if at.other == OWN_WORDS:
        return False
    if at.other:
        if not 1 <= at.other <= len(ready):
            raise OldButton
        await desk.transition(turn, ticket.id, "reply", ready[at.other - 1])
        return True
    rows = [[Key(Raw(short(each)), pack(AtDesk(ticket.id, "reply", place)))] for place, each in enumerate(ready, 1)]
    last = [
        Key(text("feedback.button_own_words"), pack(AtDesk(ticket.id, "reply", OWN_WORDS))),
        Key(text("feedback.button_back"), pack(AtDesk(ticket.id, "card", 0))),
    ]
    turn.edit(None, keys=[*rows, last], ephemeral=True)
    return True

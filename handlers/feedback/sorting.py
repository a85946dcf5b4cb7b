"""What the desk puts right or keeps by a card: the kind a feedback is of, and its answer for the next who asks."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.feedback import LONGEST, NoWords, Ticket
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import OldButton
from bot.engine.buttons import pack
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Keys
from bot.services.feedback import sorting, tickets
from bot.services.feedback.sorting import CATEGORIES
from bot.texts.text import Raw, Text, text
from handlers.feedback import desk, waiting
from handlers.feedback.buttons import AtDesk
from handlers.feedback.telling import renew_cards
from handlers.kb import keeping
from handlers.moderation.log import note


def sort_keys(ticket: Ticket) -> Keys:
    rows = [
        [Key(text(f"feedback.category_{name}"), pack(AtDesk(ticket.id, "sort", place)))]
        for place, name in enumerate(CATEGORIES, start=1)
    ]
    return [*rows, [Key(text("feedback.button_back"), pack(AtDesk(ticket.id, "card", 0)))]]


async def choose_or_sort(turn: Turn, at: AtDesk) -> None:
    """The card's buttons turn into the kinds; one of them is it."""
    ticket = await tickets.ticket(turn.reads, at.number)
    await desk.require(turn, ticket.chat_id)
    if not at.other:
        turn.edit(None, keys=sort_keys(ticket), ephemeral=True)
        return
    if not 1 <= at.other <= len(CATEGORIES):
        raise OldButton
    chosen = CATEGORIES[at.other - 1]
    if await sorting.sort(turn.unit, ticket.id, chosen):
        marks = marks_of(turn, ticket.keywords)
        await sorting.learn(turn.unit, marks, chat_id=ticket.chat_id, category=chosen, now=turn.now)
        await note(turn, ticket.chat_id, "feedback_sort", words=f"#{ticket.id}")
    await renew_cards(turn, await waiting.aim(turn, await tickets.ticket(turn.unit, ticket.id)))


def marks_of(turn: Turn, words: Iterable[str]) -> list[str]:
    """What is learnt by: no row can be read that tells which words somebody used."""
    return [turn.sealing.mark("feedback_word", each) for each in words]


async def keep(turn: Turn, number: int, question: str = "") -> Text:
    """Its last answer, for the next who asks: under the feedback's own words, or those given. Raises `NoWords`."""
    ticket = await tickets.ticket(turn.reads, number)
    await desk.require(turn, ticket.chat_id)
    answer = await tickets.last_answer(turn.reads, number)
    asked = (question or ticket.words)[:LONGEST]
    if not answer or not asked:
        raise NoWords(usage=Sentence("commands.feedback.manage"))
    await keeping.keep(turn, ticket.chat_id, asked, answer)
    return text("kb.kept", question=Raw(asked))

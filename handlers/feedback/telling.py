"""Who hears of feedback: the desk by cards, an author privately; deciding what is told is done elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import telegram

from bot.domain.feedback import Ticket
from bot.engine.turn import Turn
from bot.outbox.actions import Edit, Keys, Priority, Say
from bot.services import desk, privacy, team
from bot.services.desk import Bound, Destination
from bot.services.feedback import relays, tickets
from bot.texts.text import Lines, Raw, Text, text
from handlers.feedback.buttons import card_keys
from handlers.feedback.carrying import handed_on
from handlers.feedback.words import card, card_name

AUTHOR = "author"
"""Of numbers hidden under the process's secret: the way back to an anonymous voice."""


RELAY = "relay"
"""Of marks under which messages on an author's side are found again."""

POSTED = "feedback_card"
"""The timer that hears where a card stands."""

PASSED = "feedback_passed"
"""The timer that hears under which message an author has what the desk said."""


async def destinations(turn: Turn, ticket: Ticket) -> list[Destination]:
    """Its own topic, else wherever the desk is."""
    own = await relays.thread(turn.unit, ticket.id)
    return [own] if own is not None else await desk_of(turn, ticket.chat_id)


async def desk_of(turn: Turn, chat_id: int) -> list[Destination]:
    at = turn.chats.settings(chat_id).desk
    configured = Bound(at.chat, at.topic or 0) if at.chat else None
    return await desk.moderators(turn.reads, chat_id=chat_id, configured=configured)


async def on_duty(turn: Turn, chat_id: int) -> list[Destination]:
    """Who hears of what is not urgent: where moderators are told privately and some of them are on duty, they alone.

    Who is on duty and cannot be reached, or moderates no more, leaves it to all.
    """
    found = await desk_of(turn, chat_id)
    if turn.chats.settings(chat_id).desk.chat:
        return found
    on = [each.user_id for each in await team.on_duty(turn.reads, chat_id=chat_id, now=turn.now)]
    operators = await desk.reachable(turn.reads, [each for each in on if each in turn.operators])
    known = [each for each in found if each.chat_id in on]
    return list(dict.fromkeys([*known, *map(Destination, operators)])) or found


async def post_card(turn: Turn, ticket: Ticket) -> None:
    words = await _card(turn, ticket)
    for each in await destinations(turn, ticket):
        card = Say(
            chat_id=each.chat_id,
            words=words,
            topic=each.topic,
            keys=card_keys(ticket),
            name=card_name(ticket.id),
            then=POSTED,
            note={"number": ticket.id},
            ephemeral=True,
        )
        turn.do(card, on_crash="resend", priority=Priority.ALERT)


async def renew_cards(turn: Turn, ticket: Ticket) -> None:
    words = await _card(turn, ticket)
    for each in await destinations(turn, ticket):
        edit = Edit(
            chat_id=each.chat_id, words=words, keys=card_keys(ticket), named=card_name(ticket.id), ephemeral=True
        )
        turn.do(edit)


async def _card(turn: Turn, ticket: Ticket) -> Lines:
    group = turn.chats.group(ticket.chat_id)
    like = await tickets.like(turn.unit, ticket)
    shown = card(
        ticket, await tickets.history_at_desk(turn.unit, ticket.id), zone=group.timezone, title=group.title, like=like
    )
    if ticket.is_over:
        return shown
    has_thread = await relays.thread(turn.unit, ticket.id) is not None
    return Lines([*shown.of, text("feedback.card_how" if has_thread else "feedback.card_reply")])


async def author_of(turn: Turn, ticket: Ticket) -> int:
    """Whom to write to privately; 0 where the bot may not."""
    author = turn.sealing.reveal(AUTHOR, ticket.sealed) if ticket.is_anonymous else ticket.user_id
    return author if author and await privacy.may_write(turn.reads, user_id=author) else 0


def told_answer(number: int, answer: Raw) -> Text:
    return text("feedback.told_answer", number=number, words=answer)


@dataclass(frozen=True, slots=True)
class Said:
    """What the desk says: the message itself where it is handed on as it is, and the action that keeps its words."""

    transition: int
    message: telegram.Message | None = None
    is_further: bool = False


async def tell_author(turn: Turn, ticket: Ticket, words: Text, *, keys: Keys | None = None, said: Said) -> None:
    """Privately, so that a reply comes back; else, where there is a name, in the group that there is news."""
    author = await author_of(turn, ticket)
    if author:
        message = said.message
        sealed = turn.sealing.close(f"{ticket.id}:{message.message_id if message is not None else 0}:{said.transition}")
        chat, topic = (turn.group.id, turn.topic) if message is not None else (0, 0)
        note: dict[str, int | str] = {"chat": chat, "topic": topic, "sealed": sealed}
        if message is not None:
            render_answer = partial(told_answer, ticket.id)
            to, is_further = Destination(author), said.is_further
            turn.do(
                handed_on(message, to, words=render_answer, then=PASSED, note=note, keys=keys, is_further=is_further)
            )
            return
        turn.do(Say(chat_id=author, words=words, keys=keys or [], then=PASSED, note=note, secret=True))
    elif not (ticket.is_anonymous or said.is_further):
        called = text("feedback.told_in_group", who=Raw(ticket.name), number=ticket.id)
        turn.say(called, to=ticket.chat_id, reply=False, on_crash="resend", ephemeral=True)


async def tell_privately(turn: Turn, ticket: Ticket, words: Text) -> None:
    author = await author_of(turn, ticket)
    if author:
        turn.say(words, to=author, reply=False, on_crash="resend", secret=True)

"""What the desk says in a feedback's topic, or in reply to its card, goes to its author; what they reply comes back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import telegram

from bot.botapi.people import NOBODY
from bot.botapi.replies import answered
from bot.domain.feedback import LONGEST, Ticket, TooLong
from bot.domain.grammar.commands import is_command
from bot.engine.entrances import Entrance, reply, thread, timer, update
from bot.engine.turn import Turn
from bot.engine.woken import MessageTurn, TimerTurn
from bot.outbox.actions import Priority, React, Say
from bot.services.desk import Destination
from bot.services.feedback import relays, tickets
from bot.services.feedback.relays import Relay
from bot.services.feedback.tickets import Order
from bot.texts.text import Raw, Text, text
from handlers.feedback import desk, waiting
from handlers.feedback.attaching import is_further, passed_on
from handlers.feedback.buttons import author_keys
from handlers.feedback.carrying import handed_on, is_among_moderators, reworded, words_in
from handlers.feedback.looking import is_own
from handlers.feedback.telling import (
    PASSED,
    POSTED,
    RELAY,
    Said,
    author_of,
    destinations,
    renew_cards,
    tell_author,
    told_answer,
)

REACHED = "feedback_reached"
"""The timer that hears under which message at the desk an author's words stand."""


async def from_desk(turn: MessageTurn) -> None:
    message = turn.sent
    if is_among_moderators(message):
        return
    if await is_further(turn, message):
        await _pass_on_further(turn, int(turn.words), message)
        return
    await desk.transition(turn, int(turn.words), "answer", words_in(message), carried=message)
    await passed_on(turn, message)


async def _pass_on_further(turn: Turn, number: int, message: telegram.Message) -> None:
    """One answer, however many pictures it has."""
    ticket = await tickets.ticket(turn.reads, number)
    await desk.require(turn, ticket.chat_id)
    for each in await tickets.everyone(turn.unit, ticket):
        await tell_author(turn, each, told_answer(each.id, Raw("")), said=Said(0, message, is_further=True))


async def passed(turn: TimerTurn) -> None:
    """Told under which message the author has it: replies to that one come back, edits follow, and the desk sees it."""
    came, note = turn.done, turn.done.note
    number, at, transition = (int(each) for each in turn.sealing.open(str(note["sealed"])).split(":"))
    chat, topic = int(note["chat"]), int(note.get("topic", 0))
    if came.error or not came.message_id:
        await _say_unreached(turn, number, Destination(chat, topic), at=at)
        return
    if chat:
        turn.do(React(chat_id=chat, message_id=at, emoji="👌", topic=topic))
    mark, sealed = turn.sealing.mark(RELAY, turn.group.id, came.message_id), turn.sealing.hide(RELAY, came.message_id)
    await relays.keep(turn.unit, Relay(number, int(note["chat"]), at, mark, sealed, transition))


async def _say_unreached(turn: Turn, number: int, said_at: Destination, *, at: int) -> None:
    """Where the desk said it, or else where its card stands."""
    ticket = await tickets.ticket(turn.unit, number)
    for each in [said_at] if said_at.chat_id else await destinations(turn, ticket):
        words = text("feedback.not_reached", number=number)
        message = Say(chat_id=each.chat_id, topic=each.topic, reply_to=at, words=words, ephemeral=True)
        turn.do(message, priority=Priority.ANSWER)


async def from_author(turn: MessageTurn) -> bool:
    """Whether a private message was a reply to what the desk said."""
    message = turn.sent
    replied = answered(message)
    if replied is None:
        return False
    found = await relays.of_author(turn.reads, mark=turn.sealing.mark(RELAY, turn.group.id, replied.message_id))
    if not found:
        return False
    ticket = await tickets.ticket(turn.reads, found[0].number)
    if not is_own(turn, ticket):
        return False
    if ticket.state == "closed":
        turn.say(text("feedback.over", number=ticket.id), keys=author_keys(ticket), secret=True)
        return True
    await _add(turn, ticket, message)
    turn.react("👌")
    return True


async def _add(turn: Turn, own: Ticket, message: telegram.Message) -> None:
    """To what it was joined to, if it was."""
    words = words_in(message)
    if len(words) > LONGEST:
        raise TooLong(most=LONGEST)
    if await is_further(turn, message):
        ticket = await tickets.ticket(turn.unit, own.merged_id or own.id)
        await to_desk(turn, ticket, message, said=own.id, is_further=True)
        return
    ticket, transition = await tickets.add(turn.unit, own, Order("add", NOBODY, words, turn.now))
    ticket = await waiting.begin_anew(turn, ticket)
    await to_desk(turn, ticket, message, said=own.id, transition=transition)
    await passed_on(turn, message)
    await renew_cards(turn, ticket)


async def to_desk(
    turn: Turn, ticket: Ticket, message: telegram.Message, *, said: int, transition: int = 0, is_further: bool = False
) -> None:
    """`said` is whose words they are: the feedback itself, or one that joined it."""
    note: dict[str, int | str] = {
        "number": ticket.id,
        "mark": turn.sealing.mark(RELAY, message.chat.id, message.message_id),
        "sealed": turn.sealing.hide(RELAY, message.message_id),
        "deed": transition,
    }
    for each in await destinations(turn, ticket):
        words = partial(_relayed, ticket.id, said)
        turn.do(handed_on(message, each, words=words, then=REACHED, note=note, is_further=is_further))


async def reached(turn: TimerTurn) -> None:
    came, note = turn.done, turn.done.note
    if came.message_id:
        mark, sealed = str(note["mark"]), str(note["sealed"])
        number, transition = int(note["number"]), int(note["deed"])
        relay = Relay(number, turn.group.id, came.message_id, mark, sealed, transition)
        await relays.keep(turn.unit, relay)
        _hear(turn)


async def posted(turn: TimerTurn) -> None:
    """A card stands: what replies to it goes to its author."""
    if turn.done.message_id:
        _hear(turn)


def _hear(turn: TimerTurn) -> None:
    chat_id, message_id, number = turn.group.id, turn.done.message_id, int(turn.done.note["number"])
    turn.unit.after_commit(lambda: turn.chats.watched[relays.CARDS].hear(chat_id, message_id, number))


def _relayed(number: int, said: int, words: Raw) -> Text:
    if said != number:
        return text("feedback.relayed_joined", number=number, joined=said, words=words)
    return text("feedback.relayed", number=number, words=words)


async def edited(turn: Turn) -> None:
    """Words mended on one side are mended on the other, and where they are kept."""
    message = turn.update.edited_message if turn.update is not None else None
    if message is None or is_command(message.text or message.caption or "") or is_among_moderators(message):
        return
    chat_id, message_id = turn.group.id, message.message_id
    if turn.group.is_private:
        found = await relays.of_author(turn.reads, mark=turn.sealing.mark(RELAY, chat_id, message_id))
        for each in found:
            words = partial(_relayed, each.number, each.said)
            _reword(turn, each, message, chat_id=each.chat_id, message_id=each.message, words=words)
    else:
        found = await relays.of_desk(turn.reads, chat_id=chat_id, message=message_id)
        for each in found:
            await _reword_at_author(turn, each, message)
    for each in found:
        await relays.reword(turn.unit, each.transition, words=words_in(message)[:LONGEST])


async def _reword_at_author(turn: Turn, relay: Relay, message: telegram.Message) -> None:
    ticket = await tickets.ticket(turn.reads, relay.number)
    await desk.require(turn, ticket.chat_id)
    author = await author_of(turn, ticket)
    if author:
        at = turn.sealing.reveal(RELAY, relay.sealed)
        _reword(turn, relay, message, chat_id=author, message_id=at, words=partial(told_answer, ticket.id))


def _reword(
    turn: Turn,
    relay: Relay,
    message: telegram.Message,
    *,
    chat_id: int,
    message_id: int,
    words: Callable[[Raw], Text],
) -> None:
    """One that is kept under no number of its own went over as a further one of an album."""
    is_further = not relay.transition
    edit = reworded(message, chat_id=chat_id, message_id=message_id, words=words, is_further=is_further)
    if edit is not None:
        turn.do(edit)


ENTRANCES: list[Entrance] = [
    thread(relays.THREADS, from_desk, load=relays.threads, hears_edits=True),
    reply(relays.CARDS, from_desk, load=relays.cards, hears_edits=True),
    timer(PASSED, passed),
    timer(REACHED, reached),
    timer(POSTED, posted),
    update("edited_message", edited),
]

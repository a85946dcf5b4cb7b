"""A topic of its own for each feedback, where the desk is a forum and the bot may open topics there."""

from __future__ import annotations

from bot.domain.feedback import Ticket
from bot.domain.refusals import TelegramSilent
from bot.engine.entrances import Entrance, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox import actions
from bot.services.desk import Destination
from bot.services.feedback import relays, tickets
from bot.texts.catalog import plain
from bot.texts.text import text
from handlers.feedback.attaching import attach
from handlers.feedback.telling import post_card
from handlers.feedback.words import category

OPENED = "feedback_thread"
"""The timer that hears what became of a topic to be opened."""


async def possible_at(turn: Turn, chat_id: int) -> Destination | None:
    """The forum in which a topic can be opened; a desk with a topic of its own has all cards there.

    Asks Telegram: call it before the first statement.
    """
    desk = turn.chats.settings(chat_id).desk
    if not desk.chat or desk.topic is not None or not turn.chats.group(desk.chat).is_forum:
        return None
    try:
        own = await turn.permissions.own(group=turn.chats.group(desk.chat))
    except TelegramSilent:
        return None
    return Destination(desk.chat) if own.allow("can_manage_topics") else None


def open_for(turn: Turn, ticket: Ticket, *, at: Destination, attached: str) -> None:
    """Its name holds nothing of the author: names of topics outlive them. `attached` is what `attach` takes."""
    title = text("feedback.thread", number=ticket.id, category=category(ticket))
    opening = actions.Topic(
        chat_id=at.chat_id,
        rule="open",
        title=plain(title, turn.chats.group(at.chat_id).locale),
        then=OPENED,
        note={"number": ticket.id, "attached": attached},
    )
    turn.do(opening, on_crash="resend", priority=actions.Priority.ALERT)


async def opened(turn: TimerTurn) -> None:
    """The card goes into it; where there is none, to the desk as it is."""
    came = turn.done
    number, topic = int(came.note["number"]), came.message_thread_id
    if topic and await relays.keep_thread(turn.unit, number, chat_id=turn.group.id, topic=topic):
        chat_id = turn.group.id
        turn.unit.after_commit(lambda: turn.chats.watched[relays.THREADS].hear(chat_id, topic, number))
    ticket = await tickets.ticket(turn.unit, number)
    await post_card(turn, ticket)
    await attach(turn, ticket, str(came.note["attached"]))


async def follow(turn: Turn, ticket: Ticket, rule: str) -> None:
    """The topic is closed and reopened with its feedback."""
    at = await relays.thread(turn.unit, ticket.id)
    if at is not None:
        turn.do(actions.Topic(chat_id=at.chat_id, rule="close" if rule == "close" else "reopen", topic=at.topic))


ENTRANCES: list[Entrance] = [timer(OPENED, opened)]

"""Looking feedback up: one's own list and pages, the desk's queue; and what authors do with theirs afterwards."""

from __future__ import annotations

from bot.botapi.people import NOBODY
from bot.domain.feedback import LONGEST, Move, NotYours, Ticket
from bot.domain.refusals import OldButton
from bot.engine.entrances import Entrance, button
from bot.engine.looks import looks_up
from bot.engine.shortcuts import Listing
from bot.engine.turn import Turn
from bot.outbox.actions import Keys, Priority
from bot.services.feedback import relays, tickets
from bot.services.feedback.tickets import Order
from bot.texts.text import Lines, Raw, Text, text
from handlers.basics.privacy import VOICE
from handlers.command.group_commands import Place, elsewhere, known_person
from handlers.command.listing import Page, foot, page_of, pages_of
from handlers.command.privately import privately
from handlers.feedback import threads, waiting
from handlers.feedback.buttons import Rated, Reopened, author_keys, card_keys
from handlers.feedback.desk import rights_count_in
from handlers.feedback.telling import destinations, post_card, renew_cards
from handlers.feedback.words import line, page

_OWN = 3
"""Of a moderator's own, below what waits for them."""


async def show_list(turn: Turn, place: Place) -> None:
    """For moderators what is owed an answer, and their own below it; for others their own. Nobody else reads it."""
    rights = await turn.rights(group=place.group)
    is_desk = rights.allow(turn.chats.settings(place.group.id).rights["feedback"])
    await privately(turn, lambda: _list(turn, place, is_desk=is_desk), command="feedback")


async def show_page(turn: Turn, chat_id: int, number: int) -> None:
    """Of what is owed an answer. In the group it stays where it was asked for."""
    place = elsewhere(turn, chat_id)
    await turn.require("feedback", group=place.group)
    await looks_up(turn, "feedback", chat_id=chat_id)
    page = page_of(await tickets.owed(turn.reads, chat_id=chat_id), number)
    private_answer(turn, Lines(_queue(page)), keys=pages_of(page, "feedback", chat_id))


def _queue(page: Page[Ticket]) -> list[Text]:
    if not page.rows:
        return [text("feedback.queue_empty")]
    return [text("feedback.queue", number=page.count), *map(line, page.rows), *foot(page)]


async def _list(turn: Turn, place: Place, *, is_desk: bool) -> None:
    lines: list[Text] = []
    keys: Keys = []
    if is_desk:
        await looks_up(turn, "feedback", chat_id=place.group.id)
        page = page_of(await tickets.owed(turn.reads, chat_id=place.group.id), 0)
        lines, keys = _queue(page), pages_of(page, "feedback", place.group.id)
    if turn.person.kind == "member" or not is_desk:
        person = known_person(turn)
        voice = turn.sealing.mark(VOICE, person.id) if turn.group.is_private else "-"
        own = (await tickets.mine(turn.reads, user_id=person.id, voice=voice))[: _OWN if is_desk else None]
        if own or not is_desk:
            lines += [text("feedback.own") if own else text("feedback.own_empty"), *map(line, own)]
    private_answer(turn, Lines(lines), keys=keys)


async def show(turn: Turn, number: int) -> None:
    """To its author, with what they may do; to the desk."""
    ticket = await tickets.ticket(turn.reads, number)
    own = is_own(turn, ticket)
    if not own:
        await _require_desk(turn, ticket)
        await looks_up(turn, "feedback", chat_id=ticket.chat_id)
    group, desk = turn.chats.group(ticket.chat_id), turn.chats.settings(ticket.chat_id).desk
    done = await (tickets.history if own else tickets.history_at_desk)(turn.reads, number)
    keys = (author_keys if own else card_keys)(ticket) if turn.group.is_private else []
    shown = page(ticket, done, zone=group.timezone, is_signed=desk.signed or not own, is_own=own)
    private_answer(turn, shown, keys=keys)


async def _require_desk(turn: Turn, ticket: Ticket) -> None:
    rights = await turn.rights(group=rights_count_in(turn, ticket.chat_id))
    if not rights.allow(turn.chats.settings(ticket.chat_id).rights["feedback"]):
        raise NotYours


def is_own(turn: Turn, ticket: Ticket) -> bool:
    """In its own group, or privately; an anonymous one privately alone: the answer would tell the group whose it is."""
    if turn.person.kind != "member" or not (turn.group.is_private or turn.group.id == ticket.chat_id):
        return False
    if ticket.is_anonymous:
        return turn.group.is_private and ticket.voice == turn.sealing.mark(VOICE, turn.person.id)
    return ticket.user_id == turn.person.id


def private_answer(turn: Turn, words: Lines | Text, *, keys: Keys | None = None) -> None:
    """No row can be read that holds who asked and the number together."""
    if turn.query is None:
        turn.say(words, keys=keys, on_crash="resend", secret=True)
    else:
        turn.edit(words, keys=keys, secret=True)


async def author_does(turn: Turn, ticket: Ticket, what: Move, words: str) -> None:
    """The author adds to it, or is not content: the desk has it again, in its topic or by a card of its own."""
    order = Order(what, NOBODY, words[:LONGEST], turn.now)
    moved, _ = await tickets.move(turn.unit, ticket.id, order, what=what)
    moved = await waiting.begin_anew(turn, moved)
    if await relays.thread(turn.unit, ticket.id) is None:
        await post_card(turn, moved)
        return
    if what == "reopen":
        await threads.follow(turn, moved, "reopen")
    await renew_cards(turn, moved)
    (at,) = await destinations(turn, moved)
    key = "feedback.author_reopened" if what == "reopen" else "feedback.relayed"
    sentence = text(key, number=ticket.id, words=Raw(words))
    turn.say(
        sentence, to=at.chat_id, topic=at.topic, reply=False, on_crash="resend", priority=Priority.ALERT, ephemeral=True
    )


async def rated(turn: Turn, at: Rated) -> None:
    """By its author alone; for a day they may think it over."""
    ticket = await tickets.ticket(turn.reads, at.number)
    if not is_own(turn, ticket) or not 1 <= at.score <= 5:
        raise OldButton
    if await tickets.rate(turn.unit, ticket, score=at.score, now=turn.now):
        await renew_cards(turn, await tickets.ticket(turn.unit, at.number))
    turn.toast(text("feedback.thanks", score=at.score))


async def reopened(turn: Turn, at: Reopened) -> None:
    ticket = await tickets.ticket(turn.reads, at.number)
    if not is_own(turn, ticket):
        raise OldButton
    await author_does(turn, ticket, "reopen", "")
    turn.edit(text("feedback.reopened", number=ticket.id), secret=True)


ENTRANCES: list[Entrance] = [
    button(Rated, rated),
    button(Reopened, reopened),
    Listing("feedback", show_page),
]

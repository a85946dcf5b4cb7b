"""The desk's actions: claiming, asking, answering, closing and the rest; who is told, and what stands on the card."""

from __future__ import annotations

import telegram

from bot.domain.feedback import LONGEST, NoWords, Ticket, TooLong, Transition
from bot.domain.people import Group, Person
from bot.domain.points import ANONYMOUS, Actor
from bot.domain.refusals import ActorIsAnonymous, UnknownMember
from bot.domain.refusals import Key as Sentence
from bot.engine.turn import Turn
from bot.services import privacy
from bot.services.feedback import tickets
from bot.services.feedback.tickets import Order
from bot.texts.text import Raw, Text, When, text
from handlers.command.group_commands import elsewhere
from handlers.feedback import threads, waiting
from handlers.feedback.buttons import author_keys
from handlers.feedback.telling import Said, author_of, renew_cards, tell_author, tell_privately
from handlers.moderation.log import note

NEEDS_WORDS: frozenset[Transition] = frozenset({"reply", "ask", "answer", "close", "decline", "public"})
_TOLD: frozenset[Transition] = frozenset({"reply", "ask", "answer", "close", "decline", "adopt"})


async def require(turn: Turn, chat_id: int) -> None:
    """The right of the ticket's own group, wherever its card stands."""
    right = turn.chats.settings(chat_id).rights["feedback"]
    await turn.require("feedback", group=rights_count_in(turn, chat_id), right=right)


async def _require_hands(turn: Turn, chat_id: int, user_id: int) -> None:
    """Only who may answer can be given it."""
    rights = await turn.permissions.rights(group=turn.chats.group(chat_id), person=Person(user_id, ""))
    if not rights.allow(turn.chats.settings(chat_id).rights["feedback"]):
        raise UnknownMember(seen=str(user_id))


def rights_count_in(turn: Turn, chat_id: int) -> Group:
    """Whoever hides behind a group is an administrator of that one: it must be the ticket's own, or its desk."""
    if turn.person.kind != "anonymous" or turn.group.id == chat_id:
        return turn.chats.group(chat_id)
    if turn.chats.settings(chat_id).desk.chat != turn.group.id:
        raise ActorIsAnonymous
    return turn.group


async def transition(
    turn: Turn,
    number: int,
    what: Transition,
    words: str = "",
    *,
    other: int = 0,
    carried: telegram.Message | None = None,
) -> Ticket:
    """A moderator's action: rights first, then the ticket, then whoever is to hear of it.

    `other` is the ticket it is merged into, or the member it is assigned to; `carried` is handed on as it is.
    """
    before = await tickets.ticket(turn.reads, number)
    await require(turn, before.chat_id)
    if what in NEEDS_WORDS and not words:
        raise NoWords(usage=Sentence("commands.feedback.manage"))
    if len(words) > LONGEST:
        raise TooLong(most=LONGEST)
    if what == "assign":
        await _require_hands(turn, before.chat_id, other)
    ticket, kept = await _do(turn, number, Order(what, turn.person, words, turn.now), other=other)
    if ticket is None:
        return before
    await note(turn, ticket.chat_id, f"feedback_{what}", words=f"#{number}")
    ticket = await _follow(turn, ticket, what)
    await renew_cards(turn, ticket)
    if what in _TOLD:
        answer = Said(kept, carried)
        for each in await tickets.everyone(turn.unit, ticket):
            await tell_author(turn, each, _told(turn, each, what, words), keys=author_keys(each), said=answer)
        if not await author_of(turn, ticket):
            turn.say(text("feedback.unreachable", number=ticket.id), ephemeral=True)
    elif what == "claim":
        await _tell_claimed(turn, ticket)
    return ticket


async def _tell_claimed(turn: Turn, ticket: Ticket) -> None:
    """Privately, where that may be: that somebody looks at it is no news for a group."""
    due = When(ticket.due_at, turn.chats.group(ticket.chat_id).timezone)
    for each in await tickets.everyone(turn.unit, ticket):
        await tell_privately(turn, each, text("feedback.told_claim", number=each.id, due=due))


async def _follow(turn: Turn, ticket: Ticket, what: Transition) -> Ticket:
    """The clock and the topic go along."""
    if what in ("ask", "answer", "close", "decline", "merge"):
        await waiting.end(turn, ticket.id)
    elif what == "reopen":
        ticket = await waiting.begin_anew(turn, ticket)
    if what in ("urgent", "calm"):
        ticket = await waiting.aim(turn, ticket)
    if what in ("close", "decline", "merge", "reopen"):
        await threads.follow(turn, ticket, "reopen" if what == "reopen" else "close")
    return ticket


async def _do(turn: Turn, number: int, order: Order, *, other: int) -> tuple[Ticket | None, int]:
    """None where it was so before; a move's number, under which its words are kept."""
    match order.transition:
        case "merge":
            ticket, _ = await tickets.join(turn.unit, number, order, into=other)
            return ticket, 0
        case "assign":
            return await _assign(turn, number, order, user_id=other), 0
        case "urgent" | "calm" | "adopt" | "public" as mark:
            marked = await tickets.mark(turn.unit, number, order, what=mark)
            if mark == "adopt" and marked is not None:
                await _reward(turn, marked)
            return marked, 0
        case what:
            return await tickets.move(turn.unit, number, order, what=what)


async def _assign(turn: Turn, number: int, order: Order, *, user_id: int) -> Ticket | None:
    """Into the hands of an administrator, who is told."""
    ticket = await tickets.assign(turn.unit, number, order, user_id=user_id)
    if ticket is not None and user_id != turn.person.id and await privacy.may_write(turn.unit, user_id=user_id):
        words = text("feedback.told_assign", number=number, group=turn.chats.group(ticket.chat_id).title)
        turn.say(words, to=user_id, reply=False, on_crash="resend", ephemeral=True)
    return ticket


async def _reward(turn: Turn, ticket: Ticket) -> None:
    hidden = turn.person.kind == "anonymous"
    actor = Actor(ANONYMOUS, "", is_anonymous=True) if hidden else Actor(turn.person.id, turn.person.name)
    points = turn.chats.settings(ticket.chat_id).points
    day = elsewhere(turn, ticket.chat_id).calendar.day_of(turn.now)
    await tickets.reward(
        turn.unit,
        ticket,
        amount=points.adopted_reward,
        actor=actor,
        day=day,
        now=turn.now,
        most_a_day=points.grant_daily,
    )


def _told(turn: Turn, ticket: Ticket, what: Transition, words: str) -> Text:
    if what in ("close", "decline") and ticket.merged_id:
        return text("feedback.told_close_merged", number=ticket.id, words=Raw(words))
    if what != "adopt":
        return text(f"feedback.told_{what}", number=ticket.id, words=Raw(words))
    amount = 0 if ticket.merged_id else turn.chats.settings(ticket.chat_id).points.adopted_reward
    return (
        text("feedback.told_adopt_won", number=ticket.id, amount=amount)
        if amount
        else text("feedback.told_adopt", number=ticket.id)
    )


async def block(turn: Turn, number: int) -> None:
    ticket = await tickets.ticket(turn.reads, number)
    await require(turn, ticket.chat_id)
    done = await tickets.block(turn.unit, ticket, now=turn.now)
    if done:
        await note(turn, ticket.chat_id, "feedback_block", words=f"#{number}")
    words = text("feedback.blocked", number=number) if done else text("feedback.nothing_to_block")
    if turn.query is not None:
        turn.toast(words, alert=True)
    else:
        turn.say(words)

"""The desk's side of feedback: cards with buttons, claiming, answering, closing; giving it is `feedback`'s."""

from __future__ import annotations

from typing import TypeAlias

from bot.buttons import pack
from bot.deeds import Edit, Key, Keys, Priority
from bot.domain.feedback import LONGEST, Deed, NoWords, Ticket, TooLong
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import OldButton, Refusal
from bot.entrances import Entrance, button
from bot.services import desk, feedback, privacy
from bot.services.desk import Destination
from bot.services.feedback import Order
from bot.texts.text import Raw, Text, text
from bot.turn import Turn
from handlers.audit import note
from handlers.feedback_words import AtDesk, Rated, card, card_keys, card_name, cut, state

AUTHOR = "author"
"""Of numbers hidden under the process's secret: the way back to an anonymous voice."""

_NEEDS_WORDS: frozenset[Deed] = frozenset({"ask", "answer", "close"})
Told: TypeAlias = list[Destination]


async def require(turn: Turn, chat_id: int) -> None:
    """The right of the ticket's own group, wherever its card stands."""
    settings, group = turn.book.settings(chat_id), turn.book.group(chat_id)
    await turn.gate.require("feedback", settings=settings, group=group, person=turn.person)


async def destinations(turn: Turn, chat_id: int) -> Told:
    at = turn.book.settings(chat_id).desk
    topic = at.topic if isinstance(at.topic, int) else 0
    return await desk.moderators(
        turn.reads, chat_id=chat_id, configured=Destination(at.chat, topic) if at.chat else None
    )


async def post_card(turn: Turn, one: Ticket, like: Ticket | None) -> None:
    group = turn.book.group(one.chat_id)
    words = card(one, [], zone=group.timezone, title=group.title, like=like)
    for each in await destinations(turn, one.chat_id):
        turn.say(
            words,
            to=each.chat_id,
            topic=each.topic,
            reply=False,
            keys=card_keys(one, like),
            name=card_name(one.id),
            doubt="resend",
            priority=Priority.ALERT,
            fleeting=True,
        )


async def _renew_cards(turn: Turn, one: Ticket) -> None:
    group = turn.book.group(one.chat_id)
    words = card(one, await feedback.history(turn.unit, one.id), zone=group.timezone, title=group.title)
    for each in await destinations(turn, one.chat_id):
        edit = Edit(chat_id=each.chat_id, words=words, keys=card_keys(one), named=card_name(one.id), fleeting=True)
        turn.do(edit)


async def deed(turn: Turn, number: int, what: Deed, words: str, *, into: int | None = None) -> Ticket:
    """A moderator's deed: rights first, then the ticket, then whoever is to hear of it."""
    before = await feedback.ticket(turn.reads, number)
    await require(turn, before.chat_id)
    if what in _NEEDS_WORDS and not words:
        raise NoWords(usage=Sentence("commands.feedback.usage"))
    if len(words) > LONGEST:
        raise TooLong(most=LONGEST)
    order = Order(what, turn.person, words, turn.now)
    if what == "merge" and into is not None:
        one, _ = await feedback.join(turn.unit, number, order, into=into)
    else:
        one = await feedback.do(turn.unit, number, order)
    await note(turn, one.chat_id, f"feedback_{what}", words=f"#{number}")
    await _renew_cards(turn, one)
    if what in ("answer", "close"):
        await turn.cancel("feedback", str(number))
    if what in _NEEDS_WORDS:
        for each in await feedback.everyone(turn.unit, one):
            await tell_author(turn, each, text(f"feedback.told_{what}", number=each.id, words=Raw(words)), what=what)
    return one


async def tell_author(turn: Turn, one: Ticket, words: Text, *, what: Deed) -> None:
    """Privately where the bot may; else in the group. An anonymous voice is told only that there is news.

    No row may hold the author and the number together.
    """
    if one.is_anonymous:
        author = turn.seal.reveal(AUTHOR, one.sealed)
        if author:
            turn.say(text("feedback.news"), to=author, reply=False, doubt="resend", fleeting=True)
        return
    if await privacy.may_write(turn.reads, user_id=one.user_id):
        keys = _scores(one.id) if what == "close" else []
        turn.say(words, to=one.user_id, reply=False, keys=keys, doubt="resend", fleeting=True)
        return
    called = text("feedback.told_in_group", who=Raw(one.name), number=one.id)
    turn.say(called, to=one.chat_id, reply=False, doubt="resend", fleeting=True)


def _scores(number: int) -> Keys:
    return [[Key(Raw(str(score)), pack(Rated(number, score))) for score in range(1, 6)]]


async def pressed(turn: Turn) -> None:
    at = turn.pressed
    if not isinstance(at, AtDesk):
        raise OldButton
    if at.what in ("answer", "close"):
        one = await feedback.ticket(turn.reads, at.number)
        await require(turn, one.chat_id)
        turn.say(text(f"feedback.how_{at.what}", number=at.number), reply=False, fleeting=True)
        return
    if at.what == "block":
        await block(turn, at.number)
        return
    await deed(turn, at.number, at.what, "", into=at.other or None)


async def block(turn: Turn, number: int) -> None:
    one = await feedback.ticket(turn.reads, number)
    await require(turn, one.chat_id)
    done = await feedback.block(turn.unit, one, now=turn.now)
    if done:
        await note(turn, one.chat_id, "feedback_block", words=f"#{number}")
    words = text("feedback.blocked", number=number) if done else text("feedback.nothing_to_block")
    if turn.query is not None:
        turn.toast(words, alert=True)
    else:
        turn.say(words)


async def rated(turn: Turn) -> None:
    """By its author alone, once."""
    at = turn.pressed
    if not isinstance(at, Rated):
        raise OldButton
    one = await feedback.ticket(turn.reads, at.number)
    if one.user_id != turn.person.id:
        raise OldButton
    if not await feedback.rate(turn.unit, at.number, score=at.score):
        raise OldButton
    turn.edit(text("feedback.thanks", score=at.score, number=at.number), fleeting=True)


async def overdue(turn: Turn) -> None:
    """Nobody has answered by the time the group set itself: the desk is told, three times at most."""
    if turn.timer is None:
        return
    try:
        one = await feedback.ticket(turn.reads, int(turn.timer.key))
    except Refusal:
        return
    if one.state not in ("open", "claimed"):
        return
    words = text("feedback.overdue", number=one.id, words=Raw(cut(one.words)), state=state(one))
    for each in await destinations(turn, one.chat_id):
        turn.say(
            words,
            to=each.chat_id,
            topic=each.topic,
            reply=False,
            doubt="resend",
            priority=Priority.ALERT,
            fleeting=True,
        )
    within = one.due_at - one.given_at
    if turn.timer.due_at - one.given_at < 3 * within:
        await turn.later("feedback", str(one.id), at=turn.timer.due_at + within, chat_id=one.chat_id)


ENTRANCES: list[Entrance] = [button(AtDesk, pressed), button(Rated, rated)]

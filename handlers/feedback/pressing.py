"""Pressing the card's buttons at the desk, and writing down what a button asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

from bot.domain.feedback import Ticket, WrongState
from bot.engine.awaiting import answer, await_answer, await_no_answer
from bot.engine.buttons import awaited
from bot.engine.entrances import Entrance, button
from bot.engine.turn import Turn
from bot.engine.woken import MessageTurn
from bot.services import desk as administrators
from bot.services.feedback import tickets
from bot.texts.text import text
from bot.texts.words import is_word
from handlers.feedback import desk, templates
from handlers.feedback.buttons import AtDesk, assign_keys, card_keys
from handlers.feedback.sorting import choose_or_sort, keep

InWords: TypeAlias = Literal["reply", "ask", "answer", "close", "decline", "public"]
"""`desk.NEEDS_WORDS`, as a type."""


@awaited("fa")
@dataclass(frozen=True, slots=True)
class Wording:
    """Words for what is to become of a ticket."""

    number: int
    what: InWords


async def pressed(turn: Turn, at: AtDesk) -> None:
    if at.what == "reply" and await templates.choose_or_send(turn, at):
        return
    if at.what in desk.NEEDS_WORDS:
        await _ask(turn, at.number, cast("InWords", at.what))
    elif at.what == "block":
        await desk.block(turn, at.number)
    elif at.what == "sort":
        await choose_or_sort(turn, at)
    elif at.what == "keep":
        turn.toast(await keep(turn, at.number), alert=True)
    elif at.what == "card" or (at.what == "assign" and not at.other):
        await _choose(turn, at)
    else:
        await desk.transition(turn, at.number, at.what, other=at.other)


async def _ask(turn: Turn, number: int, what: InWords) -> None:
    """Their next words, in the group in reply to the question, are what the button stands for."""
    ticket = await tickets.ticket(turn.reads, number)
    await desk.require(turn, ticket.chat_id)
    await await_answer(turn, Wording(number, what))
    turn.say(text(f"feedback.how_{what}", number=number, who=turn.person.name), reply=False, ephemeral=True)


async def _choose(turn: Turn, at: AtDesk) -> None:
    """Whose it shall be: the card's buttons turn into names, and back."""
    ticket = await tickets.ticket(turn.reads, at.number)
    await desk.require(turn, ticket.chat_id)
    if at.what == "card":
        turn.edit(None, keys=card_keys(ticket), ephemeral=True)
        return
    among = await administrators.administrators(turn.reads, chat_id=ticket.chat_id)
    turn.edit(None, keys=assign_keys(ticket, among), ephemeral=True)


async def answered(turn: MessageTurn, asked: Wording) -> None:
    spoken = turn.sent.text or turn.sent.caption or ""
    if is_word(spoken, "feedback.words_never_mind"):
        await await_no_answer(turn)
        turn.say(text("feedback.never_mind", number=asked.number))
        return
    try:
        done: Ticket = await desk.transition(turn, asked.number, asked.what, spoken.strip())
    except WrongState as refused:
        await await_no_answer(turn)
        turn.say(text(refused.key, number=asked.number, state=text(str(refused.fills["state"]))))
        return
    await await_no_answer(turn)
    turn.say(text("feedback.done", number=done.id, state=text(f"feedback.state_{done.state}")), ephemeral=True)


ENTRANCES: list[Entrance] = [button(AtDesk, pressed), answer(Wording, answered)]

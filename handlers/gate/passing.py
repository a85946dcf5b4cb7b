"""A newcomer shows that they are a person: by the card in the group, or in private where they asked to join."""

from __future__ import annotations

from bot.domain.gate import TRIES, choices
from bot.domain.refusals import OldButton
from bot.engine.entrances import Entrance, button
from bot.engine.turn import Turn
from bot.engine.woken import PressTurn
from bot.services import gate
from bot.services.gate import Guest
from bot.texts.text import text
from handlers.gate import card
from handlers.gate.card import Answers, Enters
from handlers.gate.ending import remove
from handlers.gate.requests import admit
from handlers.sanctions.doing import let_speak


async def enters(turn: PressTurn, pressed: Enters) -> None:
    one = await _waiting(turn, pressed.chat_id)
    if card.has_question(turn.chats.settings(one.chat_id)):
        raise OldButton
    await _passes(turn, one)


async def answers(turn: PressTurn, pressed: Answers) -> None:
    one = await _waiting(turn, pressed.chat_id)
    found = choices(turn.chats.settings(one.chat_id).gate.answers)
    if pressed.place >= len(found) or pressed.place < 0:
        raise OldButton
    if found[pressed.place].is_right:
        await _passes(turn, one)
        return
    left = TRIES - one.tries - 1
    if left > 0:
        await gate.missed(turn.unit, one)
        turn.toast(text("gate.toast_wrong", n=left), alert=True)
    elif one.state == "asked":
        await admit(turn, one, is_let_in=False)
        turn.edit(text("gate.declined", group=turn.chats.group(one.chat_id).title))
    else:
        turn.toast(text("gate.toast_out"), alert=True)
        await remove(turn, one)


async def _waiting(turn: Turn, chat_id: int) -> Guest:
    """The presser's own place at that gate; only theirs is ever touched. Raises NotWaiting."""
    one = await gate.guest(turn.reads, chat_id=chat_id, user_id=turn.person.id)
    where = "asked" if turn.group.is_private else "waits"
    is_here = turn.group.is_private or turn.group.id == chat_id
    if one is None or one.state != where or not is_here:
        raise gate.NotWaiting
    return one


async def _passes(turn: PressTurn, one: Guest) -> None:
    if one.state == "asked":
        await admit(turn, one, is_let_in=True)
        turn.edit(text("gate.admitted", group=turn.chats.group(one.chat_id).title))
        return
    if not await gate.becomes(turn.unit, one, "passed"):
        raise gate.NotWaiting
    if not one.is_trial:
        await let_speak(turn, one.chat_id, one.user_id)
    turn.toast(text("gate.toast_welcome"))
    await card.take_down(turn, one.chat_id)


ENTRANCES: list[Entrance] = [button(Enters, enters), button(Answers, answers)]

"""The buttons of a promise's card, for moderators; putting it off and taking it back ask for the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.domain.promises import PromiseIsOver
from bot.domain.refusals import OldButton
from bot.engine.awaiting import answer as awaited_answer
from bot.engine.awaiting import await_answer, await_no_answer
from bot.engine.buttons import awaited
from bot.engine.entrances import Entrance, button
from bot.engine.woken import MessageTurn, PressTurn
from bot.services import promises
from bot.texts.text import Raw, text
from bot.texts.words import is_word
from handlers.command.group_commands import elsewhere
from handlers.promises.command import does
from handlers.promises.words import AtPromise

InWords: TypeAlias = Literal["move", "drop"]


@awaited("prw")
@dataclass(frozen=True, slots=True)
class Wording:
    number: int
    what: InWords


async def pressed(turn: PressTurn, at: AtPromise) -> None:
    promise = await promises.promise(turn.reads, at.number)
    if not turn.group.is_private and turn.group.id != promise.chat_id:
        raise OldButton
    await turn.require("announce", group=turn.chats.group(promise.chat_id))
    if promise.state != "open":
        raise PromiseIsOver(number=promise.id)
    if at.what == "kept":
        await does(turn, elsewhere(turn, promise.chat_id), promise.id, "kept", "")
        turn.toast(text("promises.done_kept", number=promise.id))
        return
    await await_answer(turn, Wording(promise.id, at.what))
    how = text(f"promises.how_{at.what}", who=turn.person.name, words=Raw(promise.words))
    turn.say(how, reply=False, ephemeral=True)


async def answered(turn: MessageTurn, asked: Wording) -> None:
    words = (turn.sent.text or "").strip()
    if not words or is_word(words, "feedback.words_never_mind"):
        await await_no_answer(turn)
        turn.say(text("promises.never_mind", number=asked.number))
        return
    promise = await promises.promise(turn.reads, asked.number)
    await turn.require("announce", group=turn.chats.group(promise.chat_id))
    await does(turn, elsewhere(turn, promise.chat_id), promise.id, asked.what, words)
    await await_no_answer(turn)
    turn.say(text(f"promises.done_{asked.what}", number=promise.id))


ENTRANCES: list[Entrance] = [button(AtPromise, pressed), awaited_answer(Wording, answered)]
"""A refused answer leaves the question open: what it lacked is told, and their next words count."""

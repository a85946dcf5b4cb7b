"""A question that went without an answer is another wording of an entry, as a moderator says, who may take it back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from bot.domain.names import short
from bot.domain.refusals import OldButton
from bot.engine.awaiting import await_no_answer
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button
from bot.engine.turn import Turn
from bot.engine.woken import PressTurn
from bot.outbox.actions import Key, Keys
from bot.services.kb import asked, entries, phrasings
from bot.services.kb.asked import Question
from bot.services.kb.bases import Bases, cut_off_the_loop
from bot.texts.text import Raw, text


@press("kl")
@dataclass(frozen=True, slots=True)
class Likewise:
    """The question asks for that entry, or (`is_meant` False) does not after all."""

    question: int
    knowledge: int
    is_meant: bool


async def keys(turn: Turn, one: Question) -> Keys:
    """Entries that may answer it already."""
    cut = await cut_off_the_loop(one.words)
    found = phrasings.like(turn.chats.own(Bases).of(one.chat_id), cut)
    known = [await entries.entry(turn.reads, number, chat_id=one.chat_id) for number in found]
    return [
        [Key(text("kb.button_likewise", question=short(each.question)), pack(Likewise(one.id, each.id, is_meant=True)))]
        for each in known
        if each is not None
    ]


async def likewise(turn: PressTurn, pressed: Likewise) -> None:
    one = await asked.question(turn.reads, pressed.question)
    if one is None or not one.words:
        raise OldButton
    chat_id = one.chat_id
    await turn.require("feedback", group=turn.chats.group(chat_id))
    known = await entries.entry(turn.reads, pressed.knowledge, chat_id=chat_id)
    if known is None:
        raise OldButton
    cut = await cut_off_the_loop(one.words)
    bases = turn.chats.own(Bases)
    if pressed.is_meant:
        await await_no_answer(turn)
        for other in (await phrasings.add(turn.unit, [one.words], chat_id=chat_id, number=known.id)).values():
            turn.unit.after_commit(partial(bases.unsay, chat_id, other, cut))
        turn.unit.after_commit(partial(bases.put, chat_id, known.id, cut))
        back = Key(text("kb.button_unlike"), pack(Likewise(one.id, known.id, is_meant=False)))
        turn.edit(text("kb.likewise", words=Raw(one.words), question=Raw(known.question)), keys=[[back]])
    else:
        await phrasings.remove(turn.unit, one.words, chat_id=chat_id)
        turn.unit.after_commit(partial(bases.unsay, chat_id, known.id, cut))
        turn.edit(text("kb.unlike", words=Raw(one.words)))


ENTRANCES: list[Entrance] = [button(Likewise, likewise)]

"""Answers get old: after a while moderators are asked whether one still holds, one a day, never in quiet hours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.domain.feedback import LONGEST
from bot.domain.refusals import OldButton
from bot.engine.awaiting import answer as awaited_answer
from bot.engine.awaiting import await_answer, await_no_answer
from bot.engine.buttons import awaited, pack, press
from bot.engine.entrances import Entrance, button, timer
from bot.engine.turn import Turn
from bot.engine.woken import MessageTurn, PressTurn, TimerTurn
from bot.outbox.actions import Key, Keys, Priority, Say
from bot.services.kb import entries
from bot.services.kb.entries import Known
from bot.texts.text import Lines, Raw, text
from bot.texts.words import is_word
from handlers.feedback.telling import desk_of
from handlers.kb.keeping import REVIEW, await_review, next_review, remove
from handlers.moderation.log import note

What: TypeAlias = Literal["holds", "reword", "remove"]
_WAYS: tuple[What, ...] = ("holds", "reword", "remove")
_LATER = 7 * 86400
"""Seconds after which a card that nobody answered is shown again."""


@press("kr")
@dataclass(frozen=True, slots=True)
class Reviewed:
    number: int
    chat_id: int
    what: What


@awaited("kbr")
@dataclass(frozen=True, slots=True)
class Rewording:
    number: int
    chat_id: int


async def due(turn: TimerTurn) -> None:
    if await turn.waits_for_calm():
        return
    chat_id = turn.group.id
    one = await entries.to_review(turn.unit, chat_id=chat_id)
    if one is not None and one.review_at <= turn.now:
        for each in await desk_of(turn, chat_id):
            card = Say(chat_id=each.chat_id, topic=each.topic, words=_card(turn, one), keys=_keys(one, chat_id))
            turn.do(card, priority=Priority.ALERT)
        await entries.review(turn.unit, one.id, chat_id=chat_id, at=turn.now + _LATER)
    await await_review(turn, chat_id)


def _card(turn: Turn, one: Known) -> Lines:
    shown = text("kb.entry", question=Raw(one.question), answer=Raw(one.answer))
    return Lines([text("kb.review", group=turn.group.title), shown])


def _keys(one: Known, chat_id: int) -> Keys:
    return [[Key(text(f"kb.button_{what}"), pack(Reviewed(one.id, chat_id, what))) for what in _WAYS]]


async def reviewed(turn: PressTurn, pressed: Reviewed) -> None:
    chat_id = pressed.chat_id
    await turn.require("feedback", group=turn.chats.group(chat_id))
    one = await entries.entry(turn.reads, pressed.number, chat_id=chat_id)
    if one is None:
        raise OldButton
    if pressed.what == "reword":
        await await_answer(turn, Rewording(one.id, chat_id))
        turn.say(text("kb.how_reword", question=Raw(one.question), who=turn.person.name), reply=False)
        return
    if pressed.what == "remove":
        await remove(turn, chat_id, one.id)
        await note(turn, chat_id, "kb_removed", words=one.question)
        turn.edit(text("kb.removed", question=Raw(one.question)))
    else:
        await entries.review(turn.unit, one.id, chat_id=chat_id, at=next_review(turn, chat_id))
        turn.edit(text("kb.holds", question=Raw(one.question), answer=Raw(one.answer)))
    await await_review(turn, chat_id)


async def reworded(turn: MessageTurn, awaiting: Rewording) -> None:
    said, chat_id = (turn.sent.text or "").strip()[:LONGEST], awaiting.chat_id
    one = await entries.entry(turn.reads, awaiting.number, chat_id=chat_id)
    if one is None or not said or is_word(said, "feedback.words_never_mind"):
        await await_no_answer(turn)
        turn.say(text("kb.never_mind"))
        return
    await turn.require("feedback", group=turn.chats.group(chat_id))
    await entries.reword(turn.unit, one.id, chat_id=chat_id, answer=said, actor_id=turn.person.id, now=turn.now)
    await entries.review(turn.unit, one.id, chat_id=chat_id, at=next_review(turn, chat_id))
    await await_review(turn, chat_id)
    await await_no_answer(turn)
    turn.say(text("kb.kept", question=Raw(one.question)))


ENTRANCES: list[Entrance] = [
    timer(REVIEW, due),
    button(Reviewed, reviewed),
    awaited_answer(Rewording, reworded),
]

"""Questions in the group that the knowledge base surely answers: found by the batch, answered in their topic."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal, TypeAlias, cast

from bot.domain.activity import Heard
from bot.domain.consent import Consents
from bot.domain.grammar.script import plain
from bot.domain.kb import Base, is_question
from bot.domain.refusals import NotYourButton, OldButton
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, beginning, button, observer, timer
from bot.engine.fast_path import Batch, Begun, Coming
from bot.engine.turn import Turn
from bot.engine.woken import PressTurn, TimerTurn
from bot.outbox.actions import Key, Keys, Priority, Say
from bot.services import unanswered
from bot.services.kb import asked, entries
from bot.services.kb.asked import Found, Question
from bot.services.kb.bases import Bases
from bot.texts.text import Raw, text
from handlers.command.group_commands import within
from handlers.feedback.giving import hand_over

log = logging.getLogger(__name__)

KIND: Final = "kb_answer"

What: TypeAlias = Literal["helped", "person"]


@press("kq")
@dataclass(frozen=True, slots=True)
class Judged:
    """What whoever asked says of the answer: it helped, or a person is to be asked."""

    number: int
    chat_id: int
    what: What


async def begin(begun: Begun) -> None:
    begun.chats.own(Bases).begin(begun.reads)


async def prepare(coming: Coming) -> Sequence[Found]:
    """A fault costs the answers of a batch, and nothing else."""
    bases = coming.chats.own(Bases)
    await bases.wait()
    try:
        base_of = partial(_base_of, coming)
        based = {chat_id for chat_id in {each.chat_id for each in coming.heard} if base_of(chat_id) is not None}
        return await asked.find([each for each in coming.heard if each.chat_id in based and _may_ask(each)], base_of)
    except Exception:
        log.exception("questions could not be compared")
        return ()


def _base_of(coming: Coming, chat_id: int) -> tuple[Base, float] | None:
    chosen, base = coming.chats.settings(chat_id).kb, coming.chats.own(Bases).of(chat_id)
    return (base, chosen.sure) if base is not None and chosen.answers else None


def _may_ask(heard: Heard) -> bool:
    """A question of their own to the group: what is said to somebody is theirs to answer."""
    return not (heard.reply_to or heard.is_forward) and is_question(plain(heard.text))


async def settle(batch: Batch) -> None:
    found = cast("Sequence[Found]", batch.prepared)
    bases = batch.chats.own(Bases)
    for each in found:
        one = _question(batch, each)
        number = await asked.keep(batch.unit, one)
        if number and each.entry and not bases.stands(one.chat_id, one.topic, one.entry, at=one.at):
            await batch.later(KIND, str(number), at=one.at, chat_id=one.chat_id)
            batch.unit.after_commit(partial(bases.gave, one.chat_id, one.topic, one.entry, at=one.at))


def _question(batch: Batch, found: Found) -> Question:
    """Their words stay unkept where the group asks for consent first, and they have not given it."""
    heard, chats = found.heard, batch.chats
    is_kept = chats.settings(heard.chat_id).privacy.consent != "ask" or heard.user_id in chats.own(Consents).agreed
    words = asked.shortened(heard.text) if is_kept else ""
    return Question(
        0, heard.chat_id, heard.user_id, heard.message_id, heard.topic, words, found.entry, heard.at, outcome=""
    )


async def given(turn: TimerTurn) -> None:
    one = await asked.question(turn.unit, turn.number)
    found = await entries.entry(turn.unit, one.entry, chat_id=one.chat_id) if one is not None else None
    if one is None or found is None:
        return
    await unanswered.answered(turn.unit, [(one.chat_id, one.message_id, turn.bot_id)])
    words = text("kb.given", question=Raw(found.question), answer=Raw(found.answer))
    said = Say(chat_id=one.chat_id, words=words, topic=one.topic, reply_to=one.message_id, keys=_keys(one))
    turn.do(said, priority=Priority.ANSWER)


def _keys(one: Question) -> Keys:
    ways: tuple[What, ...] = ("helped", "person")
    return [[Key(text(f"kb.button_{what}"), pack(Judged(one.id, one.chat_id, what))) for what in ways]]


async def judged(turn: PressTurn, pressed: Judged) -> None:
    """By whoever asked, once: a ticket takes the place of an answer that did not help."""
    place = await within(turn, pressed.chat_id)
    one = await asked.question(turn.reads, pressed.number)
    if one is None or one.chat_id != place.group.id or one.outcome:
        raise OldButton
    if one.user_id != turn.person.id:
        raise NotYourButton
    number = await _ask_a_person(turn, one) if pressed.what == "person" else 0
    if not await asked.settle(turn.unit, one.id, user_id=one.user_id, outcome=pressed.what):
        raise OldButton
    turn.toast(text("kb.handed_over", number=number) if number else text("kb.thanks"), alert=bool(number))
    turn.edit(None, keys=[])


async def _ask_a_person(turn: Turn, one: Question) -> int:
    place = await within(turn, one.chat_id)
    found = await entries.entry(turn.reads, one.entry, chat_id=one.chat_id)
    words = one.words or (found.question if found is not None else "")
    return await hand_over(turn, place, words, about=one.message_id)


BEGINNING: Entrance = beginning(begin, mirrors=("knowledge", "knowledge_phrasings"))
"""Before those of other features, which may take their time: it only sets out, and plain messages wait for its end."""

ENTRANCES: list[Entrance] = [
    observer(settle, prepare=prepare),
    timer(KIND, given),
    button(Judged, judged),
]

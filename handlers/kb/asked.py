"""What was asked lately, for moderators: how often the base answered, what it missed, and writing that answer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.feedback import LONGEST
from bot.domain.names import short
from bot.domain.refusals import OldButton
from bot.engine.awaiting import answer as awaited_answer
from bot.engine.awaiting import await_answer, await_no_answer
from bot.engine.buttons import awaited, pack, press
from bot.engine.entrances import Entrance, button
from bot.engine.looks import looks_up
from bot.engine.shortcuts import Listing
from bot.engine.turn import Turn
from bot.engine.woken import MessageTurn, PressTurn
from bot.outbox.actions import Key
from bot.services.kb import asked
from bot.services.kb.asked import DAYS
from bot.services.kb.bases import Bases
from bot.texts.text import Lines, Raw, text
from bot.texts.words import is_word
from handlers.command.group_commands import Place, answer, elsewhere
from handlers.command.listing import TALL, foot, page_of, pages_of
from handlers.command.privately import privately
from handlers.kb import learning
from handlers.kb.keeping import keep, parts_of

_DAY = 86400


@press("kw")
@dataclass(frozen=True, slots=True)
class Writes:
    """A moderator would write the answer to a question that went without."""

    number: int


@awaited("kbw")
@dataclass(frozen=True, slots=True)
class Writing:
    number: int


async def show(turn: Turn, place: Place) -> None:
    await turn.require("feedback", group=place.group)
    await privately(turn, lambda: _show(turn, place.group.id, 0), command="feedback")


async def show_page(turn: Turn, chat_id: int, number: int) -> None:
    await turn.require("feedback", group=turn.chats.group(chat_id))
    await _show(turn, chat_id, number)


async def _show(turn: Turn, chat_id: int, number: int) -> None:
    await looks_up(turn, "questions", chat_id=chat_id)
    since, base = turn.now - DAYS * _DAY, turn.chats.own(Bases).of(chat_id)
    counted = await asked.counts(turn.reads, chat_id=chat_id, since=since)
    sure = turn.chats.settings(chat_id).kb.sure
    missed = await asked.missed(turn.reads, base, chat_id=chat_id, since=since, sure=sure)
    page = page_of(missed, number, size=TALL)
    first = page.number * TALL + 1
    lines = [
        text("kb.asked", days=DAYS, group=turn.chats.group(chat_id).title),
        text("kb.asked_answered", n=counted.answered, helped=counted.helped, person=counted.person),
        text("kb.asked_missed" if page.rows else "kb.asked_none", n=counted.missed),
        *(
            text("kb.asked_line", n=n, words=Raw(short(each.question.words)), times=each.number)
            for n, each in enumerate(page.rows, first)
        ),
        *foot(page),
    ]
    keys = [
        [Key(text("kb.button_write", n=n), pack(Writes(each.question.id)))] for n, each in enumerate(page.rows, first)
    ]
    answer(turn, Lines(lines), keys=[*keys, *pages_of(page, "kb_asked", chat_id)])


async def writes(turn: PressTurn, pressed: Writes) -> None:
    one = await asked.question(turn.reads, pressed.number)
    if one is None:
        raise OldButton
    await turn.require("feedback", group=turn.chats.group(one.chat_id))
    likewise = await learning.keys(turn, one)
    await await_answer(turn, Writing(one.id))
    told = text("kb.how_write", question=Raw(one.words), who=turn.person.name)
    turn.say(told, keys=likewise, reply=False, ephemeral=True)


async def written(turn: MessageTurn, awaiting: Writing) -> None:
    """Their words are the answer; before a bar may stand the question in their own words."""
    spoken = (turn.sent.text or "").strip()
    one = await asked.question(turn.reads, awaiting.number)
    if one is None or not spoken or is_word(spoken, "feedback.words_never_mind"):
        await await_no_answer(turn)
        turn.say(text("kb.never_mind"))
        return
    await turn.require("feedback", group=turn.chats.group(one.chat_id))
    question, said = parts_of(spoken) if "|" in spoken or "｜" in spoken else (one.words, spoken[:LONGEST])
    await keep(turn, one.chat_id, question or one.words, said)
    await await_no_answer(turn)
    turn.say(text("kb.kept", question=Raw(question or one.words)))


async def begins(turn: Turn, chat_id: int, _words: str) -> None:
    """From the panel."""
    await _show(turn, elsewhere(turn, chat_id).group.id, 0)


ENTRANCES: list[Entrance] = [
    *learning.ENTRANCES,
    button(Writes, writes),
    awaited_answer(Writing, written),
    Listing("kb_asked", show_page),
]

"""/kb: answers given before, found by anyone, kept by moderators."""

from __future__ import annotations

import re

from bot.domain.feedback import LONGEST, NoWords
from bot.domain.refusals import Key
from bot.engine.entrances import Entrance, Shown
from bot.engine.turn import Turn
from bot.services import kb as knowledge
from bot.services.keywords import keywords
from bot.texts.text import Lines, Raw, text
from bot.texts.words import is_word
from handlers.command.group_commands import Place, answer, group_command
from handlers.command.listing import MOST
from handlers.feedback.words import first_of

_SHOWN = 5


async def kb(turn: Turn, place: Place) -> None:
    first, rest = first_of(place.words)
    if is_word(first, "feedback.words_new"):
        await _keep(turn, place, rest)
        return
    weighty = await keywords(place.words) if place.words else ()
    found = await knowledge.fitting(turn.reads, chat_id=place.group.id, words=place.words, keywords=weighty, most=MOST)
    if not found:
        answer(turn, text("feedback.kb_nothing") if place.words else text("feedback.kb_empty"))
        return
    entries = [
        text("feedback.kb_entry", question=Raw(each.question), answer=Raw(each.answer)) for each in found[:_SHOWN]
    ]
    more = [text("feedback.kb_more", n=len(found) - _SHOWN)] if len(found) > _SHOWN else []
    answer(turn, Lines([text("feedback.kb"), *entries, *more, text("feedback.kb_person")]))


async def _keep(turn: Turn, place: Place, words: str) -> None:
    await turn.require("feedback", group=place.group)
    question, *rest = re.split(r"[|｜\n]", words, maxsplit=1)
    question, said = question.strip(), "".join(rest).strip()
    if not question or not said:
        raise NoWords(usage=Key("commands.kb.manage"))
    weighty = await keywords(question)
    await knowledge.keep(
        turn.unit,
        chat_id=place.group.id,
        question=question[:LONGEST],
        answer=said[:LONGEST],
        keywords=weighty,
        actor_id=turn.person.id,
        now=turn.now,
    )
    answer(turn, text("feedback.kept", question=Raw(question)))


ENTRANCES: list[Entrance] = [group_command("kb", kb, shown=Shown("talk"))]

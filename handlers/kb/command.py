"""/kb: answers given before, listed and found by anyone, kept by moderators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.feedback import NoWords
from bot.domain.names import short
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import OldButton
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, Shown, button
from bot.engine.shortcuts import Listing
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Keys
from bot.services.kb import entries, phrasings
from bot.services.kb.entries import Known
from bot.services.keywords import keywords
from bot.texts.text import Lines, Raw, text
from bot.texts.words import is_word
from handlers.command.group_commands import Place, answer, group_command, within
from handlers.command.listing import MOST, PAGE, foot, page_of, pages_of
from handlers.command.subcommands import how_for
from handlers.feedback.words import first_of
from handlers.kb import asked, keeping

_SHOWN = 5
_ABREAST = 4


@press("kb")
@dataclass(frozen=True, slots=True)
class Opened:
    """An entry of the list; 0 is the list again, at that page."""

    chat_id: int
    number: int
    page: int


async def kb(turn: Turn, place: Place) -> None:
    first, rest = first_of(place.words)
    if is_word(first, "kb.words_new"):
        await _keep(turn, place, rest)
    elif is_word(place.words, "kb.words_asked"):
        await asked.show(turn, place)
    elif not place.words:
        await show_page(turn, place.group.id, 0)
    else:
        await _find(turn, place)


async def _find(turn: Turn, place: Place) -> None:
    weighty = await keywords(place.words)
    found = await entries.fitting(turn.reads, chat_id=place.group.id, words=place.words, keywords=weighty, most=MOST)
    if not found:
        answer(turn, text("kb.nothing"))
        return
    shown = [text("kb.entry", question=Raw(each.question), answer=Raw(each.answer)) for each in found[:_SHOWN]]
    more = [text("kb.more", n=len(found) - _SHOWN)] if len(found) > _SHOWN else []
    answer(turn, Lines([text("kb.title"), *shown, *more, text("kb.person")]))


async def show_page(turn: Turn, chat_id: int, number: int) -> None:
    """The questions by numbers, each of which opens its answer."""
    page = page_of(await entries.all_of(turn.reads, chat_id=chat_id), number)
    if not page.rows:
        how = await how_for(turn, await within(turn, chat_id), command="kb")
        answer(turn, Lines([text("kb.empty"), *how]))
        return
    first = page.number * PAGE + 1
    lines = [text("kb.line", n=n, question=Raw(short(each.question))) for n, each in enumerate(page.rows, first)]
    keys = [Key(Raw(str(n)), pack(Opened(chat_id, each.id, page.number))) for n, each in enumerate(page.rows, first)]
    rows: Keys = [keys[at : at + _ABREAST] for at in range(0, len(keys), _ABREAST)]
    answer(turn, Lines([text("kb.title"), *lines, *foot(page)]), keys=[*rows, *pages_of(page, "kb", chat_id)])


async def opened(turn: Turn, pressed: Opened) -> None:
    place = await within(turn, pressed.chat_id)
    if not pressed.number:
        await show_page(turn, place.group.id, pressed.page)
        return
    found = await entries.entry(turn.reads, pressed.number, chat_id=place.group.id)
    if found is None:
        raise OldButton
    others = await phrasings.of_entry(turn.reads, found.id)
    answer(turn, _shown(found, others), keys=[[_back(place, pressed.page)]])


def _shown(one: Known, others: Sequence[str]) -> Lines:
    also = [text("kb.also", questions=Raw(" / ".join(map(short, others[:_SHOWN]))))] if others else []
    return Lines([text("kb.entry", question=Raw(one.question), answer=Raw(one.answer)), *also, text("kb.person")])


def _back(place: Place, page: int) -> Key:
    return Key(text("feedback.button_back"), pack(Opened(place.group.id, 0, page)))


async def _keep(turn: Turn, place: Place, words: str) -> None:
    await turn.require("feedback", group=place.group)
    question, said = keeping.parts_of(words)
    if not question or not said:
        raise NoWords(usage=Sentence("commands.kb.manage"))
    await keeping.keep(turn, place.group.id, question, said)
    answer(turn, text("kb.kept", question=Raw(question)))


ENTRANCES: list[Entrance] = [
    group_command("kb", kb, shown=Shown("talk")),
    button(Opened, opened),
    Listing("kb", show_page),
]

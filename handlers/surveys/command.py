"""/survey: what a group asks at the moment, for members to answer; moderators make one, ask again, and close it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from bot.domain.amounts import read_id
from bot.domain.grammar.doubts import taken
from bot.domain.grammar.moments import read_deadline
from bot.domain.names import short
from bot.engine.buttons import pack
from bot.engine.entrances import Entrance, Shown
from bot.engine.shortcuts import Option, Shortcut, StatusLines
from bot.engine.turn import Turn
from bot.outbox.actions import Key
from bot.services import surveys
from bot.services.schedule.saying import here
from bot.services.surveys import Survey
from bot.texts.text import Lines, Raw, Text, When, text
from handlers import dialogue
from handlers.command.group_commands import Place, answer, elsewhere, group_command
from handlers.command.subcommands import how_for, verb_of, wrong_form
from handlers.feedback.words import first_of
from handlers.moderation.log import note
from handlers.surveys import opening
from handlers.surveys.dialogue import DIALOGUE
from handlers.surveys.filling import Filled

Verb: TypeAlias = Literal["new", "again", "close"]
_VERBS: dict[Verb, str] = {
    "new": "surveys.words_new",
    "again": "surveys.words_again",
    "close": "surveys.words_close",
}
_MOST = 30


async def survey(turn: Turn, place: Place) -> None:
    verb, rest = verb_of(place.words, _VERBS)
    if verb is None:
        if place.words:
            raise await wrong_form(turn, place, command="survey")
        await _list(turn, place)
        return
    await turn.require("poll", group=place.group)
    if verb == "new":
        if rest:
            raise await wrong_form(turn, place, command="survey")
        await dialogue.begin(turn, DIALOGUE, place)
        return
    first, rest = first_of(rest)
    number = read_id(first.removeprefix("#")) if first else None
    if number is None:
        raise await wrong_form(turn, place, command="survey")
    one = await surveys.survey(turn.reads, number, chat_id=place.group.id)
    if verb == "close":
        await _close(turn, place, one)
    else:
        await _again(turn, place, one, rest.strip("|｜ "))


async def _list(turn: Turn, place: Place) -> None:
    """What is open; where it may be answered a button leads there."""
    found = [each for each in await surveys.all_of(turn.reads, chat_id=place.group.id, limit=_MOST) if _is_open(each)]
    if not found:
        answer(turn, Lines([text("surveys.none"), *await how_for(turn, place, command="survey")]))
        return
    zone = place.group.timezone
    lines = [text("surveys.line", goal=Raw(short(each.goal)), ends=When(each.ends_at, zone)) for each in found]
    if turn.group.is_private:
        keys = [[Key(Raw(short(each.goal)), pack(Filled(each.id, -1, "open")))] for each in found]
    else:
        keys = [opening.keys(turn, each)[0] for each in found]
    answer(turn, Lines([text("surveys.list"), *lines]), keys=keys)


def _is_open(one: Survey) -> bool:
    return one.state == "open"


async def _again(turn: Turn, place: Place, one: Survey, words: str) -> None:
    """The same questions, to see what changed; as long as the first unless a moment or a span says otherwise."""
    if _is_open(one):
        raise surveys.StillOpen(number=one.id)
    now = here(place.group.timezone, turn.now)
    ends_at = taken(read_deadline(words, now)) if words else turn.now + max(3600, one.ends_at - one.made_at)
    made = await opening.open_survey(turn, surveys.again(one, made_at=turn.now, ends_at=ends_at))
    answer(turn, text("surveys.opened", number=made.id))


async def _close(turn: Turn, place: Place, one: Survey) -> None:
    if not await surveys.close(turn.unit, one.id, now=turn.now):
        raise surveys.SurveyIsOver
    await note(turn, place.group.id, "survey_closed", words=f"#{one.id}")
    await turn.later(opening.KIND, str(one.id), at=turn.now, chat_id=one.chat_id)
    answer(turn, text("surveys.closed", number=one.id))


async def _running(turn: Turn, chat_id: int) -> Sequence[Option]:
    found = await surveys.all_of(turn.reads, chat_id=chat_id, limit=_MOST)
    return [Option(str(each.id), Raw(short(each.goal))) for each in found if _is_open(each)]


async def _ended(turn: Turn, chat_id: int) -> Sequence[Option]:
    found = await surveys.all_of(turn.reads, chat_id=chat_id, limit=_MOST)
    return [Option(str(each.id), Raw(short(each.goal))) for each in found if not _is_open(each)]


async def _new(turn: Turn, chat_id: int, _words: str) -> None:
    await dialogue.begin(turn, DIALOGUE, elsewhere(turn, chat_id))


async def _open_now(turn: Turn, chat_id: int) -> list[Text]:
    found = await surveys.all_of(turn.reads, chat_id=chat_id, limit=_MOST)
    return [text("surveys.status", goal=Raw(short(each.goal))) for each in found if _is_open(each)]


ENTRANCES: list[Entrance] = [
    group_command("survey", survey, shown=Shown("play")),
    Shortcut("survey", "house", "survey"),
    Shortcut("survey_new", "talk", "survey", "new", permission="poll", begins=_new),
    Shortcut("survey_again", "talk", "survey", "again {thing}", _ended, permission="poll"),
    Shortcut("survey_close", "talk", "survey", "close {thing}", _running, permission="poll"),
    StatusLines("open", _open_now),
]

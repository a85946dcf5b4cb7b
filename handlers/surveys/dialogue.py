"""/survey new, step by step: what it is for comes first, then the questions, whom it asks, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.amounts import read_amount
from bot.domain.dialogue import Draft
from bot.domain.grammar.doubts import taken
from bot.domain.grammar.moments import Here, read_deadline
from bot.domain.segments import segment_of
from bot.domain.surveys import CROWDS, FEWEST, Crowd, NoSuchCrowd, Question, read_questions
from bot.engine.turn import Turn
from bot.services.surveys import Survey
from bot.texts.text import Lines, Raw, Text, Words, text
from bot.texts.words import is_word
from handlers.command.group_commands import Place, elsewhere
from handlers.dialogue.declaring import Dialogue, Step, as_end, spans, when
from handlers.dialogue.screens import here_of, so_far
from handlers.surveys.opening import open_survey

_LASTS: Final = "3d"
_MOST_PEOPLE: Final = 100_000
_SHOWN: Final = 5


async def _require(turn: Turn, place: Place) -> None:
    await turn.require("poll", group=place.group)


def _questions(words: str, _: Here) -> str:
    read_questions(words)
    return "\n".join(line.strip() for line in words.splitlines() if line.strip())


def _shown_questions(words: str, _: Here) -> Words:
    return text("surveys.n_questions", n=len(read_questions(words)))


_CROWD_WORDS: Final = {"all": "surveys.words_all", "active": "surveys.words_active", "new": "surveys.words_newcomers"}
"""Those of a segment are the domain's."""


def _crowd(words: str, _: Here) -> str:
    named = (each for each, key in _CROWD_WORDS.items() if is_word(words, key))
    found = words if words in CROWDS else next(named, segment_of(words))
    if found not in CROWDS:
        raise NoSuchCrowd(seen=words[:40])
    return found


def _shown_crowd(words: str, here: Here) -> Words:
    return text(f"surveys.crowd_{_crowd(words, here)}")


def _least(words: str, _: Here) -> str:
    return str(max(FEWEST, read_amount(words, most=_MOST_PEOPLE)))


def _shown_least(words: str, _: Here) -> Words:
    return text("surveys.n_people", n=int(words))


def _end(words: str, here: Here) -> int:
    return taken(read_deadline(words, here))


def question_line(number: int, question: Question) -> Text:
    options = " / ".join(question.options)
    keys = {"words": "surveys.question_words", "several": "surveys.question_several"}
    key = keys.get(question.kind, "surveys.question")
    return Text(key, {"n": number, "words": Raw(question.words), "options": Raw(options)})


async def _preview(turn: Turn, draft: Draft) -> Sequence[Text]:
    questions = read_questions(draft.given.get("questions", ""))
    shown = [question_line(number, each) for number, each in enumerate(questions[:_SHOWN], 1)]
    more = [text("surveys.more_questions", n=len(questions) - _SHOWN)] if len(questions) > _SHOWN else []
    return [*so_far(turn, DIALOGUE, draft), *shown, *more]


async def _finish(turn: Turn, draft: Draft) -> Words:
    given, place = draft.given, elsewhere(turn, draft.for_chat)
    now = here_of(turn, draft)
    crowd: Crowd = next(each for each in CROWDS if each == _crowd(given.get("crowd", CROWDS[0]), now))
    survey = Survey(
        0, place.group.id, given["goal"], given["questions"], crowd, int(given.get("least") or FEWEST),
        turn.now, _end(given.get("ends") or _LASTS, now), "open", 0,
    )  # fmt: skip
    made = await open_survey(turn, survey)
    return Lines([text("dialogue.opened", group=Raw(place.group.title)), text("surveys.opened", number=made.id)])


DIALOGUE: Final = Dialogue(
    name="survey",
    title=text("surveys.title"),
    steps=(
        Step("goal", text("surveys.step_goal"), text("surveys.ask_goal"), order="needed"),
        Step("questions", text("surveys.step_questions"), text("surveys.ask_questions"), _questions, _shown_questions,
             order="needed"),
        Step("crowd", text("surveys.step_crowd"), text("surveys.ask_crowd"), _crowd, _shown_crowd, order="asked",
             choices=tuple((each, Text(f"surveys.crowd_{each}")) for each in CROWDS), is_wide=True),
        Step("ends", text("surveys.step_ends"), text("surveys.ask_ends"), as_end(_end), when,
             choices=spans("1d", "3d", "7d"), order="asked"),
        Step("least", text("surveys.step_least"), text("surveys.ask_least"), _least, _shown_least,
             choices=tuple((str(n), text("surveys.n_people", n=n)) for n in (5, 10, 30))),
    ),
    require=_require,
    preview=_preview,
    finish=_finish,
    open_label=text("surveys.open"),
)  # fmt: skip

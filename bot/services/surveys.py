"""Surveys of a group: made, answered once by whom they ask, closed, and what they came to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain.refusals import Refusal
from bot.domain.surveys import FEWEST, SEGMENTS_ASKED, Question, read_questions
from bot.services import segments
from storage import surveys
from storage.database import Reader, Unit
from storage.surveys import Survey

__all__ = ["Results", "Survey", "all_of", "answer", "close", "is_asked", "make", "own", "results", "survey", "tell"]

MONTH = 30

make = surveys.make
all_of = surveys.all_of
own = surveys.own
is_through = surveys.is_through
through = surveys.through


class UnknownSurvey(Refusal):
    """`number`."""

    key = "surveys.unknown"


class SurveyIsOver(Refusal):
    key = "surveys.over"


class StillOpen(Refusal):
    """`number`."""

    key = "surveys.still_open"


class NotAsked(Refusal):
    """`crowd`: the key of whom it asks."""

    key = "surveys.not_asked"


class AnsweredAlready(Refusal):
    key = "surveys.answered_already"


async def survey(reader: Reader, number: int, *, chat_id: int = 0) -> Survey:
    """With a chat's id only where it is that group's. Raises UnknownSurvey."""
    found = await surveys.survey(reader, number)
    if found is None or chat_id not in (0, found.chat_id):
        raise UnknownSurvey(number=number)
    return found


async def is_asked(reader: Reader, one: Survey, *, user_id: int, now: int, day: int) -> bool:
    """`day` is today's ordinal in the group's zone."""
    if one.crowd in SEGMENTS_ASKED:
        found = await segments.segment_of(reader, chat_id=one.chat_id, user_id=user_id, today=day, now=now)
        return found == one.crowd
    since = now - MONTH * 86400
    return await surveys.is_asked(reader, one, user_id=user_id, since=since, since_day=day - MONTH)


async def answer(unit: Unit, one: Survey, *, voice: str, place: int, value: str) -> None:
    """Raises SurveyIsOver, AnsweredAlready."""
    if not await surveys.answer(unit, one.id, voice=voice, place=place, value=value):
        raise AnsweredAlready if await surveys.is_through(unit, one.id, voice=voice) else SurveyIsOver


async def close(unit: Unit, number: int, *, now: int) -> bool:
    """Whether it was open."""
    return await surveys.go_on(unit, number, of="open", to="closed", at=now)


async def tell(unit: Unit, number: int) -> bool:
    """Whether its result is to be told: it is closed, and was not told before."""
    return await surveys.go_on(unit, number, of="closed", to="told")


@dataclass(frozen=True, slots=True)
class Results:
    """`answers` by the questions' places; `before` those of the survey it asks again, where enough people answered."""

    questions: list[Question]
    people: int
    answers: dict[int, list[str]]
    before: dict[int, list[str]]

    def is_enough(self, one: Survey) -> bool:
        return self.people >= max(FEWEST, one.least)


async def results(reader: Reader, one: Survey) -> Results:
    people, answers = await surveys.answers(reader, one.id)
    before: dict[int, list[str]] = {}
    if one.follows and (first := await surveys.survey(reader, one.follows)) is not None:
        asked, earlier = await surveys.answers(reader, first.id)
        before = earlier if asked >= max(FEWEST, first.least) and first.questions == one.questions else {}
    return Results(read_questions(one.questions), people, answers, before)


def again(one: Survey, *, made_at: int, ends_at: int) -> Survey:
    """The same questions to the same people, to be compared with."""
    return replace(one, id=0, made_at=made_at, ends_at=ends_at, state="open", follows=one.id)

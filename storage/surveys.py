"""Surveys and the answers given, under pseudonyms; what they come to is the domain's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.domain.surveys import SEGMENTS_ASKED, Crowd
from storage.database import Reader, Row, Unit

State: TypeAlias = Literal["open", "closed", "told"]


@dataclass(frozen=True, slots=True)
class Survey:
    """`questions` as they were written; `follows` is the survey it asks again, 0 for none; times are epoch seconds."""

    id: int
    chat_id: int
    goal: str
    questions: str
    crowd: Crowd
    least: int
    made_at: int
    ends_at: int
    state: State
    follows: int


_SELECT = (
    "SELECT id, chat_id, goal, questions, CASE segment WHEN '' THEN crowd ELSE segment END AS crowd, "
    "least, made_at, ends_at, state, follows FROM surveys "
)


def _survey(row: Row) -> Survey:
    return Survey(**{name: row[name] for name in Survey.__dataclass_fields__})


async def make(unit: Unit, one: Survey, *, by: int) -> int:
    return await unit.number(
        "INSERT INTO surveys (chat_id, by_id, goal, questions, crowd, segment, least, made_at, ends_at, follows) "
        "VALUES (:chat_id, :by, :goal, :questions, :crowd, :segment, :least, :made_at, :ends_at, :follows) "
        "RETURNING id",
        {
            "chat_id": one.chat_id,
            "by": by,
            "goal": one.goal,
            "questions": one.questions,
            "crowd": "all" if one.crowd in SEGMENTS_ASKED else one.crowd,
            "segment": one.crowd if one.crowd in SEGMENTS_ASKED else "",
            "least": one.least,
            "made_at": one.made_at,
            "ends_at": one.ends_at,
            "follows": one.follows,
        },
    )


async def survey(reader: Reader, number: int) -> Survey | None:
    row = await reader.one(_SELECT + "WHERE id = :id", {"id": number})
    return _survey(row) if row else None


async def all_of(reader: Reader, *, chat_id: int, limit: int) -> list[Survey]:
    """The newest first."""
    rows = await reader.all(
        _SELECT + "WHERE chat_id = :chat_id ORDER BY id DESC LIMIT :limit", {"chat_id": chat_id, "limit": limit}
    )
    return [_survey(row) for row in rows]


async def go_on(unit: Unit, number: int, *, of: State, to: State, at: int = 0) -> bool:
    """Whether it was in the one state; with `at` it counts as ended then."""
    return await unit.change(
        "UPDATE surveys SET state = :to, ends_at = CASE WHEN :at > 0 THEN :at ELSE ends_at END "
        "WHERE id = :id AND state = :of",
        {"id": number, "of": of, "to": to, "at": at},
    )


async def is_asked(reader: Reader, one: Survey, *, user_id: int, since: int, since_day: int) -> bool:
    """Whether the member is among those it asks: `since` is when newcomers begin, `since_day` a local day's ordinal."""
    wheres: dict[Crowd, str] = {
        "all": "SELECT 1",
        "active": "SELECT 1 FROM activity WHERE chat_id = :chat_id AND user_id = :user_id AND day >= :since_day",
        "new": "SELECT 1 FROM members WHERE chat_id = :chat_id AND user_id = :user_id AND seen_from >= :since",
    }
    asked = {"chat_id": one.chat_id, "user_id": user_id, "since": since, "since_day": since_day}
    return await reader.one(wheres[one.crowd], asked if one.crowd != "all" else {}) is not None


async def answer(unit: Unit, number: int, *, voice: str, place: int, value: str) -> bool:
    """Whether it counts: the survey is open, and they are not through with it."""
    return await unit.change(
        "INSERT INTO survey_answers (survey, voice, place, value) SELECT id, :voice, :place, :value FROM surveys "
        "WHERE id = :id AND state = 'open' "
        "AND NOT EXISTS (SELECT 1 FROM survey_voices WHERE survey = :id AND voice = :voice) "
        "ON CONFLICT (survey, voice, place) DO UPDATE SET value = excluded.value",
        {"id": number, "voice": voice, "place": place, "value": value},
    )


async def through(unit: Unit, number: int, *, voice: str, now: int) -> bool:
    """Whether they were not before."""
    return await unit.change(
        "INSERT INTO survey_voices (survey, voice, done_at) SELECT id, :voice, :now FROM surveys "
        "WHERE id = :id AND state = 'open' ON CONFLICT (survey, voice) DO NOTHING",
        {"id": number, "voice": voice, "now": now},
    )


async def is_through(reader: Reader, number: int, *, voice: str) -> bool:
    where = "SELECT 1 FROM survey_voices WHERE survey = :id AND voice = :voice"
    return await reader.one(where, {"id": number, "voice": voice}) is not None


async def own(reader: Reader, number: int, *, voice: str) -> dict[int, str]:
    """Their answers so far, by the questions' places."""
    rows = await reader.all(
        "SELECT place, value FROM survey_answers WHERE survey = :id AND voice = :voice", {"id": number, "voice": voice}
    )
    return {row["place"]: row["value"] for row in rows}


async def answers(reader: Reader, number: int) -> tuple[int, dict[int, list[str]]]:
    """How many are through, and what they answered by the questions' places, in no order of theirs."""
    people = await reader.number("SELECT count(*) FROM survey_voices WHERE survey = :id", {"id": number})
    rows = await reader.all(
        "SELECT place, value FROM survey_answers WHERE survey = :id "
        "AND voice IN (SELECT voice FROM survey_voices WHERE survey = :id) ORDER BY place, value",
        {"id": number},
    )
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row["place"], []).append(row["value"])
    return people, found

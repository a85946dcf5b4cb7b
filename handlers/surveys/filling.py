"""Answering a survey in private: a question after the other, taken up where it was left, and once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import OldButton
from bot.domain.surveys import Question, read_questions
from bot.engine.awaiting import answer as awaited_answer
from bot.engine.awaiting import await_answer, await_no_answer
from bot.engine.buttons import awaited, pack, press
from bot.engine.entrances import Entrance, button
from bot.engine.turn import Turn
from bot.engine.woken import MessageTurn, PressTurn
from bot.outbox.actions import Key, Keys
from bot.services import surveys
from bot.services.surveys import AnsweredAlready, NotAsked, Survey, SurveyIsOver
from bot.texts.text import Lines, Raw, Text, text
from handlers.basics.privacy import VOICE
from handlers.command.group_commands import within

What: TypeAlias = Literal["open", "pick", "done", "skip", "back"]
_LONGEST = 1000


@press("sv")
@dataclass(frozen=True, slots=True)
class Filled:
    """`place` is the question's with the option behind it in hundreds: 203 is the third question's option 3."""

    survey: int
    place: int
    what: What


@awaited("svw")
@dataclass(frozen=True, slots=True)
class Telling:
    survey: int
    place: int


async def begin(turn: Turn, number: int) -> None:
    """By the link of the group's card."""
    await _show(turn, await _theirs(turn, number))


async def _theirs(turn: Turn, number: int) -> Survey:
    """One that asks this member now.

    Raises OldButton, SurveyIsOver, NotAsked, AnsweredAlready, and what `within` does.
    """
    if not turn.group.is_private:
        raise OldButton
    survey = await surveys.survey(turn.reads, number)
    place = await within(turn, survey.chat_id)
    if survey.state != "open" or survey.ends_at <= turn.now:
        raise SurveyIsOver
    day = place.calendar.day_of(turn.now)
    if not await surveys.is_asked(turn.reads, survey, user_id=turn.person.id, now=turn.now, day=day):
        raise NotAsked(crowd=Sentence(f"surveys.crowd_{survey.crowd}"))
    if await surveys.is_through(turn.reads, survey.id, voice=_voice(turn)):
        raise AnsweredAlready
    return survey


def _voice(turn: Turn) -> str:
    return turn.sealing.mark(VOICE, turn.person.id)


async def _show(turn: Turn, survey: Survey, *, at: int | None = None) -> None:
    """The first question without an answer, or the one at that place; behind the last of them it is done."""
    questions = read_questions(survey.questions)
    own = await surveys.own(turn.unit, survey.id, voice=_voice(turn))
    if at is None:
        at = next((place for place in range(len(questions)) if place not in own), len(questions))
    if at >= len(questions):
        await surveys.through(turn.unit, survey.id, voice=_voice(turn), now=turn.now)
        await await_no_answer(turn)
        _say(turn, text("surveys.thanks"), [])
        return
    asked = questions[at]
    if asked.kind == "words":
        await await_answer(turn, Telling(survey.id, at))
    else:
        await await_no_answer(turn)
    head = text("surveys.head", goal=Raw(survey.goal)) if at == 0 else text("surveys.step", n=at + 1, of=len(questions))
    lines: list[Text] = [head, text("surveys.asked", words=Raw(asked.words)), text(f"surveys.how_{asked.kind}")]
    _say(turn, Lines(lines), _keys(survey, at, asked, own.get(at, "")))


def _say(turn: Turn, words: Text | Lines, keys: Keys) -> None:
    """In the same message where it was a press; nothing of it stays in the outbox."""
    if turn.query is not None:
        turn.edit(words, keys=keys, secret=True)
    else:
        turn.say(words, keys=keys, reply=False, secret=True)


def _keys(survey: Survey, at: int, asked: Question, given: str) -> Keys:
    chosen = set(given.split(",")) if given else set()
    options = [
        Key(
            text("surveys.button_chosen", words=Raw(label)) if str(n) in chosen else Raw(label),
            pack(Filled(survey.id, at * 100 + n, "pick")),
        )
        for n, label in enumerate(asked.options)
    ]
    rows: Keys = (
        [options[n : n + 5] for n in range(0, len(options), 5)]
        if asked.kind == "scale"
        else [[each] for each in options]
    )
    last = [Key(text("surveys.button_back"), pack(Filled(survey.id, at * 100, "back")))] if at else []
    if asked.kind == "several" and chosen:
        last.append(Key(text("surveys.button_done"), pack(Filled(survey.id, at * 100, "done"))))
    else:
        last.append(Key(text("surveys.button_skip"), pack(Filled(survey.id, at * 100, "skip"))))
    return [*rows, last]


async def filled(turn: PressTurn, pressed: Filled) -> None:
    survey = await _theirs(turn, pressed.survey)
    if pressed.what == "open":
        await _show(turn, survey)
        return
    questions = read_questions(survey.questions)
    at, option = divmod(pressed.place, 100)
    if not 0 <= at < len(questions):
        raise OldButton
    asked = questions[at]
    match pressed.what:
        case "back":
            await _show(turn, survey, at=max(0, at - 1))
        case "skip":
            await surveys.answer(turn.unit, survey, voice=_voice(turn), place=at, value="")
            await _show(turn, survey, at=at + 1)
        case "done":
            await _show(turn, survey, at=at + 1)
        case _:
            if option >= len(asked.options):
                raise OldButton
            await _pick(turn, survey, at, asked, option)


async def _pick(turn: PressTurn, survey: Survey, at: int, asked: Question, option: int) -> None:
    """Of several each press turns one on or off; else the next question follows."""
    value = str(option)
    if asked.kind == "several":
        given = (await surveys.own(turn.unit, survey.id, voice=_voice(turn))).get(at, "")
        chosen = {int(each) for each in given.split(",") if each} ^ {option}
        value = ",".join(map(str, sorted(chosen)))
    await surveys.answer(turn.unit, survey, voice=_voice(turn), place=at, value=value)
    await _show(turn, survey, at=at if asked.kind == "several" else at + 1)


async def said(turn: MessageTurn, asked: Telling) -> None:
    survey = await _theirs(turn, asked.survey)
    words = (turn.sent.text or "").strip()[:_LONGEST]
    await surveys.answer(turn.unit, survey, voice=_voice(turn), place=asked.place, value=words)
    await _show(turn, survey, at=asked.place + 1)


ENTRANCES: list[Entrance] = [button(Filled, filled), awaited_answer(Telling, said)]

"""The end of a survey: its result is told in the group, in the morning if it ends at night; words go to the desk."""

from __future__ import annotations

from typing import Final

from bot.domain.refusals import Refusal
from bot.domain.surveys import FEWEST, Change, Question, mean_changed, numbers, share_changed, shares
from bot.engine.entrances import Entrance, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Edit, Photo, Priority, Say
from bot.pictures.forms import Bar, Bars
from bot.services import surveys
from bot.services.surveys import Results, Survey
from bot.texts.text import Lines, Raw, Text, folded, text
from handlers.feedback.telling import desk_of
from handlers.surveys.opening import KIND, card, name_of

_UNFOLDED: Final = 10
_WORDS: Final = 40
"""Lines that a message shows unfolded, and words of members that the desk is shown."""


async def over(turn: TimerTurn) -> None:
    try:
        survey = await surveys.survey(turn.unit, turn.number)
    except Refusal:
        return
    await surveys.close(turn.unit, survey.id, now=turn.now)
    if await turn.waits_for_calm() or not await surveys.tell(turn.unit, survey.id):
        return
    turn.do(Edit(chat_id=survey.chat_id, words=Lines([*card(turn, survey).of, text("surveys.card_over")]), keys=[],
                 named=name_of(survey.id)))  # fmt: skip
    results = await surveys.results(turn.unit, survey)
    if not results.is_enough(survey):
        turn.say(text("surveys.too_few", goal=Raw(survey.goal), least=max(FEWEST, survey.least)), topic=0, silent=True)
        return
    await _tell(turn, survey, results)
    await _to_desk(turn, survey, results)


async def _tell(turn: Turn, survey: Survey, found: Results) -> None:
    lines = [text("surveys.result", goal=Raw(survey.goal), people=found.people)]
    results = [line for place, each in enumerate(found.questions) for line in result(found, place, each)]
    lines += results if len(results) <= _UNFOLDED else [*results[:_UNFOLDED], *folded(results[_UNFOLDED:])]
    drawn = picture(survey, found)
    if drawn is not None:
        turn.do(Photo(chat_id=survey.chat_id, drawn=drawn, silent=True), priority=Priority.REPORT)
    turn.do(Say(chat_id=survey.chat_id, words=Lines(lines)), priority=Priority.REPORT)


def picture(survey: Survey, results: Results) -> Bars | None:
    """The first question that has options, where enough people answered it."""
    for place, each in enumerate(results.questions):
        counted = shares(each, results.answers.get(place, []))
        if each.options and counted and counted[0].people >= FEWEST:
            bars = [
                Bar(Raw(label), share.of_all, text("surveys.percent", n=percent(share.of_all)))
                for label, share in zip(each.options, counted, strict=True)
            ]
            return Bars(title=Raw(each.words), subtitle=Raw(survey.goal), bars=bars, full=1)
    return None


def result(results: Results, place: int, asked: Question) -> list[Text]:
    """Of one question, and what changed since it was asked before; nothing of what fewer than five people said."""
    answers = [each for each in results.answers.get(place, []) if each]
    head = text("surveys.result_asked", n=place + 1, words=Raw(asked.words))
    if len(answers) < FEWEST:
        return [head, text("surveys.result_few")]
    if asked.kind == "words":
        return [head, text("surveys.result_words", n=len(answers))]
    before = [each for each in results.before.get(place, []) if each]
    is_compared = len(before) >= FEWEST
    if asked.kind == "scale":
        given = numbers(answers)
        lines = [text("surveys.result_mean", mean=f"{sum(given) / len(given):.1f}", people=len(given))]
        return [head, *lines, *([_mean_line(mean_changed(numbers(before), given))] if is_compared else [])]
    counted, earlier = shares(asked, answers), shares(asked, before)
    lines = []
    for label, now, then in zip(asked.options, counted, earlier, strict=True):
        lines.append(text("surveys.result_share", option=Raw(label), n=percent(now.of_all)))
        if is_compared:
            lines.append(_share_line(share_changed(then, now)))
    return [head, *lines]


def _mean_line(change: Change) -> Text:
    return text(
        "surveys.changed_sure" if change.is_sure else "surveys.changed_unsure",
        before=f"{change.before:.1f}",
        after=f"{change.after:.1f}",
        least=f"{change.least:+.1f}",
        most=f"{change.most:+.1f}",
    )


def _share_line(change: Change) -> Text:
    """In percent, and in points of percent."""
    return text(
        "surveys.changed_sure" if change.is_sure else "surveys.changed_unsure",
        before=f"{percent(change.before)}%", after=f"{percent(change.after)}%",
        least=f"{100 * change.least:+.0f}", most=f"{100 * change.most:+.0f}",
    )  # fmt: skip


def percent(share: float) -> int:
    return round(100 * share)


async def _to_desk(turn: Turn, survey: Survey, results: Results) -> None:
    """What people wrote, in no order that tells who did."""
    lines: list[Text] = []
    for place, asked in enumerate(results.questions):
        written = sorted(each for each in results.answers.get(place, []) if each)
        if asked.kind == "words" and len(written) >= FEWEST:
            lines.append(text("surveys.result_asked", n=place + 1, words=Raw(asked.words)))
            lines += [text("surveys.said", words=Raw(words)) for words in written[:_WORDS]]
    if not lines:
        return
    head = text("surveys.at_desk", goal=Raw(survey.goal), group=Raw(turn.chats.group(survey.chat_id).title))
    for each in await desk_of(turn, survey.chat_id):
        message = Say(chat_id=each.chat_id, topic=each.topic, words=Lines([head, *folded(lines)]), ephemeral=True)
        turn.do(message, priority=Priority.ALERT)


ENTRANCES: list[Entrance] = [timer(KIND, over)]

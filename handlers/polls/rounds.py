"""Quiz rounds: the bank filled by a message of lines, a round begun and stopped, the next question, the winners."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import deeds
from bot.domain.amounts import read_amount
from bot.domain.people import Group
from bot.domain.polls import Poll
from bot.domain.polls.reading import read_end
from bot.domain.polls.scores import Score
from bot.domain.refusals import Key, WrongForm
from bot.services import rounds
from bot.services.rounds import Round
from bot.texts.text import Lines, Text, text
from bot.turn import Turn
from handlers.places import Place, answer
from handlers.polls.command import ask
from handlers.polls.pictures import name_of, winners_picture

USUAL_SIZE, USUAL_SECONDS, MOST = 5, 30, 50
_NAMED = 10


async def add(turn: Turn, place: Place, words: str) -> None:
    """One question a line, as for `/quiz`; all of them or none."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    if not lines:
        raise WrongForm(usage=Key("commands.quiz.usage"))
    count = await rounds.add(turn.unit, lines, chat_id=place.group.id)
    held = await rounds.bank_size(turn.unit, chat_id=place.group.id)
    answer(turn, text("polls.bank", count=count, held=held), doubt="resend")


async def start(turn: Turn, place: Place, words: str) -> None:
    """`5 30s`: so many questions, so long for each; either may be left out."""
    parts = words.replace("|", " ").replace("｜", " ").split()
    numbers = [each for each in parts if re.fullmatch(r"\d+", each)]
    spans = [each for each in parts if each not in numbers]
    size = read_amount(numbers[0], most=MOST) if numbers else USUAL_SIZE
    seconds = read_end(spans[0], now=0, timezone="UTC") if spans else USUAL_SECONDS
    topic = turn.topic if place.is_here else 0
    begun = await rounds.begin(turn.unit, chat_id=place.group.id, topic=topic, size=size, seconds=seconds, now=turn.now)
    answer(turn, text("polls.round_begins", size=begun.size, seconds=begun.seconds))
    await _next(turn, begun, place.group)


async def stop(turn: Turn, place: Place) -> None:
    running = await rounds.running(turn.reads, chat_id=place.group.id)
    if running is None:
        answer(turn, text("polls.round_none"))
        return
    await _finish(turn, running)


async def goes_on(turn: Turn, each: Round) -> None:
    """A question of it was closed."""
    await _next(turn, each, turn.group)


async def ends_with(turn: Turn, poll: int) -> None:
    """The round that this question was asked for, if any, is over."""
    running = await rounds.round_of(turn.reads, poll=poll)
    if running is not None:
        await _finish(turn, running)


async def of(turn: Turn, found: Poll) -> Round | None:
    return await rounds.round_of(turn.reads, poll=found.number)


async def _next(turn: Turn, each: Round, group: Group) -> None:
    terms = await rounds.next_terms(turn.unit, each, now=turn.now, timezone=group.timezone)
    number = await ask(turn, terms, chat_id=each.chat_id, topic=each.topic) if terms is not None else None
    if number is None:
        await _finish(turn, each)
    else:
        await rounds.take_in(turn.unit, poll=number, number=each.number)


async def _finish(turn: Turn, each: Round) -> None:
    """Told once, whoever ends it."""
    if not await rounds.end(turn.unit, number=each.number):
        return
    scored = await rounds.scored(turn.unit, each)
    words = _card(scored.scores)
    if not scored.scores:
        turn.do(deeds.Say(chat_id=each.chat_id, topic=each.topic, words=words), doubt="resend")
        return
    drawn = winners_picture(scored.scores[:_NAMED], asked=scored.asked, players=scored.players)
    turn.do(deeds.Photo(chat_id=each.chat_id, topic=each.topic, caption=words, drawn=drawn), doubt="resend")


def _card(found: Sequence[Score]) -> Lines:
    lines = [text("polls.round_over"), *map(_line, found[:_NAMED])]
    if not found:
        lines.append(text("polls.right_nobody"))
    if len({each.rank for each in found[:_NAMED]}) < len(found[:_NAMED]):
        lines.append(text("polls.round_tie"))
    return Lines(lines)


def _line(each: Score) -> Text:
    return text("polls.round_line", rank=each.rank, name=name_of(each), right=each.right)

"""Quiz rounds: the bank filled by a message of lines, a round begun and stopped, the next question, the winners."""

from __future__ import annotations

from collections.abc import Sequence

from bot.botapi.replies import answered
from bot.domain.people import Group
from bot.domain.polls import Poll
from bot.domain.polls.bank import Written, read_bank
from bot.domain.polls.reading import read_round
from bot.domain.polls.scores import Score
from bot.domain.refusals import Key, WrongForm
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox import actions
from bot.services import polls, rounds
from bot.services.rounds import Round
from bot.texts.text import Lines, Text, text
from handlers.command.group_commands import Place, answer
from handlers.polls.asking import DUE, ask
from handlers.polls.pictures import name_of, winners_picture

NEXT = "round_next"
"""The timer of a round that asks the next question."""

_ON_ITS_WAY = 3600
"""Seconds after which a question that Telegram did not take is given up, and its round with it."""

_NAMED = 10
_MOST_BYTES = 1_000_000


async def add(turn: Turn, place: Place, words: str) -> None:
    """One question a line, as for `/quiz`, or a file under the command or replied to; all of them or none."""
    bank = read_bank(words.encode()) if words else await _file(turn, place)
    if not bank:
        raise WrongForm(usage=Key("commands.quiz.manage"))
    count = await rounds.add(turn.unit, bank, chat_id=place.group.id)
    held = await rounds.bank_size(turn.unit, chat_id=place.group.id)
    answer(turn, text("polls.bank", count=count, held=held), on_crash="resend")


async def _file(turn: Turn, place: Place) -> list[Written]:
    message = place.message
    document = next((each.document for each in (message, answered(message)) if each and each.document), None)
    if document is None:
        return []
    return read_bank(await turn.permissions.file(document.file_id, most=_MOST_BYTES), name=document.file_name or "")


async def start(turn: Turn, place: Place, words: str) -> None:
    """`5 30s`: so many questions, so long for each; either may be left out."""
    size, seconds = read_round(words)
    topic = turn.topic if place.is_here else 0
    begun = await rounds.begin(turn.unit, chat_id=place.group.id, topic=topic, size=size, seconds=seconds, now=turn.now)
    answer(turn, begins(begun))
    await go_on(turn, begun, place.group)


def begins(begun: Round) -> Text:
    return text("polls.round_begins", size=begun.size, seconds=begun.seconds)


async def stop(turn: Turn, place: Place) -> None:
    running = await rounds.running(turn.reads, chat_id=place.group.id)
    if running is None:
        answer(turn, text("polls.round_none"))
        return
    await _finish(turn, running)


async def ends_with(turn: Turn, poll: int) -> None:
    """The round that this question was asked for, if any, is over."""
    running = await rounds.round_of(turn.reads, poll=poll)
    if running is not None:
        await _finish(turn, running)


async def of(turn: Turn, poll: Poll) -> Round | None:
    return await rounds.round_of(turn.reads, poll=poll.number)


async def taken(turn: Turn, number: int) -> None:
    """Telegram has the question now: its time begins, however long it was on its way."""
    each = await rounds.round_of(turn.reads, poll=number)
    if each is not None:
        await polls.ends_at(turn.unit, number=number, at=turn.now + each.seconds)
        await turn.later(DUE, str(number), after=each.seconds, chat_id=each.chat_id)


async def is_awaited(turn: Turn, poll: Poll) -> bool:
    """Whether a question that Telegram has not taken yet is asked all the same once it does."""
    each = await of(turn, poll)
    if each is None or each.is_over or turn.now > poll.asked_at + _ON_ITS_WAY:
        return False
    await turn.later(DUE, str(poll.number), after=each.seconds, chat_id=each.chat_id)
    return True


async def rest(turn: Turn, each: Round) -> None:
    """After a question's result: a breath for reading it, none where it was the last."""
    if await rounds.has_more(turn.reads, each):
        await turn.later(NEXT, str(each.number), after=rounds.BREATH, chat_id=each.chat_id)
    else:
        await go_on(turn, each, turn.group)


async def next_asked(turn: TimerTurn) -> None:
    """Nothing, if the round was stopped during the breath."""
    running = await rounds.running(turn.reads, chat_id=turn.group.id)
    if running is not None and running.number == turn.number:
        await go_on(turn, running, turn.group)


async def go_on(turn: Turn, each: Round, group: Group) -> None:
    """The next question, or the end."""
    terms = await rounds.next_terms(turn.unit, each, now=turn.now, timezone=group.timezone)
    number = None
    if terms is not None:
        number = await ask(turn, terms, chat_id=each.chat_id, topic=each.topic, lasts=each.seconds)
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
        turn.do(actions.Say(chat_id=each.chat_id, topic=each.topic, words=words), on_crash="resend")
        return
    drawn = winners_picture(scored.scores[:_NAMED], asked=scored.asked, players=scored.players)
    turn.do(actions.Photo(chat_id=each.chat_id, topic=each.topic, caption=words, drawn=drawn), on_crash="resend")


def _card(scores: Sequence[Score]) -> Lines:
    lines = [text("polls.round_over"), *map(_line, scores[:_NAMED])]
    if not scores:
        lines.append(text("polls.right_nobody"))
    if len({each.rank for each in scores[:_NAMED]}) < len(scores[:_NAMED]):
        lines.append(text("polls.round_tie"))
    return Lines(lines)


def _line(each: Score) -> Text:
    return text("polls.round_line", rank=each.rank, name=name_of(each), right=each.right)

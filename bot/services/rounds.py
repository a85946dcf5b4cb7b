"""Rounds of quiz questions out of the group's bank: filled, begun, asked one after another, scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.grammar.moments import Here
from bot.domain.polls import Terms
from bot.domain.polls.bank import Written, answer_of, faults_of, question_of
from bot.domain.polls.flags import SHORTEST
from bot.domain.polls.reading import read_terms
from bot.domain.polls.refusals import BadLine, EmptyBank, RoundRuns
from bot.domain.polls.result import rewarded
from bot.domain.polls.scores import Score, scores
from storage import polls
from storage import rounds as kept
from storage.database import Reader, Unit
from storage.rounds import Round, bank_size, empty, end, last_question, round_of, running, take_in

__all__ = [
    "BREATH",
    "Asking",
    "Round",
    "add",
    "bank",
    "bank_lines",
    "bank_size",
    "begin",
    "empty",
    "end",
    "has_more",
    "last_question",
    "next_terms",
    "round_of",
    "running",
    "scored",
    "take_in",
]

BREATH = 4
"""Seconds between a question's result and the next question, to read it."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What a round came to: `scores` are of those who were right at least once, best first."""

    scores: tuple[Score, ...]
    asked: int
    players: int


async def add(unit: Unit, bank: Sequence[Written], *, chat_id: int) -> int:
    """All or nothing: raises BadLine naming the first that is no question; how many were added."""
    for fault in faults_of(bank):
        raise BadLine(number=fault.written.at, line=fault.written.line[:60], why=fault.why)
    await kept.add_questions(unit, [(question_of(each.line), each.line) for each in bank], chat_id=chat_id)
    return len(bank)


@dataclass(frozen=True, slots=True)
class Asking:
    """A question of the bank, and what is right."""

    question: str
    right: tuple[str, ...]


async def bank(reader: Reader, *, chat_id: int, limit: int, skip: int) -> list[Asking]:
    found = []
    for line in await kept.lines(reader, chat_id=chat_id, limit=limit, skip=skip):
        question, options, right = answer_of(line)
        found.append(Asking(question, tuple(options[place] for place in right)))
    return found


async def bank_lines(reader: Reader, *, chat_id: int) -> list[str]:
    """All of them, as `add` takes them."""
    return await kept.lines(reader, chat_id=chat_id)


async def begin(unit: Unit, *, chat_id: int, topic: int, size: int, seconds: int, now: int) -> Round:
    """No longer than the bank: nobody is asked the same twice in a round."""
    held = await kept.bank_size(unit, chat_id=chat_id)
    if not held:
        raise EmptyBank
    begun = await kept.begin(
        unit, chat_id=chat_id, topic=topic, size=min(size, held), seconds=max(seconds, SHORTEST), now=now
    )
    if begun is None:
        raise RoundRuns
    return begun


async def has_more(reader: Reader, each: Round) -> bool:
    return not each.is_over and len(await kept.asked(reader, number=each.number)) < each.size


async def next_terms(unit: Unit, each: Round, *, now: int, timezone: str) -> Terms | None:
    """What to ask next; None when all were asked."""
    if not await has_more(unit, each):
        return None
    line = await kept.next_question(unit, chat_id=each.chat_id, now=now)
    if line is None:
        return None
    terms = read_terms(line, kind="quiz", here=Here(now, timezone))
    return replace(terms, ends_at=now + each.seconds)


async def scored(reader: Reader, each: Round) -> Scored:
    found = [poll for poll in await kept.asked(reader, number=each.number) if poll.state == "closed"]
    cast = [await polls.ballots(reader, poll_id=poll.poll_id) for poll in found]
    players = {ballot.voter_id for ballots in cast for ballot in ballots if ballot.voter_id > 0 and ballot.options}
    right = [rewarded(poll, ballots) for poll, ballots in zip(found, cast, strict=True)]
    return Scored(tuple(scores(right)), len(found), len(players))

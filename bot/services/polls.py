"""The life of a poll: asked, known to Telegram, voted in, closed, rewarded; the words for it are the handler's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.people import Person
from bot.domain.polls import Ballot, Cast, Poll, Tally
from bot.domain.polls.result import Result, result, rewarded
from bot.services import mint
from bot.services.mint import Payment
from storage import desk, people, queues
from storage import polls as kept
from storage.database import Reader, Unit
from storage.points import ledger
from storage.polls import ask, latest, poll, poll_of, sent
from storage.queues import Timer

__all__ = [
    "CLOSED",
    "Ended",
    "Pay",
    "ask",
    "close",
    "count",
    "ends_at",
    "fail",
    "late",
    "latest",
    "poll",
    "poll_of",
    "recognised",
    "seen",
    "sent",
    "standing",
    "to_remind",
]

CLOSED = "poll_closed"
"""The timer that counts a poll out once Telegram has closed it."""

_EVERY = -1
_TRIES = 3
_WAIT = 5
"""Seconds, so many times, for votes that Telegram counted and has not told yet."""

_LONG_WAIT = 15
"""The same after a downtime over the end, when all that Telegram held back is still to come."""


@dataclass(frozen=True, slots=True)
class Pay:
    """Points a standing vote earns, and a right answer; `day` is the local day they count for."""

    vote: int
    right: int
    right_a_day: int
    day: int


@dataclass(frozen=True, slots=True)
class Ended:
    """`paid` are those who earned `each`, in the order they voted; `right` those who were right, paid or not.

    `is_told`: the count is the last one of Telegram's own; else that of the votes the bot has heard of.
    """

    poll: Poll
    result: Result
    right: tuple[Ballot, ...]
    paid: int
    each: int
    is_told: bool = True


async def count(unit: Unit, cast: Sequence[Cast], now: int) -> bool:
    """The light path: a whole batch of votes and states. True when a poll was closed and waits to be counted out."""
    ballots = [each for each in cast if isinstance(each, Ballot)]
    tallies = _last(each for each in cast if isinstance(each, Tally))
    if ballots:
        known = {each.voter_id: Person(each.voter_id, each.name, each.username) for each in ballots}
        await people.keep_people(unit, [each for each in known.values() if each.id > 0])
        await kept.keep_ballots(unit, ballots, at=now)
    if not tallies:
        return False
    await kept.adopt(unit, tallies)
    await kept.keep_tallies(unit, tallies, at=now)
    closed = [each.poll_id for each in tallies if each.is_closed]
    return any([await _wake(unit, poll_id, now=now) for poll_id in closed])


def _last(tallies: Iterable[Tally]) -> list[Tally]:
    """Of a poll's many states in a batch only the last matters, and nothing after the closing one."""
    last: dict[str, Tally] = {}
    for each in tallies:
        if each.poll_id not in last or not last[each.poll_id].is_closed:
            last[each.poll_id] = each
    return list(last.values())


async def _wake(unit: Unit, poll_id: str, *, now: int) -> bool:
    found = await kept.poll_of(unit, poll_id=poll_id)
    if found is None or found.state != "open":
        return False
    await queues.set_timer(unit, Timer(CLOSED, f"{found.number}:0", found.chat_id, now, "null", now))
    return True


async def seen(unit: Unit, tally: Tally, *, at: int) -> bool:
    """A poll's state in answer to something; True when it is closed and the poll is known."""
    await kept.keep_tallies(unit, [tally], at=at)
    return tally.is_closed


async def recognised(unit: Unit, tally: Tally, *, at: int) -> Poll | None:
    """The poll that somebody points at, even where its sending was never confirmed."""
    await kept.adopt(unit, [tally])
    found = await kept.poll_of(unit, poll_id=tally.poll_id)
    if found is not None:
        await kept.keep_tallies(unit, [tally], at=at)
    return found


async def ends_at(unit: Unit, *, number: int, at: int) -> None:
    """Its time was begun anew."""
    await kept.set_end(unit, number=number, at=at)


async def fail(unit: Unit, *, number: int, at: int) -> bool:
    """Telegram would not take it."""
    return await kept.end(unit, number=number, state="failed", at=at)


async def to_remind(unit: Unit, found: Poll, *, day: int, at: int) -> list[int]:
    """Who usually votes and has not yet; nobody where the group's members were reminded of another poll that day."""
    usual = await kept.usual_voters(unit, chat_id=found.chat_id, poll_id=found.poll_id)
    if usual and await desk.first_notice(unit, chat_id=found.chat_id, key=f"poll-remind:{day}", now=at):
        return usual
    return []


async def standing(reader: Reader, found: Poll) -> tuple[Result, list[Ballot]]:
    """How it stands now."""
    ballots = await kept.ballots(reader, poll_id=found.poll_id)
    return result(found, await kept.tally(reader, poll_id=found.poll_id), ballots), ballots


async def unsure(reader: Reader, found: Poll, *, most: int) -> list[Person]:
    """Voters who are not known to be in the group."""
    return await kept.voters(reader, poll_id=found.poll_id, chat_id=found.chat_id, are_members=False, limit=most)


async def members_first(reader: Reader, found: Poll, *, most: int) -> list[Person]:
    """Those who are, the first voters first."""
    return await kept.voters(reader, poll_id=found.poll_id, chat_id=found.chat_id, are_members=True, limit=most)


async def strike(unit: Unit, found: Poll, voters: Iterable[int]) -> None:
    """Their votes are nobody's here any more: neither paid nor named, ranked or counted as a voter."""
    await kept.strike(unit, poll_id=found.poll_id, voters=voters)


async def late(reader: Reader, found: Poll, *, tries: int, now: int) -> int:
    """Seconds to wait for votes that were counted and not told; 0 when all are there or were waited for enough."""
    if tries >= _TRIES:
        return 0
    tally = await kept.tally(reader, poll_id=found.poll_id)
    if tally is None or not tally.is_closed:
        return _LONG_WAIT if 0 < found.terms.ends_at <= now else 0
    if found.terms.is_anonymous:
        return 0
    return _WAIT if await kept.heard(reader, poll_id=found.poll_id) < tally.voters else 0


async def close(unit: Unit, found: Poll, *, pay: Pay, at: int) -> Ended | None:
    """Counted out once, however often it is told to be closed; members' points in the same transaction."""
    if not await kept.end(unit, number=found.number, state="closed", at=at):
        return None
    await strike(unit, found, [each.id for each in await unsure(unit, found, most=_EVERY)])
    outcome, ballots = await standing(unit, found)
    is_told = await _settle(unit, found, outcome, at=at)
    earned = rewarded(found, ballots)
    each = pay.right if found.terms.kind == "quiz" else pay.vote
    paid = 0
    for ballot in earned if each else []:
        paid += await _pay(unit, found, ballot, pay=pay, amount=each, at=at)
    return Ended(found, outcome, tuple(earned) if found.terms.kind == "quiz" else (), paid, each, is_told)


async def _settle(unit: Unit, found: Poll, outcome: Result, *, at: int) -> bool:
    """Whether Telegram told the last count; what the bot reckoned instead is changed by nothing that comes later."""
    tally = await kept.tally(unit, poll_id=found.poll_id)
    if tally is not None and tally.is_closed:
        return True
    options, counts = tuple(each.option for each in outcome.shares), tuple(each.count for each in outcome.shares)
    last = Tally(found.poll_id, found.terms.question, options, counts, outcome.voters, is_closed=True)
    if found.poll_id:
        await kept.keep_tallies(unit, [last], at=at)
    return False


async def _pay(unit: Unit, found: Poll, ballot: Ballot, *, pay: Pay, amount: int, at: int) -> bool:
    if found.terms.kind == "quiz":
        voter, kinds = ballot.voter_id, ("quiz",)
        had = await ledger.received_on(unit, chat_id=found.chat_id, user_id=voter, kinds=kinds, day=pay.day)
        if had + amount > pay.right_a_day:
            return False
    payment = Payment(
        chat_id=found.chat_id,
        user_id=ballot.voter_id,
        amount=amount,
        key=f"poll:{found.number}:{ballot.voter_id}",
        at=at,
        day=pay.day,
        source=found.number,
    )
    return await mint.by_rule(unit, payment, kind=found.terms.kind) is not None

"""From open to announced: each function here is one step, committed by its turn before anyone is told of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal, TypeAlias

from bot.domain.checkin import Calendar
from bot.domain.lottery.draw import Public, canonical_list, hash_of
from bot.domain.lottery.record import Draw, Drawn, drawn
from bot.domain.lottery.terms import MOST_EXTENSIONS, Lottery, Place
from bot.domain.points import MINT, STAKES, THE_BOT, Posting
from storage.database import Reader, Unit
from storage.lottery import entries, facts, lotteries, places
from storage.lottery.entries import Entry
from storage.points import ledger

_LEAF = 2000
"""Entries read at once: a few milliseconds, so that other readers have their turn between."""

Closed: TypeAlias = Literal["frozen", "extended", "cancelled", "late"]


@dataclass(frozen=True, slots=True)
class Listing:
    """The list as judged: those in, pseudonyms of those left out, the bytes to publish and their hash."""

    entries: list[Entry]
    unfit: list[str]
    data: bytes
    hash: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A draw and the list it was made of."""

    drawn: Drawn
    entries: list[Entry]


async def close(unit: Unit, lottery: Lottery, *, at: int, by_hand: bool = False) -> Closed:
    """Freeze it; where too few came, go on for longer or cancel, unless someone wants the draw now."""
    terms = lottery.terms
    is_short = lottery.entrants < max(terms.least, 1)
    if is_short and not by_hand:
        if terms.extend and lottery.extensions < MOST_EXTENSIONS:
            if not await lotteries.extend(unit, id=lottery.id, ends_at=at + terms.extend):
                return "late"
            await lotteries.tell(unit, id=lottery.id, at=at, what="extended", number=lottery.entrants)
            return "extended"
        return "cancelled" if await cancel(unit, lottery, at=at, what="short") else "late"
    if not await lotteries.freeze(unit, id=lottery.id):
        return "late"
    await lotteries.tell(unit, id=lottery.id, at=at, what="frozen", number=lottery.entrants)
    return "frozen"


async def cancel(unit: Unit, lottery: Lottery, *, at: int, what: str = "cancelled") -> bool:
    if not await lotteries.cancel(unit, id=lottery.id):
        return False
    await lotteries.tell(unit, id=lottery.id, at=at, what=what, number=lottery.entrants)
    return True


async def list_entrants(reader: Reader, lottery: Lottery, *, at: int, calendar: Calendar) -> Listing:
    """Judge everybody once more and put the list in its order; long for a long list, so no transaction is open."""
    day = calendar.day_of(at)
    rest = lottery.terms.rest
    unfit: set[str] = set()
    if rest:
        unfit |= await facts.resting(reader, lottery_id=lottery.id, chat_id=lottery.chat_id, last_draws=rest)
    fit: list[Entry] = []
    after = ""
    while page := await entries.page(reader, lottery_id=lottery.id, after=after, limit=_LEAF):
        first, after = page[0].pseudonym, page[-1].pseudonym
        unfit |= await facts.gone(reader, lottery_id=lottery.id, first=first, last=after, chat_id=lottery.chat_id)
        for condition in lottery.terms.conditions:
            if condition.measure == "chat":  # asked of Telegram: of those drawn, before they are told
                continue
            unfit |= await facts.unmet(
                reader,
                condition,
                lottery_id=lottery.id,
                first=first,
                last=after,
                chat_id=lottery.chat_id,
                now=at,
                day=day,
            )
        fit += [each for each in page if each.pseudonym not in unfit]
    data, entrants_hash = await asyncio.to_thread(_listing, fit)
    return Listing(fit, sorted(unfit), data, entrants_hash)


def _listing(fit: Sequence[Entry]) -> tuple[bytes, str]:
    data = canonical_list(each.entrant for each in fit)
    return data, hash_of(data)


async def publish_list(unit: Unit, lottery: Lottery, listing: Listing, *, at: int) -> Closed:
    """From here on the list is what it is; with nobody fit, or too few, there is no draw."""
    if listing.unfit:
        await entries.mark_unfit(unit, lottery_id=lottery.id, pseudonyms=listing.unfit)
    if not listing.entries:
        return "cancelled" if await cancel(unit, lottery, at=at, what="short") else "late"
    if not await lotteries.publish_list(unit, id=lottery.id, entrants_hash=listing.hash):
        return "late"
    await lotteries.tell(unit, id=lottery.id, at=at, what="listed", number=len(listing.entries))
    return "frozen"


async def hear_value(unit: Unit, lottery: Lottery, value: str, *, at: int) -> bool:
    """What the world said, told by a moderator and checkable by all."""
    if not await lotteries.hear_value(unit, id=lottery.id, value=value):
        return False
    await lotteries.tell(unit, id=lottery.id, at=at, what="value")
    return True


async def draw(reader: Reader, lottery: Lottery) -> Outcome:
    """Who wins; long for a long list, so no transaction is open, and it comes out the same every time."""
    found: list[Entry] = []
    after = ""
    while page := await entries.page(reader, lottery_id=lottery.id, after=after, limit=_LEAF):
        after = page[-1].pseudonym
        found += page
    sealed = await lotteries.sealed(reader, id=lottery.id)
    terms = lottery.terms
    public = Public(terms.public, lottery.public_value) if terms.public else None

    def made() -> Drawn:
        entrants = [each.entrant for each in found]
        return drawn(Draw(lottery.id, sealed.secret, entrants, terms.prizes, terms.reserves, public))

    return Outcome(await asyncio.to_thread(made), found)


async def keep_draw(unit: Unit, lottery: Lottery, outcome: Outcome, *, at: int) -> bool:
    if not await lotteries.draw(unit, id=lottery.id, at=at):
        return False
    prizes = [number for number, prize in enumerate(lottery.terms.prizes) for _ in range(prize.count)]
    chosen = [*outcome.drawn.winners, *outcome.drawn.reserves]
    kept = []
    for place, position in enumerate(chosen):
        who, is_winner = outcome.entries[position], place < len(outcome.drawn.winners)
        prize = prizes[place] if is_winner else -1
        kept.append(Place(lottery.id, place, who.user_id, who.pseudonym, prize, "won" if is_winner else "reserve", 0))
    await places.keep(unit, kept)
    await lotteries.tell(unit, id=lottery.id, at=at, what="drawn", number=len(outcome.drawn.winners))
    return True


async def announce(unit: Unit, lottery: Lottery, *, at: int, calendar: Calendar) -> bool:
    """The prices are spent with this step, and the time to claim begins."""
    if not await lotteries.announce(unit, id=lottery.id):
        return False
    await places.begin_claims(unit, lottery_id=lottery.id, due_at=at + lottery.terms.claim)
    staked = await entries.staked(unit, lottery_id=lottery.id)
    if staked:
        await ledger.post(
            unit,
            Posting(
                chat_id=lottery.chat_id,
                from_account=STAKES,
                to_account=MINT,
                amount=staked,
                kind="spent",
                actor=THE_BOT,
                key=f"lottery:{lottery.id}:spent",
                at=at,
                day=calendar.day_of(at),
                source=lottery.id,
            ),
        )
    await lotteries.tell(unit, id=lottery.id, at=at, what="announced")
    return True


async def give_back(unit: Unit, lottery: Lottery, *, at: int, calendar: Calendar, limit: int = 300) -> bool:
    """Return prices that are owed, some at a time; whether there are more."""
    owed = await entries.owed(unit, lottery_id=lottery.id, unfit_only=lottery.state != "cancelled", limit=limit + 1)
    for each in islice(owed, limit):
        await ledger.post(
            unit,
            Posting(
                chat_id=lottery.chat_id,
                from_account=STAKES,
                to_account=each.user_id,
                amount=each.paid,
                kind="unstake",
                actor=THE_BOT,
                key=f"lottery:{lottery.id}:return:{each.pseudonym}",
                at=at,
                day=calendar.day_of(at),
                source=lottery.id,
            ),
        )
    returned = [each.user_id for each in owed[:limit]]
    await entries.mark_returned(unit, lottery_id=lottery.id, user_ids=returned)
    return len(owed) > limit


async def kept_order(reader: Reader, lottery: Lottery) -> list[str]:
    """Pseudonyms of winners and reserves in the order drawn, as they were kept then."""
    return [each.pseudonym for each in await places.of_lottery(reader, lottery_id=lottery.id)]

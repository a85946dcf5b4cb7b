"""After the draw: prizes claimed in time, lapsed and handed on to reserves, codes given once, and the end of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.lottery.refusals import ClaimTooLate, NothingToClaim
from bot.domain.lottery.terms import Lottery, Place
from storage import outbox
from storage.database import Reader, Unit
from storage.lottery import codes, lotteries, places


@dataclass(frozen=True, slots=True)
class Claimed:
    """`is_new`: claimed just now, not before; `code` is empty where the prize has none."""

    place: Place
    prize: str
    code: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class HandedOn:
    """A prize that `lost` did not keep; `heir` is the reserve who has it now, if there was one.

    `is_gone`: not there any more, or not in a chat asked for; otherwise it was not claimed in time.
    """

    lost: Place
    heir: Place | None
    is_gone: bool


async def places_of(reader: Reader, *, lottery_id: int) -> list[Place]:
    return await places.of_lottery(reader, lottery_id=lottery_id)


async def waiting_for(reader: Reader, *, user_id: int, chat_id: int = 0) -> list[Place]:
    """Prizes that wait for the member, in one group or (0) in all."""
    return await places.waiting_for(reader, user_id=user_id, chat_id=chat_id)


async def codes_held(reader: Reader, *, user_id: int, limit: int = 5) -> list[Place]:
    """Prizes whose code the member has claimed: it may not have got through, and can be shown again."""
    return await places.with_codes(reader, user_id=user_id, limit=limit)


async def is_reachable(reader: Reader, *, user_id: int) -> bool:
    """Whether the bot may write to the member in private."""
    return await places.reachable(reader, user_id=user_id)


async def reachable_winners(reader: Reader, *, lottery_id: int) -> list[Place]:
    """Winners whose prize waits and to whom the bot may write."""
    return await places.reachable_winners(reader, lottery_id=lottery_id)


async def has_code(reader: Reader, lottery: Lottery, *, user_id: int) -> bool:
    """Whether what the member would claim comes with a code, which only a private chat may carry."""
    mine = await places.of_member(reader, lottery_id=lottery.id, user_id=user_id)
    counts = await codes.count(reader, lottery_id=lottery.id)
    return mine is not None and mine.state in ("won", "claimed") and mine.prize in counts


async def claim(unit: Unit, lottery: Lottery, *, user_id: int, at: int) -> Claimed:
    """Claiming again gives the same code again. Raises NothingToClaim and ClaimTooLate."""
    is_new = await places.claim(unit, lottery_id=lottery.id, user_id=user_id, at=at)
    mine = await places.of_member(unit, lottery_id=lottery.id, user_id=user_id)
    if mine is None or mine.state in ("reserve", "passed"):
        raise NothingToClaim
    if mine.state != "claimed":
        raise ClaimTooLate
    code = await codes.give(unit, mine, at=at)
    if is_new:
        await lotteries.tell(unit, id=lottery.id, at=at, what="claimed", who=mine.pseudonym)
    return Claimed(mine, lottery.terms.prizes[mine.prize].name, code, is_new)


async def hand_on(
    unit: Unit, lottery: Lottery, *, at: int, lost_by: Collection[int] = (), is_due: bool = False
) -> list[HandedOn]:
    """Take prizes from winners who are gone (or fail a condition: places in `lost_by`) and, with `is_due`, from
    those whose time to claim is over; give each to the next reserve who is still there."""
    everybody = await places.of_lottery(unit, lottery_id=lottery.id)
    reserves = [each for each in everybody if each.state == "reserve"]
    handed: list[HandedOn] = []
    for each in everybody:
        if each.state != "won":
            continue
        is_gone = not each.is_in or each.place in lost_by
        if not is_gone and not (is_due and each.due_at <= at):
            continue
        what = "passed" if is_gone else "lapsed"
        if not await places.drop(unit, each, state="passed" if is_gone else "lapsed"):
            continue
        await lotteries.tell(unit, id=lottery.id, at=at, what=what, who=each.pseudonym)
        heir = await _heir(unit, lottery, each, reserves, at=at, lost_by=lost_by)
        handed.append(HandedOn(each, heir, is_gone))
    return handed


async def _heir(
    unit: Unit, lottery: Lottery, lost: Place, reserves: list[Place], *, at: int, lost_by: Collection[int]
) -> Place | None:
    while reserves:
        next_one = reserves.pop(0)
        if not next_one.is_in or next_one.place in lost_by:
            await places.pass_reserve(unit, next_one, prize=lost.prize)
            await lotteries.tell(unit, id=lottery.id, at=at, what="passed", who=next_one.pseudonym)
            continue
        due_at = at + lottery.terms.claim
        await places.inherit(
            unit, lottery_id=lottery.id, of=lost.place, prize=lost.prize, heir=next_one.place, due_at=due_at
        )
        await lotteries.tell(unit, id=lottery.id, at=at, what="inherited", who=next_one.pseudonym)
        return next_one
    return None


_NAMED = "lottery.named"
_AT_ONCE = 60
"""Seconds within which a message is taken to have come at once."""


def naming(lottery: Lottery) -> tuple[str, dict[str, int | str]]:
    """`then` and `note` of a message that names winners: their time to claim does not run before it stands."""
    return _NAMED, {"lottery": lottery.id}


async def is_naming(reader: Reader, lottery: Lottery) -> bool:
    """Whether such a message has not reached the group yet."""
    note = f'{{"lottery":{lottery.id}}}'
    return await outbox.waits(reader, chat_id=lottery.chat_id, then=_NAMED, note=note)


async def named(unit: Unit, lottery: Lottery, *, at: int) -> bool:
    """Whether they were named late: then winners have as long as if they had been named at once."""
    return await places.put_off_claims(
        unit, lottery_id=lottery.id, due_at=at + lottery.terms.claim, unless_within=_AT_ONCE
    )


async def next_due(reader: Reader, *, lottery_id: int) -> int:
    """When the next claim's time is over; 0 when nobody's is running."""
    won = [each.due_at for each in await places.of_lottery(reader, lottery_id=lottery_id) if each.state == "won"]
    return min(won, default=0)


async def settle(unit: Unit, lottery: Lottery, *, at: int) -> bool:
    """The end, once no prize waits for its winner any more."""
    if not await lotteries.settle(unit, id=lottery.id):
        return False
    await lotteries.tell(unit, id=lottery.id, at=at, what="settled")
    return True

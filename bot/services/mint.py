"""The one way of points from the house to a person: by a rule of the group, or by the hand that sets the amount."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.domain.mint import HANDS, ByHand, ByRule, check_received, check_receiver
from bot.domain.points import (
    ANONYMOUS,
    MINT,
    SENSITIVE,
    THE_BOT,
    Actor,
    PointsRefusal,
    Posting,
    check_allowance,
)
from storage import people, rights
from storage.database import Reader, Unit
from storage.points import ledger


@dataclass(frozen=True, slots=True)
class Payment:
    """`at` in epoch seconds, `day` the local day it counts for, `source` the number of what it came from."""

    chat_id: int
    user_id: int
    amount: int
    key: str
    at: int
    day: int
    source: int = 0
    reason: str = ""


async def by_rule(unit: Unit, payment: Payment, *, kind: ByRule, actor: Actor = THE_BOT) -> int | None:
    """The entry's number; None where that was paid before, or the member has left."""
    if await people.has_left(unit, chat_id=payment.chat_id, user_id=payment.user_id):
        return None
    return await ledger.post(unit, posting(payment, kind=kind, actor=actor))


async def all_by_rule(unit: Unit, payments: Iterable[Payment], *, kind: ByRule) -> None:
    await ledger.pay_all(unit, [posting(each, kind=kind, actor=THE_BOT) for each in payments])


async def by_hand(
    unit: Unit, payment: Payment, *, kind: ByHand, hand: Actor, most_a_day: int, is_vouched: bool = False
) -> int | None:
    """The entry's number; None where that was paid before, or the member has left.

    `is_vouched` tells that somebody who is not the member stands for a hidden hand. Raises OwnGain, DailyCap,
    ReceivedEnough.
    """
    if await people.has_left(unit, chat_id=payment.chat_id, user_id=payment.user_id):
        return None
    await check(unit, payment, hand=hand, most_a_day=most_a_day, is_vouched=is_vouched)
    return await ledger.post(unit, posting(payment, kind=kind, actor=hand))


async def many_by_hand(
    unit: Unit, payments: Iterable[Payment], *, hand: Actor, most_a_day: int, is_vouched: bool
) -> None:
    """Grants to each of them who may have it; the day's sum of the hand is the caller's to check for all at once."""
    may: list[Posting] = []
    for each in payments:
        with contextlib.suppress(PointsRefusal):
            await check(unit, each, hand=hand, most_a_day=most_a_day, is_vouched=is_vouched)
            if not await people.has_left(unit, chat_id=each.chat_id, user_id=each.user_id):
                may.append(posting(each, kind="grant", actor=hand))
    await ledger.pay_all(unit, may)


async def promised(
    unit: Unit, payment: Payment, *, kind: Literal["event", "challenge"], by: int, most_a_day: int
) -> int | None:
    """Of what was promised by the one of that id, 0 for a line of the settings; nothing where they may not give it.

    A hidden hand that promised has shown itself then, and none of those it may be is paid.
    """
    if not by:
        return await by_rule(unit, payment, kind=kind)
    hand = Actor(by, is_anonymous=by == ANONYMOUS)
    try:
        return await by_hand(unit, payment, kind=kind, hand=hand, most_a_day=most_a_day)
    except PointsRefusal:
        return None


async def check(reader: Reader, payment: Payment, *, hand: Actor, most_a_day: int, is_vouched: bool = False) -> None:
    """Raises what `by_hand` does."""
    chat_id, day = payment.chat_id, payment.day
    is_hidden = hand.is_anonymous and not is_vouched
    may_be = await rights.administrators(reader, chat_id=chat_id) if is_hidden else {}
    check_receiver(hand, payment.user_id, may_be=may_be)
    moved = await moved_by_hand(reader, chat_id=chat_id, hand=hand, day=day)
    check_allowance(amount=payment.amount, moved_today=moved, most_a_day=most_a_day)
    had = await ledger.received_on(reader, chat_id=chat_id, user_id=payment.user_id, kinds=HANDS, day=day)
    check_received(amount=payment.amount, had_today=had, most_a_day=most_a_day)


async def moved_by_hand(reader: Reader, *, chat_id: int, hand: Actor, day: int) -> int:
    """What it gave on that local day; all hidden hands of a group are one."""
    return await ledger.moved_on(reader, chat_id=chat_id, actor_id=hand.id, kinds=HANDS, day=day)


async def needs_a_tap(reader: Reader, payment: Payment, *, hand: Actor) -> bool:
    """Whether a hidden hand has to show itself to the bot: it gave much that day, or may be giving to itself."""
    if not hand.is_anonymous:
        return False
    moved = await moved_by_hand(reader, chat_id=payment.chat_id, hand=hand, day=payment.day)
    return moved + payment.amount >= SENSITIVE or payment.user_id in await rights.administrators(
        reader, chat_id=payment.chat_id
    )


def posting(payment: Payment, *, kind: ByRule | ByHand, actor: Actor) -> Posting:
    return Posting(
        chat_id=payment.chat_id,
        from_account=MINT,
        to_account=payment.user_id,
        amount=payment.amount,
        kind=kind,
        actor=actor,
        key=payment.key,
        at=payment.at,
        day=payment.day,
        source=payment.source,
        reason=payment.reason,
    )

"""Gifts and thanks between members: decided, then written as entries that move all at once or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.gifts import CannotAfford, GiftRule, ThankedToday, ThanksRule, check_gift, check_thanks
from bot.domain.people import Person
from bot.domain.points import TAXES, Kind, Posting
from bot.services import mint
from bot.services.mint import Payment
from bot.services.points import Order
from storage import people
from storage.database import Unit
from storage.points import ledger


@dataclass(frozen=True, slots=True)
class Given:
    """`arrived` is what was given less the tax; `left` is what the giver still has."""

    entry: int
    arrived: int
    tax: int
    left: int


@dataclass(frozen=True, slots=True)
class Thanks:
    """`balance` is the thanked member's after it."""

    entry: int
    balance: int


async def give(unit: Unit, order: Order, *, to: Person, amount: int, rule: GiftRule) -> Given:
    giver = order.actor.id
    given = await ledger.moved_on(unit, chat_id=order.chat_id, actor_id=giver, kinds=("gift",), day=order.day)
    taxed = await ledger.moved_on(unit, chat_id=order.chat_id, actor_id=giver, kinds=("tax",), day=order.day)
    held = await ledger.balance(unit, chat_id=order.chat_id, user_id=giver)
    check_gift(rule, giver=giver, receiver=to.id, amount=amount, given_today=given + taxed, balance=held)
    await people.keep_people(unit, [to])
    tax = rule.tax_on(amount)
    entry = await ledger.post(
        unit, _posting(order, from_account=giver, to=to.id, amount=amount - tax, kind="gift", reason=to.name)
    )
    if entry is not None and tax:
        order_of_tax = _posting(order, from_account=giver, to=TAXES, amount=tax, kind="tax", source=entry)
        entry = entry if await ledger.post(unit, order_of_tax) else None
    if entry is None:
        raise CannotAfford(balance=held, amount=amount)
    return Given(entry, amount - tax, tax, held - amount)


async def thank(unit: Unit, order: Order, *, to: Person, rule: ThanksRule) -> Thanks:
    """One thanks a pair and day: its key in the ledger says so."""
    given, received = await ledger.kind_on(
        unit, chat_id=order.chat_id, kind="thanks", giver=order.actor.id, receiver=to.id, day=order.day
    )
    check_thanks(rule, giver=order.actor.id, receiver=to.id, name=to.name, given=given, received=received)
    await people.keep_people(unit, [to])
    thanks = Payment(
        chat_id=order.chat_id,
        user_id=to.id,
        amount=rule.reward,
        key=f"thanks:{order.actor.id}:{to.id}:{order.day}",
        at=order.at,
        day=order.day,
    )
    entry = await mint.by_rule(unit, thanks, kind="thanks", actor=order.actor)
    if entry is None:
        raise ThankedToday(name=to.name)
    return Thanks(entry, await ledger.balance(unit, chat_id=order.chat_id, user_id=to.id))


def _posting(
    order: Order, *, from_account: int, to: int, amount: int, kind: Kind, source: int = 0, reason: str = ""
) -> Posting:
    return Posting(
        chat_id=order.chat_id,
        from_account=from_account,
        to_account=to,
        amount=amount,
        kind=kind,
        actor=order.actor,
        key=f"{order.key}:{kind}",
        at=order.at,
        day=order.day,
        source=source,
        reason=reason,
    )

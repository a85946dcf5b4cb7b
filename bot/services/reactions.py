"""Points for being reacted to: little, capped, once a day for each pair."""

from __future__ import annotations

from bot.domain.people import Person
from bot.domain.reactions import ReactionRule, is_paid
from bot.services import mint
from bot.services.mint import Payment
from bot.services.points import Order
from storage import people
from storage.database import Reader, Unit
from storage.points import ledger


async def giver(reader: Reader, *, user_id: int) -> Person | None:
    """Whoever reacted, as they are known now; None for somebody forgotten meanwhile."""
    return await people.person(reader, user_id=user_id)


async def pay(unit: Unit, order: Order, *, author: int, rule: ReactionRule) -> bool:
    """Whether the author was paid; `order.actor` reacted."""
    giver = order.actor.id
    if not await people.is_in(unit, chat_id=order.chat_id, user_id=author):
        return False
    given, received = await ledger.kind_on(
        unit, chat_id=order.chat_id, kind="reaction", giver=giver, receiver=author, day=order.day
    )
    if not is_paid(rule, giver=giver, author=author, given=given, received=received):
        return False
    payment = Payment(
        chat_id=order.chat_id,
        user_id=author,
        amount=rule.reward,
        key=f"reaction:{giver}:{author}:{order.day}",
        at=order.at,
        day=order.day,
    )
    return await mint.by_rule(unit, payment, kind="reaction", actor=order.actor) is not None

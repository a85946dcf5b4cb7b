"""Points for being reacted to: little, capped, once a day for each pair."""

from __future__ import annotations

from bot.domain.points import MINT, Posting
from bot.domain.reactions import ReactionRule, is_paid
from bot.services.points import Order
from storage.database import Unit
from storage.points import ledger


async def pay(unit: Unit, order: Order, *, author: int, rule: ReactionRule) -> bool:
    """Whether the author was paid; `order.actor` reacted."""
    giver = order.actor.id
    given, received = await ledger.kind_on(
        unit, chat_id=order.chat_id, kind="reaction", giver=giver, receiver=author, day=order.day
    )
    if not is_paid(rule, giver=giver, author=author, given=given, received=received):
        return False
    posting = Posting(
        chat_id=order.chat_id,
        from_account=MINT,
        to_account=author,
        amount=rule.reward,
        kind="reaction",
        actor=order.actor,
        key=f"reaction:{giver}:{author}:{order.day}",
        at=order.at,
        day=order.day,
    )
    return await ledger.post(unit, posting) is not None

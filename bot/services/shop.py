"""Redeeming: stock, limit, price, order and code in one transaction; delivering and paying back, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.points import SHOP, Actor, Posting
from bot.domain.shop import Goods, HadEnough, NoCodesHere, NoSuchGoods, NoSuchOrder, Offer, Order, SoldOut, TooDear
from bot.services import desk
from storage import shop
from storage.database import Reader, Unit
from storage.points import ledger

SHELF = 200
HISTORY = 10
"""Lines of what one redeemed."""


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who redeems, when (epoch seconds) and on which local day; `key` is the turn's own."""

    user_id: int
    name: str
    at: int
    day: int
    key: str


async def shelf(reader: Reader, *, chat_id: int) -> list[Goods]:
    return await shop.on_offer(reader, chat_id=chat_id, limit=SHELF)


async def goods(reader: Reader, *, number: int, chat_id: int | None = None) -> Goods:
    """Of any group, or of this one."""
    found = await shop.goods(reader, number=number)
    if found is None or chat_id not in (None, found.chat_id):
        raise NoSuchGoods
    return found


async def redeem(unit: Unit, buyer: Buyer, *, number: int) -> Order:
    """Refused, and nothing taken, where stock, limit or points are wanting."""
    wanted = await goods(unit, number=number)
    if not wanted.is_open or not await shop.take_one(unit, number=number):
        raise SoldOut(name=wanted.name)
    if wanted.per_member and await shop.had(unit, user_id=buyer.user_id, number=number) >= wanted.per_member:
        raise HadEnough(name=wanted.name, most=wanted.per_member)
    order = await shop.add_order(unit, wanted, user_id=buyer.user_id, at=buyer.at, key=buyer.key)
    if order is None:
        raise SoldOut(name=wanted.name)
    posting = _posting(wanted, buyer, order)
    if await ledger.post(unit, posting) is None:
        balance = await ledger.balance(unit, chat_id=wanted.chat_id, user_id=buyer.user_id)
        raise TooDear(name=wanted.name, price=wanted.price, balance=balance, missing=wanted.price - balance)
    if wanted.delivery == "code" and not await shop.take_code(unit, number=number, order=order):
        raise SoldOut(name=wanted.name)
    return await _order(unit, order)


def _posting(wanted: Goods, buyer: Buyer, order: int) -> Posting:
    return Posting(
        chat_id=wanted.chat_id,
        from_account=buyer.user_id,
        to_account=SHOP,
        amount=wanted.price,
        kind="purchase",
        actor=Actor(buyer.user_id, buyer.name),
        key=f"{buyer.key}:purchase",
        at=buyer.at,
        day=buyer.day,
        source=order,
        reason=wanted.name,
    )


async def _order(reader: Reader, number: int) -> Order:
    order = await shop.order(reader, number=number)
    if order is None:
        raise NoSuchOrder
    return order


async def can_write_to(reader: Reader, *, user_id: int) -> bool:
    """Whether the member began a private chat with the bot."""
    return bool(await desk.reachable(reader, [user_id]))


async def send(unit: Unit, *, number: int) -> bool:
    """Whether the code is to go out now: not while it is on its way already."""
    return await shop.send(unit, number=number)


async def arrived(unit: Unit, *, number: int) -> bool:
    """Telegram took the code."""
    return await shop.settle_order(unit, number=number, state="delivered", was_sent=True)


async def came_back(unit: Unit, *, number: int) -> Order | None:
    """Telegram did not take the code: it is kept for the member, and goes out once they write to the bot."""
    return await _order(unit, number) if await shop.came_back(unit, number=number) else None


async def delivered(unit: Unit, *, number: int, chat_id: int | None = None) -> Order:
    """The order, which waited until now."""
    order = await _order(unit, number)
    if chat_id not in (None, order.chat_id) or not await shop.settle_order(unit, number=number, state="delivered"):
        raise NoSuchOrder
    return order


async def refund(unit: Unit, *, number: int, chat_id: int, actor: Actor, at: int, day: int) -> Order:
    """What was not delivered is paid back, and goes back to the shelf; a code stays with its order, unseen."""
    order = await _order(unit, number)
    if order.chat_id != chat_id or not await shop.settle_order(unit, number=number, state="refunded"):
        raise NoSuchOrder
    posting = Posting(
        chat_id=chat_id,
        from_account=SHOP,
        to_account=order.user_id,
        amount=order.price,
        kind="refund",
        actor=actor,
        key=f"refund:{number}",
        at=at,
        day=day,
        source=number,
        reason=order.name,
    )
    await ledger.post(unit, posting)
    if not order.code:
        await shop.put_back(unit, number=order.goods_id)
    return order


async def codes_due(reader: Reader, *, user_id: int) -> list[Order]:
    return await shop.codes_due(reader, user_id=user_id)


async def history(reader: Reader, *, user_id: int) -> list[Order]:
    return await shop.orders_of(reader, user_id=user_id, limit=HISTORY)


async def queue(reader: Reader, *, chat_id: int) -> list[Order]:
    return await shop.waiting(reader, chat_id=chat_id, limit=SHELF)


# --- keeping shop -----------------------------------------------------------------------------------------------------


async def put_up(unit: Unit, offer: Offer, *, chat_id: int, by: int, at: int) -> int:
    return await shop.add_goods(unit, offer, chat_id=chat_id, by=by, at=at)


async def stock_up(unit: Unit, codes: Sequence[str], *, number: int, chat_id: int) -> int:
    """How many of the codes were new."""
    found = await goods(unit, number=number, chat_id=chat_id)
    if found.delivery != "code":
        raise NoCodesHere
    return await shop.add_codes(unit, codes, number=number)


async def take_down(unit: Unit, *, number: int, chat_id: int) -> None:
    if not await shop.close(unit, chat_id=chat_id, number=number):
        raise NoSuchGoods

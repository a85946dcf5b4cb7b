"""Goods, codes and orders; the last piece goes to one, and a code with one order, by the statements' own conditions."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.shop import Goods, Offer, Order
from storage.database import Reader, Row, Unit

_ORDER = (
    "SELECT orders.*, goods.name, coalesce(codes.code, '') AS code FROM orders "
    "JOIN goods ON goods.id = orders.goods_id LEFT JOIN codes ON codes.order_id = orders.id "
)


def _goods(row: Row) -> Goods:
    return Goods(
        row["id"],
        row["chat_id"],
        row["name"],
        row["price"],
        row["stock"],
        row["per_member"],
        row["delivery"],
        row["state"] == "open",
    )


def _order(row: Row) -> Order:
    return Order(
        row["id"],
        row["chat_id"],
        row["goods_id"],
        row["user_id"],
        row["price"],
        row["state"],
        row["at"],
        row["name"],
        row["code"],
    )


async def add_goods(unit: Unit, offer: Offer, *, chat_id: int, by: int, at: int) -> int:
    return await unit.number(
        "INSERT INTO goods (chat_id, name, price, stock, per_member, delivery, made_by, made_at) "
        "VALUES (:chat_id, :name, :price, :stock, :per_member, :delivery, :by, :at) RETURNING id",
        {
            "chat_id": chat_id,
            "name": offer.name,
            "price": offer.price,
            "stock": offer.stock,
            "per_member": offer.per_member,
            "delivery": offer.delivery,
            "by": by,
            "at": at,
        },
    )


async def close(unit: Unit, *, chat_id: int, number: int) -> bool:
    return await unit.change(
        "UPDATE goods SET state = 'closed' WHERE id = :id AND chat_id = :chat_id AND state = 'open'",
        {"id": number, "chat_id": chat_id},
    )


async def goods(reader: Reader, *, number: int) -> Goods | None:
    row = await reader.one("SELECT * FROM goods WHERE id = :id", {"id": number})
    return _goods(row) if row else None


async def on_offer(reader: Reader, *, chat_id: int, limit: int) -> list[Goods]:
    rows = await reader.all(
        "SELECT * FROM goods WHERE chat_id = :chat_id AND state = 'open' ORDER BY id LIMIT :limit",
        {"chat_id": chat_id, "limit": limit},
    )
    return [_goods(row) for row in rows]


async def add_codes(unit: Unit, codes: Sequence[str], *, number: int) -> int:
    """How many were new; each is one more in stock."""
    added = 0
    for code in codes:
        added += await unit.run(
            "INSERT INTO codes (goods_id, code) VALUES (:goods_id, :code) ON CONFLICT DO NOTHING",
            {"goods_id": number, "code": code},
        )
    await unit.run("UPDATE goods SET stock = stock + :added WHERE id = :id", {"added": added, "id": number})
    return added


async def take_one(unit: Unit, *, number: int) -> bool:
    """Whether there was one left."""
    return await unit.change(
        "UPDATE goods SET stock = stock - 1 WHERE id = :id AND state = 'open' AND stock > 0", {"id": number}
    )


async def put_back(unit: Unit, *, number: int) -> None:
    await unit.run("UPDATE goods SET stock = stock + 1 WHERE id = :id", {"id": number})


async def had(reader: Reader, *, user_id: int, number: int) -> int:
    """How many of these goods the member has had, what was paid back left out."""
    return await reader.number(
        "SELECT count(*) FROM orders WHERE user_id = :user_id AND goods_id = :id AND state <> 'refunded'",
        {"user_id": user_id, "id": number},
    )


async def add_order(unit: Unit, wanted: Goods, *, user_id: int, at: int, key: str) -> int | None:
    """The order's number; None where that key has ordered before."""
    row = await unit.one(
        "INSERT INTO orders (chat_id, goods_id, user_id, price, at, idempotency_key) "
        "VALUES (:chat_id, :goods_id, :user_id, :price, :at, :key) ON CONFLICT DO NOTHING RETURNING id",
        {
            "chat_id": wanted.chat_id,
            "goods_id": wanted.id,
            "user_id": user_id,
            "price": wanted.price,
            "at": at,
            "key": key,
        },
    )
    return row["id"] if row else None


async def take_code(unit: Unit, *, number: int, order: int) -> bool:
    """The oldest free code goes with the order; False where none is left."""
    return await unit.change(
        "UPDATE codes SET order_id = :order_id WHERE order_id IS NULL "
        "AND id = (SELECT min(id) FROM codes WHERE goods_id = :id AND order_id IS NULL)",
        {"order_id": order, "id": number},
    )


async def order(reader: Reader, *, number: int) -> Order | None:
    row = await reader.one(_ORDER + "WHERE orders.id = :id", {"id": number})
    return _order(row) if row else None


async def orders_of(reader: Reader, *, user_id: int, limit: int) -> list[Order]:
    """Newest first, over all groups."""
    rows = await reader.all(
        _ORDER + "WHERE orders.user_id = :user_id ORDER BY orders.id DESC LIMIT :limit",
        {"user_id": user_id, "limit": limit},
    )
    return [_order(row) for row in rows]


async def codes_due(reader: Reader, *, user_id: int) -> list[Order]:
    """Paid for, with a code, and not delivered yet."""
    rows = await reader.all(
        _ORDER + "WHERE orders.user_id = :user_id AND orders.state = 'paid' AND sending = 0 AND codes.code IS NOT NULL "
        "ORDER BY orders.id",
        {"user_id": user_id},
    )
    return [_order(row) for row in rows]


async def send(unit: Unit, *, number: int) -> bool:
    """Whether it waited, and is on its way by this."""
    return await unit.change(
        "UPDATE orders SET sending = 1 WHERE id = :id AND state = 'paid' AND sending = 0", {"id": number}
    )


async def came_back(unit: Unit, *, number: int) -> bool:
    """Whether it was on its way, and waits again."""
    return await unit.change(
        "UPDATE orders SET sending = 0 WHERE id = :id AND state = 'paid' AND sending = 1", {"id": number}
    )


async def waiting(reader: Reader, *, chat_id: int, limit: int) -> list[Order]:
    rows = await reader.all(
        _ORDER + "WHERE orders.chat_id = :chat_id AND orders.state = 'paid' ORDER BY orders.id LIMIT :limit",
        {"chat_id": chat_id, "limit": limit},
    )
    return [_order(row) for row in rows]


async def settle_order(unit: Unit, *, number: int, state: str, was_sent: bool = False) -> bool:
    """Whether it still waited, or, where `was_sent`, was on its way."""
    return await unit.change(
        "UPDATE orders SET state = :state, sending = 0 WHERE id = :id AND state = 'paid' AND sending = :sending",
        {"id": number, "state": state, "sending": int(was_sent)},
    )

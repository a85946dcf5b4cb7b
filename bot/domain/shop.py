"""What a shop offers and who may have it; stock and orders are kept by the store's own conditions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.domain.amounts import read_amount
from bot.domain.grammar.doubts import unread
from bot.domain.grammar.fields import Vocabulary, places_of
from bot.domain.grammar.reading import NotUnderstood
from bot.domain.grammar.script import plain
from bot.domain.refusals import Key, Refusal, WrongForm

MOST = 1_000_000_000
NAME_LENGTH = 40
CODE_LENGTH = 200

Delivery: TypeAlias = Literal["code", "hand"]
OrderState: TypeAlias = Literal["paid", "delivered", "refunded"]


@dataclass(frozen=True, slots=True)
class Offer:
    """Goods as they are put up; `per_member` 0 is no limit. Codes come later, and are the stock then."""

    name: str
    price: int
    stock: int
    per_member: int
    delivery: Delivery


@dataclass(frozen=True, slots=True)
class Goods:
    id: int
    chat_id: int
    name: str
    price: int
    stock: int
    per_member: int
    delivery: Delivery
    is_open: bool


@dataclass(frozen=True, slots=True)
class Order:
    """`code` is empty for what is delivered by hand."""

    id: int
    chat_id: int
    goods_id: int
    user_id: int
    price: int
    state: OrderState
    at: int
    name: str
    code: str = ""


class ShopRefusal(Refusal):
    """The shop cannot do that."""


class NoSuchGoods(ShopRefusal):
    key = "shop.no_such_goods"


class SoldOut(ShopRefusal):
    """`name`."""

    key = "shop.sold_out"


class HadEnough(ShopRefusal):
    """`name`, `most`."""

    key = "shop.had_enough"


class TooDear(ShopRefusal):
    """`name`, `price`, `balance`."""

    key = "shop.too_dear"


class NoSuchOrder(ShopRefusal):
    key = "shop.no_such_order"


class NoCodesHere(ShopRefusal):
    key = "shop.no_codes_here"


_FIELDS = Vocabulary(
    {
        "price": ("price", "价", "价格", "积分", "售价"),
        "stock": ("stock", "数量", "库存", "存货"),
        "limit": ("limit", "限", "限购", "每人", "每人限"),
    }
)
_NUMBER = re.compile(r"(?P<number>[-+]?\d+) ?(?:points?|分|积分|个|份|件|张|次)?")


def read_offer(words: str) -> Offer:
    """Of `NAME | price 100 | stock 5 | limit 1`; without a stock it is redeemed by codes. Raises WrongForm."""
    name, *fields = places_of(words)
    told = dict(_field(each) for each in fields if each)
    if not name or len(name) > NAME_LENGTH or "price" not in told:
        raise WrongForm(usage=Key("commands.shop.manage"))
    price = read_amount(told["price"], most=MOST)
    limit = read_amount(told.get("limit", "1"), least=0, most=MOST)
    if "stock" not in told:
        return Offer(name, price, 0, limit, "code")
    return Offer(name, price, read_amount(told["stock"], most=MOST), limit, "hand")


def _field(words: str) -> tuple[str, str]:
    found = _FIELDS.read(words)
    if found is None or found.certainty == "near":
        raise unread(NotUnderstood("field", words))
    number = _NUMBER.fullmatch(plain(found.value))
    return found.name, number["number"] if number else found.value


def read_codes(lines: str) -> list[str]:
    """One a line, each once."""
    return list(dict.fromkeys(line.strip()[:CODE_LENGTH] for line in lines.splitlines() if line.strip()))

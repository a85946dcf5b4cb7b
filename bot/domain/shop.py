"""What a shop offers and who may have it; stock and orders are kept by the store's own conditions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.domain.amounts import read_amount
from bot.domain.grammar.fields import Vocabulary
from bot.domain.grammar.lines import Written, read_line
from bot.domain.grammar.moments import Here
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
    """`name`, `price`, `balance`, `missing`."""

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


def read_answers(words: str, _: Here) -> Written:
    """Of `NAME | price 100 | stock 5 | limit 1`: what it says by field."""
    return read_line(words, _FIELDS, first="name", bare=lambda _: None)


def offer_of(answers: Mapping[str, str]) -> Offer:
    """Without a stock it is redeemed by codes. Raises WrongForm."""
    if "price" not in answers:
        raise WrongForm(usage=Key("commands.shop.usage"))
    name, price = goods_name(answers.get("name", "")), amount_of(answers["price"])
    limit = amount_of(answers.get("limit", "1"), least=0)
    if "stock" not in answers:
        return Offer(name, price, 0, limit, "code")
    return Offer(name, price, amount_of(answers["stock"]), limit, "hand")


def goods_name(words: str) -> str:
    name = " ".join(words.split())
    if not name or len(name) > NAME_LENGTH:
        raise WrongForm(usage=Key("commands.shop.usage"))
    return name


def amount_of(words: str, *, least: int = 1) -> int:
    """A price, a stock or a limit."""
    number = _NUMBER.fullmatch(plain(words))
    return read_amount(number["number"] if number else words, least=least, most=MOST)


def read_codes(lines: str) -> list[str]:
    """One a line, each once."""
    return list(dict.fromkeys(line.strip()[:CODE_LENGTH] for line in lines.splitlines() if line.strip()))

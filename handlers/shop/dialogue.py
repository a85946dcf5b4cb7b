"""/shop new, step by step: what, for how much, how many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.dialogue import Draft
from bot.domain.grammar.moments import Here
from bot.domain.shop import Offer, amount_of, goods_name, offer_of, read_answers
from bot.engine.turn import Turn
from bot.services import shop
from bot.texts.text import Raw, Text, Words, text
from handlers.command.group_commands import Place, elsewhere
from handlers.dialogue.declaring import Dialogue, Step
from handlers.dialogue.screens import so_far
from handlers.moderation.log import note


async def _require(turn: Turn, place: Place) -> None:
    await turn.require("shop", group=place.group)


async def put_up(turn: Turn, place: Place, offer: Offer) -> Text:
    """What is told of it."""
    number = await shop.put_up(turn.unit, offer, chat_id=place.group.id, by=turn.person.id, at=turn.at)
    await note(turn, place.group.id, "shop_new", words=f"#{number} {offer.name}")
    key = "shop.put_up_codes" if offer.delivery == "code" else "shop.put_up"
    return Text(key, {"number": number, "name": offer.name, "price": offer.price, "stock": offer.stock})


def _name(words: str, _: Here) -> str:
    return goods_name(words)


def _amount(words: str, _: Here) -> str:
    return str(amount_of(words))


def _limit(words: str, _: Here) -> str:
    return str(amount_of(words, least=0))


def _numbers(*values: str) -> tuple[tuple[str, Words], ...]:
    return tuple((each, Raw(each)) for each in values)


async def _preview(turn: Turn, draft: Draft) -> Sequence[Text]:
    offer_of(draft.given)
    return so_far(turn, DIALOGUE, draft)


async def _finish(turn: Turn, draft: Draft) -> Words:
    return await put_up(turn, elsewhere(turn, draft.for_chat), offer_of(draft.given))


DIALOGUE: Final = Dialogue(
    name="goods",
    title=text("dialogue.goods"),
    steps=(
        Step("name", text("dialogue.goods_name"), text("dialogue.ask_goods_name"), _name,
             spread=read_answers, order="needed"),
        Step("price", text("dialogue.goods_price"), text("dialogue.ask_goods_price"), _amount,
             choices=_numbers("10", "50", "100", "500"), order="needed"),
        Step("stock", text("dialogue.goods_stock"), text("dialogue.ask_goods_stock"), _amount,
             choices=_numbers("1", "3", "5", "10"), order="asked"),
        Step("limit", text("dialogue.goods_limit"), text("dialogue.ask_goods_limit"), _limit,
             choices=_numbers("1", "2", "5", "0")),
    ),
    require=_require,
    preview=_preview,
    finish=_finish,
    open_label=text("dialogue.open_goods"),
)  # fmt: skip

"""The shop by buttons: redeeming for members, goods, codes and orders for moderators."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.names import short
from bot.engine.entrances import Entrance
from bot.engine.shortcuts import Option, Shortcut, StatusLines
from bot.engine.turn import Turn
from bot.services import shop
from bot.texts.text import Raw, Text, text


async def _goods(turn: Turn, chat_id: int) -> Sequence[Option]:
    return [Option(str(each.id), Raw(short(each.name))) for each in await shop.shelf(turn.reads, chat_id=chat_id)]


async def _waits(turn: Turn, chat_id: int) -> list[Text]:
    orders = await shop.queue(turn.reads, chat_id=chat_id)
    return [text("panel.waits_orders", n=len(orders))] if orders else []


SHORTCUTS: list[Entrance] = [
    Shortcut("shop", "home", "shop"),
    Shortcut("redeem", "more", "redeem"),
    Shortcut("shop_queue", "shop", "shop", "queue", permission="shop"),
    Shortcut("shop_new", "shop", "shop", "new", permission="shop"),
    Shortcut("shop_codes", "shop", "shop", "codes {thing} {said}", _goods, asks="panel.ask_codes", permission="shop"),
    Shortcut("shop_close", "shop", "shop", "close {thing}", _goods, permission="shop"),
    StatusLines("waits", _waits),
]

"""/shop and /redeem: goods for points; a code goes privately and protected, the rest waits for a moderator's hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.amounts import read_id
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import WrongForm
from bot.domain.shop import Goods, Order
from bot.engine.buttons import pack, press
from bot.engine.entrances import Shown, button, timer
from bot.engine.shortcuts import Listing
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Key, Keys, Say, Toast
from bot.services import shop, targets
from bot.services.shop import Buyer
from bot.texts.text import Lines, Raw, Text, When, Who, text
from handlers.command.group_commands import Place, answer, elsewhere, group_command, known_person, within
from handlers.command.listing import foot, page_of, pages_of
from handlers.command.subcommands import how_for
from handlers.shop.keeping import announce, shopkeeping

KIND = "shop_code"
"""The timer that tells what became of a code."""


@press("rd")
@dataclass(frozen=True, slots=True)
class Wanted:
    goods: int


async def show_shop(turn: Turn, place: Place) -> None:
    if place.words:
        await shopkeeping(turn, place)
        return
    await _show(turn, place, 0)


async def _show(turn: Turn, place: Place, number: int) -> None:
    chat_id = place.group.id
    found = await shop.shelf(turn.reads, chat_id=chat_id)
    if not found:
        answer(turn, Lines([text("shop.empty"), *await how_for(turn, place, command="shop")]))
        return
    page = page_of(found, number)
    lines = [text("shop.open"), *map(_line, page.rows), *foot(page)]
    answer(turn, Lines(lines), keys=[*_keys(page.rows), *pages_of(page, "shop", chat_id)])


async def _show_page(turn: Turn, chat_id: int, number: int) -> None:
    await _show(turn, elsewhere(turn, chat_id), number)


def _line(each: Goods) -> Text:
    return text("shop.line", number=each.id, name=each.name, price=each.price, stock=each.stock)


def _keys(found: Sequence[Goods]) -> Keys:
    return [[Key(text("shop.button_redeem", name=each.name), pack(Wanted(each.id)))] for each in found if each.stock]


async def redeem(turn: Turn, place: Place) -> None:
    """By number; alone it shows what one has redeemed, codes only in private."""
    person = known_person(turn)
    if not place.words:
        await _history(turn, place, user_id=person.id)
        return
    number = read_id(place.words)
    if number is None:
        raise WrongForm(usage=Sentence("commands.redeem.usage"))
    await shop.goods(turn.reads, number=number, chat_id=place.group.id)
    order = await shop.redeem(turn.unit, _buyer(turn, place), number=number)
    is_sent = await _deliver(turn, place, order)
    key = _outcome(order, is_sent=is_sent)
    link = [] if is_sent or not order.code else [[Key(text("shop.button_start"), url=_start(turn))]]
    answer(turn, text(key, name=order.name, price=order.price, order=order.id), keys=link)


async def pressed(turn: Turn, wanted: Wanted) -> None:
    """The group's answer is a toast: fifty people may press at once."""
    goods = await shop.goods(turn.reads, number=wanted.goods)
    place = await within(turn, goods.chat_id)
    order = await shop.redeem(turn.unit, _buyer(turn, place), number=wanted.goods)
    is_sent = await _deliver(turn, place, order)
    words = text(_outcome(order, is_sent=is_sent), name=order.name, price=order.price, order=order.id)
    if order.code and not is_sent and turn.query is not None:
        turn.do(Toast(chat_id=turn.group.id, query_id=turn.query.id, url=_start(turn)))
        turn.say(words, keys=[[Key(text("shop.button_start"), url=_start(turn))]], reply=False)
        return
    turn.toast(words, alert=True)


def _outcome(order: Order, *, is_sent: bool) -> str:
    if not order.code:
        return "shop.redeemed_by_hand"
    return "shop.redeemed" if is_sent else "shop.redeemed_start"


def _start(turn: Turn) -> str:
    return f"https://t.me/{turn.bot_username}?start=orders"


def _buyer(turn: Turn, place: Place) -> Buyer:
    person = known_person(turn)
    return Buyer(person.id, person.name, turn.at, place.calendar.day_of(turn.at), turn.idempotency)


async def _deliver(turn: Turn, place: Place, order: Order) -> bool:
    """Whether the code went out; goods without one are told to the moderators."""
    if not order.code:
        await announce(turn, place, order)
        return False
    if not await shop.can_write_to(turn.unit, user_id=order.user_id):
        return False
    await _send(turn, order)
    return True


async def _send(turn: Turn, order: Order) -> None:
    """The code, once: it is on its way by the same transaction that puts the message into the outbox."""
    if not await shop.send(turn.unit, number=order.id):
        return
    words = text("shop.code", name=order.name, code=Raw(order.code), order=order.id)
    note: dict[str, int | str] = {"order": order.id}
    turn.do(Say(chat_id=order.user_id, words=words, protect=True, then=KIND, note=note), on_crash="resend")


async def settled(turn: TimerTurn) -> None:
    """What became of a code that was sent; one that did not arrive is kept, and its owner told where to get it."""
    came = turn.done
    number = int(came.note["order"])
    if not came.error:
        await shop.arrived(turn.unit, number=number)
        return
    order = await shop.came_back(turn.unit, number=number)
    if order is not None:
        buyer = await targets.named(turn.unit, user_id=order.user_id)
        words = text("shop.kept", who=Who(order.user_id, buyer), name=order.name, order=order.id)
        link = [[Key(text("shop.button_start"), url=_start(turn))]]
        turn.say(words, to=order.chat_id, topic=0, reply=False, keys=link, silent=True)


async def deliver_due(turn: Turn) -> None:
    """What waited for the member to begin a private chat."""
    for order in await shop.codes_due(turn.reads, user_id=turn.person.id):
        await _send(turn, order)


async def _history(turn: Turn, place: Place, *, user_id: int) -> None:
    orders = await shop.history(turn.reads, user_id=user_id)
    if not orders:
        answer(turn, text("shop.no_orders"))
        return
    zone = place.group.timezone
    lines = [
        text(
            f"shop.order_{order.state}",
            order=order.id,
            name=order.name,
            price=order.price,
            when=When(order.at, zone),
        )
        for order in orders
    ]
    answer(turn, Lines([text("shop.orders"), *lines]))


ENTRANCES = [
    group_command("shop", show_shop, shown=Shown("gifts", ("private", "group"))),
    group_command("redeem", redeem, shown=Shown("gifts")),
    button(Wanted, pressed),
    timer(KIND, settled),
    Listing("shop", _show_page),
]

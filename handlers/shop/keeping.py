"""What moderators do in the shop: put goods up and take them down, add codes, deliver by hand, pay back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.domain.amounts import read_id
from bot.domain.points import ANONYMOUS, Actor
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import OnlyInPrivate, WrongForm
from bot.domain.shop import Order, offer_of, read_answers, read_codes
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button
from bot.engine.looks import looks_up
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Keys, Priority
from bot.services import desk, shop, targets
from bot.services.desk import Bound
from bot.services.schedule.saying import here
from bot.texts.text import Lines, Text, Who, text
from bot.texts.words import is_word
from handlers.command.confirm import held
from handlers.command.group_commands import Place, answer, elsewhere
from handlers.command.subcommands import alone, wrong_form
from handlers.dialogue import begin, is_first_shown
from handlers.moderation.log import note
from handlers.shop.dialogue import DIALOGUE, put_up

_CARDS = 5
"""Orders that are shown at a time, each with its buttons."""


@press("od")
@dataclass(frozen=True, slots=True)
class Settled:
    """A moderator's answer to an order: delivered, or to be paid back."""

    chat_id: int
    order: int
    is_refund: bool


async def shopkeeping(turn: Turn, place: Place) -> None:
    first, *rest = place.words.split(maxsplit=1)
    for key, action in _ACTIONS.items():
        if is_word(first, key):
            await turn.require("shop", group=place.group)
            await action(turn, place, "".join(rest))
            return
    raise await wrong_form(turn, place, command="shop")


async def _new(turn: Turn, place: Place, words: str) -> None:
    """One line for the practised; without one, or where a part of it is in doubt, the dialogue."""
    written = read_answers(words, here(place.group.timezone, turn.now)) if words else None
    if written is None or is_first_shown(turn, DIALOGUE, place, written):
        await begin(turn, DIALOGUE, place, written=written)
        return
    offer = offer_of(written.answers)
    if not await held(turn, place, "shop_new", command="shop", shown=offer.name):
        answer(turn, await put_up(turn, place, offer))


async def _codes(turn: Turn, place: Place, words: str) -> None:
    """In private only: in a group everybody would read them."""
    if place.is_here:
        raise OnlyInPrivate
    first, *rest = words.split(maxsplit=1) or [""]
    added = await shop.stock_up(turn.unit, read_codes("".join(rest)), number=_number(first), chat_id=place.group.id)
    answer(turn, text("shop.codes_added", number=_number(first), added=added))


async def _close(turn: Turn, place: Place, words: str) -> None:
    if await held(turn, place, "shop_close", command="shop", shown=f"#{_number(words)}"):
        return
    await shop.take_down(turn.unit, number=_number(words), chat_id=place.group.id)
    await note(turn, place.group.id, "shop_close", words=f"#{_number(words)}")
    answer(turn, text("shop.closed", number=_number(words)))


async def _queue(turn: Turn, place: Place, words: str) -> None:
    alone(words, command="shop")
    await looks_up(turn, "orders", chat_id=place.group.id)
    orders = await shop.queue(turn.reads, chat_id=place.group.id)
    if not orders:
        answer(turn, text("shop.queue_empty"))
    for order in orders[:_CARDS]:
        turn.say(await _card(turn, order), keys=_keys(order))
    if len(orders) > _CARDS:
        turn.say(text("shop.queue_more", n=len(orders) - _CARDS))


def _number(words: str) -> int:
    number = read_id(words)
    if number is None:
        raise WrongForm(usage=Sentence("commands.shop.manage"))
    return number


_ACTIONS: dict[str, Callable[[Turn, Place, str], Awaitable[None]]] = {
    "shop.words_new": _new,
    "shop.words_codes": _codes,
    "shop.words_close": _close,
    "shop.words_queue": _queue,
}


async def announce(turn: Turn, place: Place, order: Order) -> None:
    """An order to be delivered by hand, told where moderators are told of things."""
    where = turn.chats.settings(place.group.id).desk
    configured = Bound(where.chat, where.topic or 0) if where.chat else None
    card = await _card(turn, order)
    for each in await desk.moderators(turn.unit, chat_id=place.group.id, configured=configured):
        turn.say(
            card,
            to=each.chat_id,
            topic=each.topic,
            reply=False,
            keys=_keys(order),
            priority=Priority.ALERT,
            on_crash="resend",
        )


async def _card(turn: Turn, order: Order) -> Text:
    buyer = Who(order.user_id, await targets.named(turn.reads, user_id=order.user_id))
    return text("shop.card", order=order.id, name=order.name, price=order.price, who=buyer)


def _keys(order: Order) -> Keys:
    return [
        [
            Key(text("shop.button_delivered"), pack(Settled(order.chat_id, order.id, is_refund=False))),
            Key(text("shop.button_refund"), pack(Settled(order.chat_id, order.id, is_refund=True))),
        ]
    ]


async def settled(turn: Turn, pressed: Settled) -> None:
    place = elsewhere(turn, pressed.chat_id)
    await turn.require("shop", group=place.group)
    if pressed.is_refund:
        is_anonymous = turn.person.kind == "anonymous"
        actor = Actor(ANONYMOUS if is_anonymous else turn.person.id, turn.person.name, is_anonymous)
        day = place.calendar.day_of(turn.at)
        order = await shop.refund(
            turn.unit, number=pressed.order, chat_id=place.group.id, actor=actor, at=turn.at, day=day
        )
        done = text("shop.refunded", order=order.id, name=order.name, price=order.price)
    else:
        order = await shop.delivered(turn.unit, number=pressed.order, chat_id=place.group.id)
        done = text("shop.delivered", order=order.id, name=order.name)
    turn.edit(Lines([await _card(turn, order), done]))
    if await shop.can_write_to(turn.unit, user_id=order.user_id):
        turn.say(done, to=order.user_id, reply=False, on_crash="resend")


ENTRANCES: list[Entrance] = [button(Settled, settled)]

"""Sensitive deeds of anonymous administrators: confirmed by one tap, which tells the bot alone who is behind it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.buttons import pack, press
from bot.deeds import Key
from bot.domain.people import Person
from bot.domain.points import ANONYMOUS, Actor, OwnGain
from bot.domain.refusals import OldButton
from bot.entrances import Entrance, button, timer
from bot.services import audit, pending, points
from bot.services.points import Order
from bot.texts.text import Raw, text
from bot.turn import Turn
from handlers.places import elsewhere

SENSITIVE = 1000
"""Points from which a hidden hand has to show itself to the bot."""

_WITHIN = 600
"""Seconds to confirm in."""

KIND = "confirm"
Sensitive: TypeAlias = Literal["grant", "deduct"]


@press("cf")
@dataclass(frozen=True, slots=True)
class Confirms:
    key: str
    is_yes: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What waits for the tap, in the timer that ends it."""

    deed: Sensitive
    user_id: int
    name: str
    amount: int
    reason: str


async def ask(turn: Turn, asked: Asked) -> None:
    key = turn.seal.mark(KIND, turn.idempotency)
    words = text(f"audit.confirm_{asked.deed}", name=asked.name, amount=asked.amount, reason=Raw(asked.reason))
    yes, no = (pack(Confirms(key, is_yes=answer)) for answer in (True, False))
    keys = [[Key(text("audit.button_yes"), yes), Key(text("audit.button_no"), no)]]
    turn.say(words, keys=keys, name=f"{KIND}:{key}", doubt="resend", fleeting=True)
    await turn.later(KIND, key, at=turn.now + _WITHIN, body=asked)


async def confirmed(turn: Turn) -> None:
    """By an administrator of the right, and never in their own favour."""
    pressed = turn.pressed
    if not isinstance(pressed, Confirms):
        raise OldButton
    body = await pending.body(turn.reads, kind=KIND, key=pressed.key)
    if body is None:
        raise OldButton
    asked = Asked(**json.loads(body))
    await turn.require(asked.deed)
    if not await turn.cancel(KIND, pressed.key):
        raise OldButton
    if not pressed.is_yes:
        turn.edit(text("audit.withdrawn"), fleeting=True)
        return
    if asked.user_id == turn.person.id:
        raise OwnGain
    await _do(turn, asked, key=pressed.key)


async def _do(turn: Turn, asked: Asked, *, key: str) -> None:
    place, target = elsewhere(turn, turn.group.id), Person(asked.user_id, asked.name)
    actor, day = Actor(ANONYMOUS, "", is_anonymous=True), place.calendar.day_of(turn.now)
    order = Order(turn.group.id, actor, turn.now, day, f"{KIND}:{key}")
    daily = turn.book.settings(turn.group.id).points.grant_daily
    hidden = Person(ANONYMOUS, "", kind="anonymous")
    if asked.deed == "grant":
        done = await points.grant(
            turn.unit, order, to=target, amount=asked.amount, reason=asked.reason, most_a_day=daily
        )
    else:
        done = await points.deduct(
            turn.unit, order, of=target, amount=asked.amount, reason=asked.reason, most_a_day=daily
        )
    words = f"{asked.amount} {asked.reason}".strip()
    await audit.note(
        turn.unit, chat_id=turn.group.id, deed=asked.deed, actor=hidden, target=target, words=words, at=turn.now
    )
    key_of = {"grant": "audit.granted", "deduct": "audit.deducted"}[asked.deed]
    turn.edit(text(key_of, name=asked.name, amount=asked.amount, balance=done.balance, entry=done.entry), fleeting=True)


async def lapsed(turn: Turn) -> None:
    """Nobody confirmed in time."""
    if turn.timer is not None:
        turn.edit(text("audit.lapsed"), named=f"{KIND}:{turn.timer.key}")


ENTRANCES: list[Entrance] = [button(Confirms, confirmed), timer(KIND, lapsed)]

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
from bot.replies import answered
from bot.services import audit, pending, points
from bot.services.points import Order
from bot.texts.text import Lines, Raw, Text, text
from bot.turn import Turn
from handlers.places import Place, elsewhere, tell_again

SENSITIVE = 1000
"""Points from which a hidden hand has to show itself to the bot."""

_WITHIN = 600
"""Seconds to confirm in."""

KIND = "confirm"
Sensitive: TypeAlias = Literal["grant", "deduct"]

HELD = {
    "undo": "undo",
    "shop_new": "shop",
    "shop_close": "shop",
    "lottery_draw": "lottery",
    "lottery_cancel": "lottery",
    "event_cancel": "event",
    "incident_open": "incident",
    "incident_close": "incident",
    "warn": "report",
}
"""Deeds that a hidden hand never does at once, and the row of the rights table that each needs."""

_HIDDEN = Person(ANONYMOUS, "", kind="anonymous")


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


@dataclass(frozen=True, slots=True)
class Held:
    """A command that waits for the tap, to be told again as it was."""

    deed: str
    command: str
    words: str


async def held(turn: Turn, place: Place, deed: str, *, command: str, words: str = "", shown: str = "") -> bool:
    """Whether the deed waits now: asked for by a hidden administrator, who has not tapped yet.

    The tap tells the command again, with `words` in place of its own where those would no longer say whom it means.
    """
    if turn.person.kind != "anonymous" or isinstance(turn.pressed, Confirms):
        return False
    meant = words or place.words
    await _ask(turn, Held(deed, command, meant), text(f"audit.confirm_{deed}", words=Raw(shown or meant)))
    return True


def tapped_by(turn: Turn) -> int:
    """The member behind the mask, known while their tap is dealt with; 0 otherwise."""
    return turn.query.from_user.id if turn.query is not None and isinstance(turn.pressed, Confirms) else 0


async def ask(turn: Turn, asked: Asked) -> None:
    """A deed of the ledger that comes to so much that its hand has to show itself."""
    await _ask(
        turn,
        asked,
        text(f"audit.confirm_{asked.deed}", name=asked.name, amount=asked.amount, reason=Raw(asked.reason)),
    )


async def _ask(turn: Turn, body: Asked | Held, what: Text) -> None:
    key = turn.seal.mark(KIND, turn.idempotency)
    words = Lines([what, text("audit.confirm_how")])
    yes, no = (pack(Confirms(key, is_yes=answer)) for answer in (True, False))
    keys = [[Key(text("audit.button_yes"), yes), Key(text("audit.button_no"), no)]]
    turn.say(words, keys=keys, name=f"{KIND}:{key}", doubt="resend", fleeting=True)
    await turn.later(KIND, key, at=turn.now + _WITHIN, body=body)


async def confirmed(turn: Turn, pressed: Confirms) -> None:
    """By an administrator of the right, and never in their own favour."""
    body = await pending.body(turn.reads, kind=KIND, key=pressed.key, chat_id=turn.group.id)
    if body is None:
        raise OldButton
    found = json.loads(body)
    asked = Held(**found) if "command" in found else Asked(**found)
    await turn.require(HELD[asked.deed] if isinstance(asked, Held) else asked.deed)
    # Known from here on, so that nobody is asked about it in the midst of the transaction.
    await turn.gate.rights(group=turn.group, person=_HIDDEN)
    if not await turn.cancel(KIND, pressed.key):
        raise OldButton
    if not pressed.is_yes:
        turn.edit(text("audit.withdrawn"), fleeting=True)
    elif isinstance(asked, Held):
        await _tell_again(turn, asked)
    elif asked.user_id == turn.person.id:
        raise OwnGain
    else:
        await _do(turn, asked, key=pressed.key)


async def _tell_again(turn: Turn, asked: Held) -> None:
    """In the hidden administrator's name: whose tap it was is kept nowhere."""
    message = answered(turn.message)
    turn.person, turn.words = _HIDDEN, asked.words
    await tell_again(turn, asked.command, Place(turn.group, asked.words, message, is_here=True))


async def _do(turn: Turn, asked: Asked, *, key: str) -> None:
    place, target = elsewhere(turn, turn.group.id), Person(asked.user_id, asked.name)
    actor, day = Actor(ANONYMOUS, "", is_anonymous=True), place.calendar.day_of(turn.now)
    order = Order(turn.group.id, actor, turn.now, day, f"{KIND}:{key}")
    daily = turn.book.settings(turn.group.id).points.grant_daily
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
        turn.unit, chat_id=turn.group.id, deed=asked.deed, actor=_HIDDEN, target=target, words=words, at=turn.now
    )
    key_of = {"grant": "audit.granted", "deduct": "audit.deducted"}[asked.deed]
    turn.edit(text(key_of, name=asked.name, amount=asked.amount, balance=done.balance, entry=done.entry), fleeting=True)


async def lapsed(turn: Turn) -> None:
    """Nobody confirmed in time."""
    if turn.timer is not None:
        turn.edit(text("audit.lapsed"), named=f"{KIND}:{turn.timer.key}")


ENTRANCES: list[Entrance] = [button(Confirms, confirmed), timer(KIND, lapsed)]

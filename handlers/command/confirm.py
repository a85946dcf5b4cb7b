"""Sensitive actions of anonymous administrators: confirmed by one tap, which tells the bot alone who is behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import msgspec

from bot.botapi.replies import answered
from bot.domain.people import Person
from bot.domain.points import ANONYMOUS, Actor, OwnGain
from bot.domain.refusals import OldButton
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Key
from bot.services import moderation_log, pending, points
from bot.services.points import Order
from bot.texts.text import Lines, Raw, Text, text
from handlers.command.group_commands import Place, elsewhere, tell_again

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
    "event_points": "grant",
    "challenge_points": "grant",
    "incident_open": "incident",
    "incident_close": "incident",
    "warn": "report",
    "mute": "mute",
    "ban": "ban",
    "rules_set": "rules",
    "welcome_set": "welcome",
}
"""Actions that a hidden hand never does at once, and the row of the rights table that each needs."""

HIDDEN = Person(ANONYMOUS, "", kind="anonymous")
"""Whoever hides behind the group, as the log names them."""


@press("cf")
@dataclass(frozen=True, slots=True)
class Confirms:
    key: str
    is_yes: bool


class Asked(msgspec.Struct, frozen=True):
    """What waits for the tap, in the timer that ends it."""

    action: Sensitive = msgspec.field(name="deed")
    user_id: int
    name: str
    amount: int
    reason: str


class Held(msgspec.Struct, frozen=True):
    """A command that waits for the tap, to be told again as it was."""

    action: str = msgspec.field(name="deed")
    command: str
    words: str


async def held(turn: Turn, place: Place, action: str, *, command: str, words: str = "", shown: str = "") -> bool:
    """Whether the action waits now: asked for by a hidden administrator, who has not tapped yet.

    The tap tells the command again, with `words` in place of its own where those would no longer say whom it means.
    """
    if turn.person.kind != "anonymous" or isinstance(turn.pressed, Confirms):
        return False
    meant = words or place.words
    await _ask(turn, Held(action, command, meant), text(f"audit.confirm_{action}", words=Raw(shown or meant)))
    return True


def tapped_by(turn: Turn) -> int:
    """The member behind the mask, known while their tap is dealt with; 0 otherwise."""
    return turn.query.from_user.id if turn.query is not None and isinstance(turn.pressed, Confirms) else 0


async def ask(turn: Turn, asked: Asked) -> None:
    """An action of the ledger that comes to so much that its hand has to show itself."""
    await _ask(
        turn,
        asked,
        text(f"audit.confirm_{asked.action}", name=asked.name, amount=asked.amount, reason=Raw(asked.reason)),
    )


async def _ask(turn: Turn, body: Asked | Held, what: Text) -> None:
    key = turn.sealing.mark(KIND, turn.idempotency)
    words = Lines([what, text("audit.confirm_how")])
    yes, no = (pack(Confirms(key, is_yes=answer)) for answer in (True, False))
    keys = [[Key(text("audit.button_yes"), yes), Key(text("audit.button_no"), no)]]
    turn.say(words, keys=keys, name=f"{KIND}:{key}", on_crash="resend", ephemeral=True)
    await turn.later(KIND, key, after=_WITHIN, body=body)


async def confirmed(turn: Turn, pressed: Confirms) -> None:
    """By an administrator of the right, and never in their own favour."""
    body = await pending.body(turn.reads, kind=KIND, key=pressed.key, chat_id=turn.group.id)
    if body is None:
        raise OldButton
    found: dict[str, Any] = msgspec.json.decode(body)
    asked = msgspec.convert(found, Held) if "command" in found else msgspec.convert(found, Asked)
    await turn.require(HELD[asked.action] if isinstance(asked, Held) else asked.action)
    # Known from here on, so that nobody is asked about it in the midst of the transaction.
    await turn.permissions.rights(group=turn.group, person=HIDDEN)
    if not await turn.cancel(KIND, pressed.key):
        raise OldButton
    if not pressed.is_yes:
        turn.edit(text("audit.withdrawn"), ephemeral=True)
    elif isinstance(asked, Held):
        await _tell_again(turn, asked)
    elif asked.user_id == turn.person.id:
        raise OwnGain
    else:
        await _do(turn, asked, key=pressed.key)


async def _tell_again(turn: Turn, asked: Held) -> None:
    """In the hidden administrator's name: whose tap it was is kept nowhere."""
    message = answered(turn.message)
    turn.person, turn.words = HIDDEN, asked.words
    await tell_again(turn, asked.command, Place(turn.group, asked.words, message, is_here=True))


async def _do(turn: Turn, asked: Asked, *, key: str) -> None:
    place, target = elsewhere(turn, turn.group.id), Person(asked.user_id, asked.name)
    actor, day = Actor(ANONYMOUS, "", is_anonymous=True), place.calendar.day_of(turn.now)
    order = Order(turn.group.id, actor, turn.now, day, f"{KIND}:{key}")
    daily = turn.chats.settings(turn.group.id).points.grant_daily
    if asked.action == "grant":
        done = await points.grant(
            turn.unit,
            order,
            to=target,
            amount=asked.amount,
            reason=asked.reason,
            most_a_day=daily,
            is_vouched=True,
        )
    else:
        done = await points.deduct(
            turn.unit, order, of=target, amount=asked.amount, reason=asked.reason, most_a_day=daily
        )
    words = f"{asked.amount} {asked.reason}".strip()
    await moderation_log.note(
        turn.unit, chat_id=turn.group.id, kind=asked.action, actor=HIDDEN, target=target, words=words, at=turn.now
    )
    key_of = {"grant": "audit.granted", "deduct": "audit.deducted"}[asked.action]
    turn.edit(
        text(key_of, name=asked.name, amount=asked.amount, balance=done.balance, entry=done.entry), ephemeral=True
    )


async def lapsed(turn: TimerTurn) -> None:
    """Nobody confirmed in time."""
    turn.edit(text("audit.lapsed"), named=f"{KIND}:{turn.timer.key}")


ENTRANCES: list[Entrance] = [button(Confirms, confirmed), timer(KIND, lapsed)]

"""A challenge is opened, for a line or a dialogue: its tag is listened for, its end is set, its card goes up."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.challenge import DEFAULT_POINTS, Challenge, challenge_of
from bot.engine.turn import Turn
from bot.outbox import actions
from bot.services import challenge
from bot.services.schedule.saying import here
from handlers.challenge import life
from handlers.challenge.card import name_of, opening
from handlers.command.group_commands import Place
from handlers.command.promises import may_promise, promised


async def require(turn: Turn, place: Place) -> None:
    await turn.require("challenge", group=place.group)


async def open_challenge(turn: Turn, place: Place, answers: Mapping[str, str], *, topic: int) -> Challenge | None:
    """None where the hand that promises points has to show itself first."""
    terms = challenge_of(answers, here(place.group.timezone, turn.now))
    is_promise = terms.reward > DEFAULT_POINTS
    if is_promise and not await may_promise(turn, place, terms.reward, command="challenge"):
        return None
    may_pin = (await turn.permissions.own(group=place.group)).allow("can_pin_messages")
    found = await challenge.open_one(
        turn.unit, terms, chat_id=place.group.id, topic=topic, by=turn.person.id, at=turn.now
    )
    await turn.chats.triggers.hear(turn.unit, found.chat_id, found.tag, feature=life.FEATURE, key=str(found.id))
    await turn.later(life.FEATURE, str(found.id), at=found.closes_at, chat_id=found.chat_id)
    note: dict[str, int | str] = {"number": found.id}
    card = actions.Say(
        chat_id=found.chat_id,
        topic=topic,
        words=opening(turn, found),
        name=name_of(found),
        pin=may_pin,
        then=life.POSTED,
        note=note,
    )
    turn.do(card, on_crash="resend")
    if is_promise:
        await promised(turn, place, terms.reward, command="challenge", number=found.id)
    return found

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
    found = await challenge.open_one(
        turn.unit, terms, chat_id=place.group.id, topic=topic, by=turn.person.id, at=turn.now
    )
    await turn.chats.triggers.hear(turn.unit, found.chat_id, found.tag, feature=life.FEATURE, key=str(found.id))
    await turn.later(life.FEATURE, str(found.id), at=found.closes_at, chat_id=found.chat_id)
    await _post(turn, found)
    if is_promise:
        await promised(turn, place, terms.reward, command="challenge", number=found.id)
    return found


async def put_up(turn: Turn, found: Challenge) -> None:
    """Its card once more; of a contest that is voted on the works."""
    if found.state == "voting":
        until = found.closes_at + found.votes_for
        life.show_wall(turn, found, await challenge.works(turn.reads, found), until=until)
    else:
        await _post(turn, found)


async def _post(turn: Turn, found: Challenge) -> None:
    """What replies to it takes part."""
    own = await turn.permissions.own(group=turn.chats.group(found.chat_id))
    card = actions.Say(
        chat_id=found.chat_id,
        topic=found.topic,
        words=opening(turn, found),
        name=name_of(found),
        pin=own.allow("can_pin_messages"),
        then=life.POSTED,
        note={"number": found.id},
    )
    turn.do(card, on_crash="resend")

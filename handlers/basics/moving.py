"""A group that became a supergroup: what is going on there is put up anew, and a move that failed is tried again."""

from __future__ import annotations

import logging

from bot.engine.entrances import Entrance, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.services import moving
from bot.services.events import attending
from bot.texts.text import Raw, text
from handlers.ask.rounds import put_up as put_up_round
from handlers.challenge.opening import put_up as put_up_challenge
from handlers.discussion.moving import put_up as put_up_discussion
from handlers.events.card import post_card
from handlers.lottery.telling import put_up as put_up_lottery
from handlers.moderation.incident import put_up as put_up_incident
from handlers.polls.life import left_behind

log = logging.getLogger(__name__)


async def arrived(turn: TimerTurn) -> None:
    """The cards stayed behind in a group in which nobody can press anything any more."""
    going_on = await moving.going_on(turn.reads, chat_id=turn.group.id, now=turn.now)
    if not going_on:
        return
    turn.say(text("general.moved"), to=turn.group.id, topic=0, reply=False)
    for lottery in going_on.lotteries:
        await put_up_lottery(turn, lottery)
    for event in going_on.events:
        post_card(turn, event, await attending.guests(turn.reads, event.id))
    for challenge in going_on.challenges:
        await put_up_challenge(turn, challenge)
    if going_on.asked is not None:
        await put_up_round(turn, going_on.asked, going_on.questions)
    for discussion in going_on.discussions:
        await put_up_discussion(turn, discussion)
    for number in going_on.polls:
        await left_behind(turn, number)
    if going_on.polls:
        turn.say(text("general.moved_polls"), to=turn.group.id, topic=0, reply=False)
    if going_on.incident is not None:
        put_up_incident(turn, going_on.incident)


async def again(turn: TimerTurn) -> None:
    """Until it works."""
    old, new, waited = _told(turn)
    error = await moving.tried(turn.chats.migrate(turn.unit, old=old, new=new, now=turn.now))
    if error is None:
        turn.is_timed = True
    else:
        log.error("the group %d cannot move to %d yet", old, new, exc_info=error)
        await turn.unit.rollback()
        pause = moving.pause_after(waited)
        await turn.later(moving.AGAIN, f"{old}:{new}", after=pause, body=[old, new, pause])
        await _tell_operators(turn, old, new, error)


def _told(turn: TimerTurn) -> tuple[int, int, int]:
    old, new, *waited = turn.body(list[int])
    return old, new, sum(waited)


async def _tell_operators(turn: Turn, old: int, new: int, error: Exception) -> None:
    group, why = Raw(turn.chats.group(old).title or str(old)), Raw(f"{type(error).__name__}: {error}"[:300])
    words = text("general.move_failed", group=group, old=old, new=new, error=why)
    await turn.tell_operators(words, once=f"move:{old}")


ENTRANCES: list[Entrance] = [timer(moving.ARRIVED, arrived), timer(moving.AGAIN, again)]

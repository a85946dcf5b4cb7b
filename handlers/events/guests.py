"""Members answer an event and come to it, by its buttons."""

from __future__ import annotations

from typing import cast

from bot.domain.events.event import Answer
from bot.domain.refusals import OldButton
from bot.entrances import Entrance, button
from bot.services import events, membership
from bot.services.schedule.reading import calendar_of
from bot.texts.text import Text, Who, text
from bot.turn import Turn
from handlers.events.card import Came, Reply, refresh, when_of
from handlers.places import known_person

_TOASTS = {
    "going": "events.toast_going",
    "waiting": "events.toast_waiting",
    "maybe": "events.toast_maybe",
    "no": "events.toast_no",
}


async def reply(turn: Turn) -> None:
    pressed = turn.pressed
    if not isinstance(pressed, Reply) or pressed.answer not in ("going", "maybe", "no"):
        raise OldButton
    person = known_person(turn)
    await membership.came(turn.unit, person, chat_id=turn.group.id, at=turn.at)
    wanted = cast("Answer", pressed.answer)
    outcome = await events.answer(turn.unit, pressed.number, user_id=person.id, wanted=wanted, now=turn.now)
    event = await events.known(turn.unit, pressed.number)
    refresh(turn, event, await events.guests(turn.unit, event.id))
    turn.toast(Text(_TOASTS[outcome.answer]))
    first = outcome.moved_up
    if first is not None:
        words = text(
            "events.moved_up", who=Who(first.user_id, first.name), title=event.title, when=when_of(turn, event)
        )
        is_private = first.user_id in await events.reachable(turn.unit, [first])
        to, topic = (first.user_id, 0) if is_private else (event.chat_id, event.topic)
        turn.say(words, to=to, topic=topic, reply=False, doubt="resend")


async def arrive(turn: Turn) -> None:
    if not isinstance(turn.pressed, Came):
        raise OldButton
    person = known_person(turn)
    await membership.came(turn.unit, person, chat_id=turn.group.id, at=turn.at)
    calendar = calendar_of(turn.group)
    event, is_news = await events.came(
        turn.unit, turn.pressed.number, user_id=person.id, calendar=calendar, now=turn.now
    )
    if not is_news:
        turn.toast(text("events.toast_came_before"))
    elif event.reward:
        turn.toast(text("events.toast_came_paid", n=event.reward))
    else:
        turn.toast(text("events.toast_came"))


ENTRANCES: list[Entrance] = [button(Reply, reply), button(Came, arrive)]

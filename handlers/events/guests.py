"""Members answer an event and come to it, by its buttons or by its code."""

from __future__ import annotations

from typing import cast

from bot.domain.events.event import Answer, Event, NotTheirs, OnlyByCode
from bot.domain.people import Group
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import OldButton
from bot.engine.entrances import Entrance, button, word
from bot.engine.turn import Turn
from bot.outbox.actions import Toast
from bot.services import privacy, segments
from bot.services.events import attending, hosting
from bot.services.schedule.reading import calendar_of
from bot.texts.text import Text, text
from handlers.events.card import FEATURE, Came, Reply, Wanted, calendar_file, refresh, refresh_soon
from handlers.events.telling import tell_moved_up

LINK = "event"
"""What `/start` is given, with the event's number, for its calendar file."""

_TOASTS = {
    "going": "events.toast_going",
    "waiting": "events.toast_waiting",
    "maybe": "events.toast_maybe",
    "no": "events.toast_no",
}


async def reply(turn: Turn, pressed: Reply) -> None:
    if pressed.answer not in ("going", "maybe", "no"):
        raise OldButton
    event = await hosting.known(turn.reads, pressed.number, chat_id=turn.group.id)
    person = await turn.require_member()
    if event.details.segment and pressed.answer != "no":
        await _require_theirs(turn, event, person.id)
    wanted = cast("Answer", pressed.answer)
    outcome = await attending.answer(turn.unit, pressed.number, user_id=person.id, wanted=wanted, now=turn.now)
    event = await hosting.known(turn.unit, pressed.number)
    await refresh_soon(turn, event)
    turn.toast(Text(_TOASTS[outcome.answer]))
    await tell_moved_up(turn, event, outcome.moved_up)


async def _require_theirs(turn: Turn, event: Event, user_id: int) -> None:
    """Whoever answered before they belonged to others keeps their place. Raises NotTheirs."""
    if any(each.user_id == user_id for each in await attending.guests(turn.reads, event.id)):
        return
    today = calendar_of(turn.group).day_of(turn.now)
    theirs = await segments.segment_of(turn.reads, chat_id=event.chat_id, user_id=user_id, today=today, now=turn.now)
    if theirs != event.details.segment:
        raise NotTheirs(crowd=Sentence(f"insights.segment_{event.details.segment}"))


async def withdraw(turn: Turn) -> None:
    """From every event to come, of whatever group: they want to be forgotten, and somebody waits for the place."""
    for event in await attending.of_guest(turn.unit, user_id=turn.person.id, now=turn.now):
        outcome = await attending.answer(turn.unit, event.id, user_id=turn.person.id, wanted="no", now=turn.now)
        refresh(turn, event, await attending.guests(turn.unit, event.id))
        await tell_moved_up(turn, event, outcome.moved_up)


async def arrive(turn: Turn, pressed: Came) -> None:
    event = await hosting.known(turn.reads, pressed.number, chat_id=turn.group.id)
    if event.details.code:
        raise OnlyByCode
    turn.toast(await came(turn, event.id, group=turn.group))


async def say_code(turn: Turn) -> None:
    """Said in the group, as a whole message."""
    turn.say(await came(turn, int(turn.words), group=turn.group), on_crash="drop")


async def came(turn: Turn, number: int, *, group: Group) -> Text:
    """Down as present once; what they are told."""
    person = await turn.require_member(group)
    is_news, paid = await attending.came(
        turn.unit,
        number,
        user_id=person.id,
        calendar=calendar_of(group),
        now=turn.now,
        most_a_day=turn.chats.settings(group.id).points.grant_daily,
    )
    if not is_news:
        return text("events.toast_came_before")
    return text("events.toast_came_paid", n=paid) if paid else text("events.toast_came")


async def calendar(turn: Turn, pressed: Wanted) -> None:
    """Privately, where the bot may write; else by a link that begins the private chat."""
    await hosting.known(turn.reads, pressed.number, chat_id=turn.group.id)
    person = await turn.require_member()
    if await privacy.may_write(turn.reads, user_id=person.id):
        await hand_file(turn, pressed.number)
        turn.toast(text("events.toast_calendar"))
    elif turn.query is not None:
        url = f"https://t.me/{turn.bot_username}?start={LINK}{pressed.number}"
        turn.do(Toast(chat_id=turn.group.id, query_id=turn.query.id, url=url))


async def hand_file(turn: Turn, number: int) -> None:
    """To whoever asks, a member of the event's group, in private."""
    event = await hosting.known(turn.reads, number)
    await turn.require_member(turn.chats.group(event.chat_id))
    turn.do(calendar_file(turn, event, to=turn.person.id), on_crash="drop")


ENTRANCES: list[Entrance] = [
    button(Reply, reply),
    button(Came, arrive),
    button(Wanted, calendar),
    word(FEATURE, say_code),
]

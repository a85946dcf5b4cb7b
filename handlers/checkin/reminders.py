"""/remind: a word in private, three hours before a day without a check-in ends, to those who asked for it."""

from __future__ import annotations

from bot.domain.checkin import Calendar
from bot.domain.grammar.doubts import taken
from bot.domain.grammar.switches import read_switch
from bot.engine.entrances import Entrance, Shown, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Key, Priority
from bot.services import reminders, shop
from bot.texts.text import text
from handlers.command.group_commands import Place, answer, group_command, known_person

KIND = "remind"
_AHEAD = 3 * 3600
"""Seconds before the day's end."""


async def remind(turn: Turn, place: Place) -> None:
    """Switches it on or off: to what is said, else to the other."""
    user_id = known_person(turn).id
    wanted = taken(read_switch(place.words)) if place.words else None
    if not await switch(turn, place, wanted=wanted):
        answer(turn, text("reminding.off"))
    elif await shop.can_write_to(turn.unit, user_id=user_id):
        answer(turn, text("reminding.on"))
    else:
        link = Key(text("reminding.button_start"), url=f"https://t.me/{turn.bot_username}?start=remind")
        answer(turn, text("reminding.on_start"), keys=[[link]])


async def switch(turn: Turn, place: Place, *, wanted: bool | None = None) -> bool:
    """Whether it is on now."""
    chat_id, user_id = place.group.id, turn.person.id
    is_on = await reminders.switch(turn.unit, chat_id=chat_id, user_id=user_id, at=turn.at, wanted=wanted)
    if is_on:
        await _set(turn, place.calendar, chat_id=chat_id, user_id=user_id, after=turn.now)
    else:
        await turn.cancel(KIND, _key(chat_id, user_id))
    return is_on


async def due(turn: TimerTurn) -> None:
    chat_id, user_id = turn.body(tuple[int, int])
    group = turn.chats.group(chat_id)
    calendar = Calendar(group.timezone, group.day_starts_at)
    if not await reminders.is_wanted(turn.reads, chat_id=group.id, user_id=user_id):
        return
    is_open = await reminders.is_open(turn.reads, chat_id=group.id, user_id=user_id, at=turn.now, calendar=calendar)
    if is_open and await shop.can_write_to(turn.reads, user_id=user_id):
        turn.say(
            text("reminding.due", group=group.title), to=user_id, reply=False, priority=Priority.REPORT, on_crash="drop"
        )
    await _set(turn, calendar, chat_id=group.id, user_id=user_id, after=turn.now)


async def _set(turn: Turn, calendar: Calendar, *, chat_id: int, user_id: int, after: int) -> None:
    end = calendar.ends(after)
    at = end - _AHEAD if end - _AHEAD > after else calendar.ends(end) - _AHEAD
    await turn.later(KIND, _key(chat_id, user_id), at=at, body=[chat_id, user_id])


def _key(chat_id: int, user_id: int) -> str:
    return f"{chat_id}:{user_id}"


ENTRANCES: list[Entrance] = [group_command("remind", remind, shown=Shown("points")), timer(KIND, due)]

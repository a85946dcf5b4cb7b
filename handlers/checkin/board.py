"""The board of check-ins: while many check in, one message tells of all, and each gets a reaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from bot.domain.checkin import Calendar, Today
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button, timer
from bot.engine.turn import Turn
from bot.engine.woken import PressTurn, TimerTurn
from bot.outbox.actions import Key, Keys, Priority
from bot.services import checkin, points
from bot.texts.text import Lines, Text, text
from handlers.command.group_commands import Place, called, known_person, within
from handlers.command.rush import Rush

KIND = "checkin_board"
_EVERY: Final = 5
"""Seconds from one edit to the next."""

_MANY: Final = 3
"""Check-ins of a minute; more of them are answered by the board."""

_STANDS: Final = 1800
"""Seconds for which a board is edited; then it has gone up and out of sight, and a new one is posted."""

_SHOWN: Final = 6


@press("cb")
@dataclass(frozen=True, slots=True)
class Own:
    """Whoever presses sees how they stand themselves."""

    chat_id: int


def how_answered(turn: Turn, place: Place) -> Literal["reply", "react", "board"]:
    """By words of its own, by a reaction, or by a reaction and the group's board."""
    if not place.is_here or turn.query is not None:
        return "reply"
    is_rush = turn.chats.own(Rush).takes((KIND, place.group.id), turn.now, most=_MANY)
    how = turn.settings.answers.checkin
    if how == "auto":
        return "board" if is_rush else "reply"
    return how


async def refresh(turn: Turn, place: Place) -> None:
    """The board tells of it within seconds, together with all that come meanwhile."""
    turn.is_timed = True
    due = turn.now + _EVERY
    await checkin.set_board_timer(turn.unit, KIND, chat_id=place.group.id, topic=turn.topic, at=due)


async def told(turn: TimerTurn) -> None:
    group, now = turn.group, turn.now
    day = Calendar(group.timezone, group.day_starts_at).day_of(now)
    today = await checkin.today(turn.unit, chat_id=group.id, day=day, most=_SHOWN)
    if today is None:
        return
    name, words = f"checkin_board:{day}:{now // _STANDS}", Lines(_lines(today))
    if await checkin.begins_board(turn.unit, chat_id=group.id, name=name):
        topic = turn.body(int)
        turn.say(words, topic=topic, name=name, keys=_keys(group.id), silent=True, priority=Priority.ANNOUNCEMENT)
    else:
        turn.edit(words, named=name, keys=_keys(group.id))


def _lines(today: Today) -> list[Text]:
    lines = [text("checkin.board", n=today.number), text("checkin.board_first", name=called(today.first.name))]
    if today.number > 1:
        lines.append(text("checkin.board_latest"))
        lines += [
            text("checkin.board_line", name=called(each.name), streak=each.streak)
            for each in today.latest[: min(_SHOWN, today.number - 1)]
        ]
    return lines


def _keys(chat_id: int) -> Keys:
    return [[Key(text("checkin.board_own"), pack(Own(chat_id)))]]


async def own(turn: PressTurn, pressed: Own) -> None:
    place = await within(turn, pressed.chat_id)
    who = known_person(turn).id
    streak = await checkin.streak(turn.reads, chat_id=place.group.id, user_id=who, at=turn.now, calendar=place.calendar)
    standing = await points.standing(turn.reads, chat_id=place.group.id, user_id=who)
    turn.toast(text("checkin.board_mine", streak=streak, balance=standing.points), alert=True)


ENTRANCES: list[Entrance] = [timer(KIND, told), button(Own, own)]

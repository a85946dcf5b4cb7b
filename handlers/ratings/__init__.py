"""Members rate an event that is over, and each quarter of the group; the trend stands among the desk's figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.domain.ratings import SCORES, Matter, Score, quarter
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button, timer
from bot.engine.turn import Turn
from bot.engine.woken import PressTurn, TimerTurn
from bot.outbox.actions import Key, Keys, Priority
from bot.services import incident, ratings
from bot.texts.text import Raw, Text, text
from handlers.command.group_commands import known_person, within
from handlers.moderation.transparency import is_due
from handlers.points.board import next_hour
from handlers.schedule import unasked

KIND = "ratings_quarter"

_SHOWN = 4
"""The latest events and quarters that are told of."""


@press("rg")
@dataclass(frozen=True, slots=True)
class Rated:
    """`number` is the event's, or the quarter's."""

    chat_id: int
    matter: Matter
    number: int
    score: int


def keys(chat_id: int, matter: Matter, number: int) -> Keys:
    label = {1: "ratings.worst", 5: "ratings.best"}
    return [
        [
            Key(text(label[each]) if each in label else Raw(str(each)), pack(Rated(chat_id, matter, number, each)))
            for each in SCORES
        ]
    ]


async def rated(turn: PressTurn, pressed: Rated) -> None:
    place = await within(turn, pressed.chat_id)
    who = known_person(turn).id
    score = Score(pressed.matter, pressed.number, pressed.score, turn.now)
    await ratings.rate(turn.unit, score, chat_id=place.group.id, user_id=who)
    turn.toast(text("ratings.noted", score=pressed.score))


async def ask(turn: TimerTurn) -> None:
    """Where the group publishes its accounts: once a quarter, at the same hour, within its caps.

    Where others' moderators work nobody is asked: that is no group of members.
    """
    at = {chat_id: turn.chats.settings(chat_id).desk.chat for chat_id in turn.chats.groups()}
    desks = {desk for chat_id, desk in at.items() if desk != chat_id}
    for chat_id in at.keys() - desks:
        zone = turn.chats.group(chat_id).timezone
        today = datetime.fromtimestamp(turn.now, UTC).astimezone(ZoneInfo(zone)).date()
        if today.month % 3 == 1 and is_due(turn.chats.group(chat_id), turn.chats.settings(chat_id), at=turn.now):
            await _ask(turn, chat_id, today)
    await turn.later(KIND, "", at=next_hour(turn.now, ""), chat_id=0)


async def _ask(turn: Turn, chat_id: int, today: date) -> None:
    if await incident.is_open(turn.reads, chat_id=chat_id) or not await unasked.has_room(turn, chat_id):
        return
    number = quarter(today)
    if await ratings.first_time(turn.unit, number, chat_id=chat_id, now=turn.now):
        await unasked.count(turn, chat_id, KIND)
        turn.say(
            text("ratings.ask_quarter", quarter=_quarter(number)),
            to=chat_id,
            topic=0,
            keys=keys(chat_id, "quarter", number),
            priority=Priority.REPORT,
            silent=True,
        )


def _quarter(number: int) -> Text:
    return text("ratings.quarter", year=number // 10, n=number % 10)


async def trend(turn: Turn, chat_id: int) -> list[Text]:
    """Of the latest events and quarters that enough people rated."""
    events = await ratings.trend(turn.reads, "event", chat_id=chat_id, now=turn.now)
    quarters = await ratings.trend(turn.reads, "quarter", chat_id=chat_id, now=turn.now)
    return [
        *(
            text("ratings.line_event", number=number, score=f"{score:.1f}", n=n)
            for number, (score, n) in [*events.items()][-_SHOWN:]
        ),
        *(
            text("ratings.line_quarter", quarter=_quarter(number), score=f"{score:.1f}", n=n)
            for number, (score, n) in [*quarters.items()][-_SHOWN:]
        ),
    ]


ENTRANCES: list[Entrance] = [
    button(Rated, rated),
    timer(KIND, ask, recurring=next_hour),
]

"""The mood of some days in a few lines, for /mood and for the group's report of a week; pictures live beside it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.checkin import Calendar
from bot.domain.mood.corrections import Aspect
from bot.domain.mood.pulse import LEAST_A_DAY, Reading, Trend
from bot.domain.people import Group
from bot.domain.stats import Span
from bot.engine.turn import Turn
from bot.services import topics
from bot.services.mood import week
from bot.services.mood.week import Alert, Incident, Precision
from bot.texts.text import Raw, Text, When, text
from handlers.topics.command import called

_SHOWN = 3
"""Turns and matters, the latest."""

_READINGS: dict[Trend, str] = {
    "same": "mood.reading_same",
    "lower": "mood.reading_lower",
    "better": "mood.reading_better",
}

_PRECISION: dict[Aspect, str] = {
    Aspect.NEGATIVE: "mood.precision_negative",
    Aspect.HOSTILE: "mood.precision_hostile",
}


async def of_week(turn: Turn, calendar: Calendar, span: Span, *, chat_id: int) -> list[Text]:
    """For everybody to read, so only what a moderator confirmed has turned; nothing where too little was said."""
    settings, group = turn.chats.settings(chat_id), turn.chats.group(chat_id)
    if not settings.mood.check:
        return []
    found = await week.look_back(turn.reads, calendar, span, chat_id=chat_id)
    if found.reading.trend == "few":
        return []
    confirmed = [each for each in found.turns if each.state == "right"]
    lines = [_told(found.reading), *hours(found.apart), *await turns(turn, group, confirmed)]
    return [*lines, *incidents(group, found.incidents)]


def _told(reading: Reading) -> Text:
    """Why there is nothing to compare with is no news for everybody."""
    is_new = reading.trend == "new"
    return text("mood.share_only", share=percent(reading.counts.share)) if is_new else trend(reading)


def trend(reading: Reading) -> Text:
    share, usual = percent(reading.counts.share), percent(reading.expected)
    if reading.trend == "few":
        return text("mood.reading_few", said=reading.counts.said, least=LEAST_A_DAY)
    if reading.trend == "new":
        return text("mood.reading_new", share=share)
    return text(_READINGS[reading.trend], share=share, usual=usual)


def hours(apart: tuple[int, int] | None) -> list[Text]:
    if apart is None:
        return []
    calm, hot = apart
    return [text("mood.hours", calm=f"{calm}:00", hot=f"{hot}:00")]


async def turns(turn: Turn, group: Group, found: Sequence[Alert]) -> list[Text]:
    return [await _turned(turn, group, each) for each in found[-_SHOWN:]]


async def _turned(turn: Turn, group: Group, alert: Alert) -> Text:
    when = When(alert.at, group.timezone)
    if not alert.topic or not group.is_forum:
        return text("mood.was_turned", when=when)
    topic = await topics.by_id(turn.reads, chat_id=group.id, topic=alert.topic)
    return text("mood.was_turned_topic", when=when, topic=called(topic))


def incidents(group: Group, found: Sequence[Incident]) -> list[Text]:
    return [
        text(
            "mood.incident_over" if each.closed_at else "mood.incident_open",
            when=When(each.opened_at, group.timezone),
            title=Raw(each.title),
        )
        for each in found[-_SHOWN:]
    ]


def precision(found: Sequence[Precision]) -> list[Text]:
    """How often the alerts were right here, by what moderators answered."""
    return [text(_PRECISION[each.aspect], right=each.right, said=each.said) for each in found]


def percent(share: float) -> int:
    return round(share * 100)

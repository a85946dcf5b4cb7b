"""What some days of a group come to: its mood against the usual, its hours, what turned and what came up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.checkin import Calendar
from bot.domain.mood.corrections import Aspect
from bot.domain.mood.pulse import Hour, Reading, read
from bot.domain.mood.week import hours_apart
from bot.domain.stats import Span
from bot.services.mood import answers, pulse
from bot.services.mood.answers import Precision
from storage import incident, mood_alerts
from storage.database import Reader
from storage.incident import Incident
from storage.mood_alerts import Alert

__all__ = ["Alert", "Incident", "Look", "Precision", "look_back"]


@dataclass(frozen=True, slots=True)
class Look:
    """`shown` has the hours of each local day, `past` those before to compare with.

    `apart` are the calmest and the most heated hour; `turns` are those that no moderator took for a mistake,
    `precision` is what moderators said of the alerts lately.
    """

    shown: dict[int, list[Hour]]
    past: list[Hour]
    reading: Reading
    apart: tuple[int, int] | None
    turns: Sequence[Alert]
    incidents: Sequence[Incident]
    precision: Sequence[Precision]


async def look_back(reader: Reader, calendar: Calendar, span: Span, *, chat_id: int) -> Look:
    shown, past = await pulse.since_day(
        reader,
        chat_id=chat_id,
        at=span.until - 1,
        days=span.days,
        timezone=calendar.timezone,
        starts_at=calendar.starts_at,
    )
    hours = [each for day in shown.values() for each in day]
    alerts = await mood_alerts.alerts_since(reader, chat_id=chat_id, since=span.since, until=span.until)
    return Look(
        shown,
        past,
        read(hours, past, timezone=calendar.timezone),
        hours_apart(hours, timezone=calendar.timezone),
        [each for each in alerts if each.aspect is Aspect.NEGATIVE and each.state != "wrong"],
        await incident.opened_since(reader, chat_id=chat_id, since=span.since, until=span.until),
        await answers.precision(reader, chat_id=chat_id, now=span.until),
    )

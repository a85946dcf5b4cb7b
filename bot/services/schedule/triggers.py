"""When a line is due: APScheduler's triggers run on the wall clock, and each wall time becomes one moment there.

A wall time that a change of clocks leaves out is as much later as the clocks move; one that comes twice counts the
first time. `every` alone counts real seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.date import DateTrigger

from bot.domain.schedule.cron import REMEDY
from bot.domain.schedule.plan import Entry
from bot.domain.schedule.policy import instant, wall_of
from bot.domain.schedule.when import Cron, Crons, Dates, Every, Once, When, WhenError
from bot.services.schedule.days import days_from

_HORIZON = datetime(2100, 1, 1, tzinfo=UTC)
_LONGEST_STEP = 26 * 3600
"""Seconds: the farthest that clocks were ever set forward at once is a day (Samoa, 2011)."""


class DaysTrigger(BaseTrigger):  # type: ignore[misc]
    """A trigger for days that no crontab names."""

    def __init__(self, dates: Dates) -> None:
        self._dates = dates

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        after = now if previous_fire_time is None else max(now, previous_fire_time + timedelta(microseconds=1))
        for day in days_from(self._dates, after.date()):
            for clock in self._dates.clocks:
                found = datetime.combine(day, time(clock // 60, clock % 60), UTC)
                if found >= after:
                    return found
        return None


def triggers_of(when: Crons | Once | Dates) -> list[BaseTrigger]:
    """Wall times, as if the wall clock were UTC. Raises `WhenError` for fields out of range."""
    match when:
        case Once(at):
            return [DateTrigger(at, timezone=UTC)]
        case Dates():
            return [DaysTrigger(when)]
        case Crons(of):
            return [_cron(each) for each in of]


_REFUSED: Final = (ValueError, TypeError, OverflowError)
"""What the library raises for a field that it does not take."""


@lru_cache(maxsize=4096)
def _cron(cron: Cron) -> CronTrigger:
    try:
        return CronTrigger(
            minute=cron.minute,
            hour=cron.hour,
            day=cron.day,
            month=cron.month,
            day_of_week=cron.weekday,
            timezone=UTC,
            end_date=_HORIZON,
        )
    except _REFUSED:
        raise _why(cron) from None


def _why(cron: Cron) -> WhenError:
    """In words of our own: the field that the library takes by itself as little as among the others."""
    fields = {"minute": cron.minute, "hour": cron.hour, "day": cron.day, "month": cron.month}
    for name, value in fields.items():
        try:
            CronTrigger(**{name: value}, timezone=UTC)
        except _REFUSED:
            return WhenError(f'does not know the {name} "{value}"', REMEDY)
    return WhenError(f'does not know the weekday "{cron.weekday}"', REMEDY)


def next_due(entry: Entry, zone: str, *, after: int) -> int | None:
    """Epoch seconds of the first run later than `after`; None when there is none any more."""
    if entry.since is not None:
        after = max(after, instant(entry.since, zone) - 1)
    found = _next(entry.when, zone, after)
    if found is not None and entry.until is not None and found > instant(entry.until, zone):
        return None
    return found


def dues(entry: Entry, zone: str, *, after: int, until: int) -> Iterator[int]:
    """All runs later than `after`, up to and with `until`."""
    due = next_due(entry, zone, after=after)
    while due is not None and due <= until:
        yield due
        due = next_due(entry, zone, after=due)


def _next(when: When, zone: str, after: int) -> int | None:
    if isinstance(when, Every):
        since = instant(when.since, zone)
        return since + max(0, (after - since) // when.seconds + 1) * when.seconds
    if isinstance(when, Once):
        at = instant(when.at, zone)
        return at if at > after else None
    found = (_next_of(trigger, zone, after) for trigger in triggers_of(when))
    return min((each for each in found if each is not None), default=None)


def _next_of(trigger: BaseTrigger, zone: str, after: int) -> int | None:
    """Wall times are tried in order until none that follows could come sooner than the one found."""
    wall = wall_of(after, zone).replace(tzinfo=UTC) - _lately_skipped(after, zone)
    best: int | None = None
    while True:
        fire = trigger.get_next_fire_time(None, wall)
        if fire is None or (best is not None and fire.replace(tzinfo=None) >= wall_of(best, zone)):
            return best
        found = instant(fire.replace(tzinfo=None), zone)
        if found > after:
            best = found if best is None else min(best, found)
        wall = fire + timedelta(seconds=1)


def _lately_skipped(at: int, zone: str) -> timedelta:
    """How much the clocks were set forward within the last day or so: wall times left out then may be due still."""
    now = datetime.fromtimestamp(at, ZoneInfo(zone)).utcoffset() or timedelta()
    then = datetime.fromtimestamp(at - _LONGEST_STEP, ZoneInfo(zone)).utcoffset() or timedelta()
    return max(now - then, timedelta())

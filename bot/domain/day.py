"""Which local day a moment belongs to, by zone and roll-over; the clock itself does not live here."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def local_day(at: int, timezone: str, *, starts_at: int = 0) -> int:
    """The proleptic ordinal of the day that `at` (epoch seconds) belongs to.

    A day begins at `starts_at` minutes after local midnight by the clock on the wall, so a day in which clocks change
    has 23 or 25 hours and none is skipped or doubled.
    """
    return _day_of_minute(at // 60, timezone, starts_at)


@lru_cache(maxsize=4096)
def _day_of_minute(minute: int, timezone: str, starts_at: int) -> int:
    """Every message asks, and zones have differed by whole minutes since before Telegram: a minute asks once."""
    wall = datetime.fromtimestamp(minute * 60, zone(timezone)).replace(tzinfo=None)
    return (wall - timedelta(minutes=starts_at)).toordinal()

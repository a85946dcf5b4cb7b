"""Office hours: by when an answer that takes so much working time is to be expected; whose hours is not known here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.schedule.policy import instant, wall_of

_FURTHEST = 60
"""Days after which the search ends: no holiday lasts as long."""


@dataclass(frozen=True, slots=True)
class Office:
    """`hours` is "HH:MM-HH:MM" (past midnight if the second is earlier) or "" for all day; `opens` tells which days."""

    hours: str
    zone: str
    opens: Callable[[date], bool]

    def after(self, at: int, working: int) -> int:
        """The moment by which `working` seconds of office time have passed since `at` (epoch seconds)."""
        day = wall_of(at, self.zone).date() - timedelta(days=1)
        left = working
        for each in (day + timedelta(days=number) for number in range(_FURTHEST)):
            if not self.opens(each):
                continue
            begins, ends = self._open(each)
            begins = max(begins, at)
            if begins < ends and left <= ends - begins:
                return begins + left
            left -= max(0, ends - begins)
        return at + working

    def _open(self, day: date) -> tuple[int, int]:
        first, _, last = (self.hours or "00:00-00:00").partition("-")
        begins, ends = _clock(day, first), _clock(day, last)
        if ends <= begins:
            ends += timedelta(days=1)
        return instant(begins, self.zone), instant(ends, self.zone)


def _clock(day: date, words: str) -> datetime:
    hours, _, minutes = words.strip().partition(":")
    return datetime(day.year, day.month, day.day, int(hours), int(minutes))  # noqa: DTZ001  (a wall time)

"""When an entry falls due, as plain values on the wall clock; reckoning with them lives in the schedule's services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Cron:
    """Fields in the words of APScheduler; `expand` in `cron` makes them from a crontab line."""

    minute: str = "*"
    hour: str = "*"
    day: str = "*"
    month: str = "*"
    weekday: str = "*"


@dataclass(frozen=True, slots=True)
class Crons:
    """Whichever comes first."""

    of: tuple[Cron, ...]


@dataclass(frozen=True, slots=True)
class Once:
    """At this wall time."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Every:
    """Each `seconds`, counted from `since` (wall time), in real seconds: a change of clocks moves its wall times."""

    seconds: int
    since: datetime


Days: TypeAlias = Literal["workday", "day_off", "lunar", "solar", "term"]


@dataclass(frozen=True, slots=True)
class Dates:
    """Days no crontab can name, at `clocks` (minutes after midnight), moved by `shift` days.

    `workday` and `day_off` go by the mainland calendar with its make-up days; `lunar` is `month` and `day` of the lunar
    calendar (day 30 is the last of a month; leap months do not count), `solar` of the common one; `term` is the solar
    term called `name`.
    """

    days: Days
    clocks: tuple[int, ...]
    month: int = 0
    day: int = 0
    name: str = ""
    shift: int = 0


When: TypeAlias = Crons | Once | Every | Dates


class WhenError(ValueError):
    """The text says what is wrong; `remedy` how to write it."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.remedy = remedy

"""An event as a value, how one line tells of it, and what is refused; moments are reckoned elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.domain.amounts import read_number
from bot.domain.refusals import Refusal

Answer: TypeAlias = Literal["going", "waiting", "maybe", "no"]
State: TypeAlias = Literal["open", "cancelled", "over"]
REMINDERS = {"week": 7 * 86400, "day": 86400, "hour": 3600, "start": 0}
"""Seconds before the start."""
_FIELDS = {
    "place": "place", "地点": "place", "地點": "place", "cap": "cap", "人数": "cap", "人數": "cap",
    "goal": "goal", "目标": "goal", "目標": "goal", "points": "reward", "积分": "reward", "積分": "reward",
    "for": "lasts", "时长": "lasts", "時長": "lasts",
}  # fmt: skip
_SPAN = re.compile(r"(?:(\d{1,3})(?:h|小时|小時))?(?:(\d{1,4})(?:m|分钟|分鐘))?")
_MOST = 100_000


class WrongEvent(Refusal):
    """`part`: what could not be read."""

    key = "events.wrong"


class UnknownEvent(Refusal):
    key = "events.unknown"


class EventPassed(Refusal):
    key = "events.passed"


class NotYet(Refusal):
    key = "events.not_yet"


class InThePast(Refusal):
    key = "events.in_the_past"


@dataclass(frozen=True, slots=True)
class Told:
    """What `/event new` said; `when` is still in words."""

    title: str
    when: str
    place: str = ""
    cap: int = 0
    goal: int = 0
    reward: int = 0
    lasts: int = 2 * 3600


@dataclass(frozen=True, slots=True)
class Event:
    """Times in epoch seconds; `cap` and `goal` 0 are none."""

    id: int
    chat_id: int
    topic: int
    title: str
    place: str
    starts_at: int
    lasts: int
    cap: int
    goal: int
    reward: int
    state: State
    version: int

    @property
    def ends_at(self) -> int:
        return self.starts_at + self.lasts


def read_event(line: str) -> Told:
    """`TITLE | TIME | place P | cap N | goal N | points N | for 2h`, the fields in any order. Raises `WrongEvent`."""
    parts = [part.strip() for part in line.split("|")]
    if len(parts) < 2 or not parts[0] or not parts[1] or len(parts[0]) > 128:
        raise WrongEvent(part=line[:40])
    values: dict[str, str] = {}
    for part in parts[2:]:
        name, _, value = part.partition(" ")
        field = _FIELDS.get(name.casefold())
        if field is None or not value.strip():
            raise WrongEvent(part=part[:40])
        values[field] = value.strip()
    return Told(
        parts[0],
        parts[1],
        values.get("place", "")[:256],
        _count(values.get("cap", "0")),
        _count(values.get("goal", "0")),
        _count(values.get("reward", "0")),
        _seconds(values["lasts"]) if "lasts" in values else 2 * 3600,
    )


def _count(said: str) -> int:
    number = read_number(said)
    if number is None or not 0 <= number <= _MOST:
        raise WrongEvent(part=said[:40])
    return number


def _seconds(said: str) -> int:
    found = _SPAN.fullmatch(said.strip())
    seconds = int(found[1] or 0) * 3600 + int(found[2] or 0) * 60 if found else 0
    if not 60 <= seconds <= 14 * 86400:
        raise WrongEvent(part=said[:40])
    return seconds


def place_for(wanted: Answer, *, going: int, cap: int, is_going: bool) -> Answer:
    """`going` are those who have a place now; whoever has one keeps it."""
    if wanted == "going" and cap and not is_going and going >= cap:
        return "waiting"
    return wanted

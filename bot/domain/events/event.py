"""An event as a value, how one line tells of it, and what is refused; moments are reckoned elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.domain.amounts import read_number
from bot.domain.refusals import Refusal

Answer: TypeAlias = Literal["going", "waiting", "maybe", "no"]
State: TypeAlias = Literal["open", "cancelled", "over"]
EARLY = 3600
"""Seconds before the start from which one may check in."""
LONGEST = 14 * 86400
"""Seconds an event may take."""
REMINDERS = {"week": 7 * 86400, "day": 86400, "hour": 3600, "start": 0}
"""Seconds before the start."""
_FIELDS = {
    "place": "place", "地点": "place", "地點": "place", "cap": "cap", "人数": "cap", "人數": "cap",
    "goal": "goal", "目标": "goal", "目標": "goal", "points": "reward", "积分": "reward", "積分": "reward",
    "for": "lasts", "时长": "lasts", "時長": "lasts", "code": "code", "暗号": "code", "暗號": "code",
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


class OnlyByCode(Refusal):
    key = "events.only_by_code"


class UnknownCode(Refusal):
    key = "events.unknown_code"


class InThePast(Refusal):
    key = "events.in_the_past"


@dataclass(frozen=True, slots=True)
class Told:
    """What is written of an event, its time aside; `photo` is a path below the config's folder, `file_id` Telegram's.

    With a `code` guests say it to check in; without one they press a button.
    """

    title: str
    place: str = ""
    cap: int = 0
    goal: int = 0
    reward: int = 0
    lasts: int = 2 * 3600
    code: str = ""
    photo: str = ""
    file_id: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Times in epoch seconds; `name` and `written` are those of the operators' file, empty for one begun in chat.

    `created_by` is 0 for one of the file.
    """

    id: int
    chat_id: int
    topic: int
    told: Told
    starts_at: int
    state: State
    version: int
    name: str = ""
    written: str = ""
    created_by: int = 0

    @property
    def title(self) -> str:
        return self.told.title

    @property
    def reward(self) -> int:
        return self.told.reward

    @property
    def cap(self) -> int:
        return self.told.cap

    @property
    def goal(self) -> int:
        return self.told.goal

    @property
    def ends_at(self) -> int:
        return self.starts_at + self.told.lasts

    @property
    def has_picture(self) -> bool:
        return bool(self.told.photo or self.told.file_id)


def read_event(line: str) -> tuple[Told, str]:
    """`TITLE | TIME | place P | cap N | goal N | points N | for 2h | code C`, in any order; the time in words.

    Raises `WrongEvent`.
    """
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
    told = Told(
        parts[0],
        values.get("place", "")[:256],
        _count(values.get("cap", "0")),
        _count(values.get("goal", "0")),
        _count(values.get("reward", "0")),
        _seconds(values["lasts"]) if "lasts" in values else 2 * 3600,
        values.get("code", "")[:32],
    )
    return told, parts[1]


def _count(said: str) -> int:
    number = read_number(said)
    if number is None or not 0 <= number <= _MOST:
        raise WrongEvent(part=said[:40])
    return number


def _seconds(said: str) -> int:
    found = _SPAN.fullmatch(said.strip())
    seconds = int(found[1] or 0) * 3600 + int(found[2] or 0) * 60 if found else 0
    if not 60 <= seconds <= LONGEST:
        raise WrongEvent(part=said[:40])
    return seconds


def place_for(wanted: Answer, *, taken: int, cap: int, is_going: bool) -> Answer:
    """`taken`: others who have a place or wait for one; whoever has a place keeps it."""
    if wanted == "going" and cap and not is_going and taken >= cap:
        return "waiting"
    return wanted


def is_code_of(event: Event, said: str) -> bool:
    """Whatever its case and the spaces about it."""
    return bool(event.told.code) and event.told.code.strip().casefold() == said.strip().casefold()

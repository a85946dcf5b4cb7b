"""An event as a value, how one line tells of it, and what is refused; moments are reckoned elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.domain.grammar.doubts import read_length, taken
from bot.domain.grammar.fields import Vocabulary
from bot.domain.grammar.lines import Written, read_line
from bot.domain.grammar.moments import Here, read_moment
from bot.domain.grammar.reading import NotUnderstood, Understood
from bot.domain.grammar.script import plain
from bot.domain.refusals import Refusal
from bot.domain.segments import Segment, segment_of

Answer: TypeAlias = Literal["going", "waiting", "maybe", "no"]
State: TypeAlias = Literal["open", "cancelled", "over"]
EARLY = 3600
"""Seconds before the start from which one may check in."""
LONGEST = 14 * 86400
"""Seconds an event may take."""
REMINDERS = {"week": 7 * 86400, "day": 86400, "hour": 3600, "start": 0}
"""Seconds before the start."""
_FIELDS = Vocabulary(
    {
        "when": ("when", "time", "at", "date", "时间", "日期", "开始", "开始时间"),
        "place": ("place", "where", "location", "地点", "地址", "位置"),
        "cap": ("cap", "limit", "人数", "名额", "限"),
        "goal": ("goal", "目标"),
        "reward": ("points", "积分", "奖励"),
        "lasts": ("for", "lasts", "duration", "时长", "历时"),
        "code": ("code", "暗号", "签到码"),
        "segment": ("crowd", "whom", "面向", "对象", "给谁"),
    }
)
_COUNT = re.compile(r"(?P<n>\d{1,6}) ?(?:people|persons?|points?|个?人|位|分|积分|个|名)?")
_MOST = 100_000
LONGEST_TITLE, LONGEST_PLACE, LONGEST_CODE = 128, 256, 32


class WrongEvent(Refusal):
    """`part`: what could not be read."""

    key = "events.wrong"


class UnknownEvent(Refusal):
    key = "events.unknown"


class EventPassed(Refusal):
    key = "events.passed"


class NotYet(Refusal):
    key = "events.not_yet"


class NotTheirs(Refusal):
    """`crowd`: the key of whom it is for."""

    key = "events.not_theirs"


class OnlyByCode(Refusal):
    key = "events.only_by_code"


class UnknownCode(Refusal):
    key = "events.unknown_code"


class InThePast(Refusal):
    key = "events.in_the_past"


@dataclass(frozen=True, slots=True)
class Details:
    """What is written of an event, its time aside; `photo` is a path below the config's folder, `file_id` Telegram's.

    With a `code` guests say it to check in; without one they press a button. With a `segment` it is for members who
    take part like that.
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
    segment: Segment | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Times in epoch seconds; `name` and `written` are those of the operators' file, empty for one begun in chat.

    `created_by` is 0 for one of the file.
    """

    id: int
    chat_id: int
    topic: int
    details: Details
    starts_at: int
    state: State
    version: int
    name: str = ""
    written: str = ""
    created_by: int = 0

    @property
    def title(self) -> str:
        return self.details.title

    @property
    def reward(self) -> int:
        return self.details.reward

    @property
    def cap(self) -> int:
        return self.details.cap

    @property
    def goal(self) -> int:
        return self.details.goal

    @property
    def ends_at(self) -> int:
        return self.starts_at + self.details.lasts

    @property
    def has_picture(self) -> bool:
        return bool(self.details.photo or self.details.file_id)


def read_answers(line: str, here: Here) -> Written:
    """`TITLE | TIME | place P | cap N | goal N | points N | for 2h | code C | crowd S`: the title first, the rest as it
    comes.

    What a line says by field; `title` and `when` may be missing.
    """
    return read_line(line, _FIELDS, first="title", bare=lambda part: "when" if _is_moment(part, here) else None)


def _is_moment(part: str, here: Here) -> bool:
    reading = read_moment(part, here)
    return isinstance(reading, Understood) or (isinstance(reading, NotUnderstood) and reading.kind == "passed")


def event_of(answers: Mapping[str, str], here: Here) -> tuple[Details, int]:
    """What is told, and when it starts. Raises `WrongEvent`, Unread and `InThePast`."""
    if "when" not in answers:
        raise WrongEvent(part=answers.get("title", "")[:40])
    details = Details(
        title_of(answers.get("title", "")),
        answers.get("place", "")[:LONGEST_PLACE],
        count_of(answers.get("cap", "0")),
        count_of(answers.get("goal", "0")),
        count_of(answers.get("reward", "0")),
        seconds_of(answers["lasts"], here) if "lasts" in answers else 2 * 3600,
        answers.get("code", "")[:LONGEST_CODE],
        file_id=answers.get("photo", ""),
        segment=crowd_of(answers.get("segment", "")),
    )
    return details, starts_at(answers["when"], here)


def title_of(words: str) -> str:
    title = " ".join(words.split())
    if not title or len(title) > LONGEST_TITLE:
        raise WrongEvent(part=title[:40])
    return title


def crowd_of(words: str) -> Segment | Literal[""]:
    """Empty for everybody."""
    found = segment_of(words) if words else None
    if words and found is None:
        raise WrongEvent(part=words[:40])
    return found or ""


def starts_at(words: str, here: Here) -> int:
    """Epoch seconds. Raises Unread, and InThePast."""
    reading = read_moment(words, here)
    if isinstance(reading, NotUnderstood) and reading.kind == "passed":
        raise InThePast
    return taken(reading)


def count_of(words: str) -> int:
    match = _COUNT.fullmatch(plain(words))
    number = int(match["n"]) if match else _MOST + 1
    if number > _MOST:
        raise WrongEvent(part=words[:40])
    return number


def seconds_of(words: str, here: Here) -> int:
    seconds = taken(read_length(words, here))
    if not 60 <= seconds <= LONGEST:
        raise WrongEvent(part=words[:40])
    return seconds


def place_for(wanted: Answer, *, taken: int, cap: int, is_going: bool) -> Answer:
    """`taken`: others who have a place or wait for one; whoever has a place keeps it."""
    if wanted == "going" and cap and not is_going and taken >= cap:
        return "waiting"
    return wanted


def is_code_of(event: Event, words: str) -> bool:
    """Whatever its case, width and script, and the spaces about it."""
    return bool(event.details.code) and plain(event.details.code) == plain(words)

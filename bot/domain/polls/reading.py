"""A poll or quiz as people write it, `Q | A | B | #anonymous | #ends 2h`, read into terms; asking lives elsewhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.amounts import read_amount, shown
from bot.domain.day import zone
from bot.domain.polls import Kind, Terms
from bot.domain.polls.refusals import (
    AddingNeedsNames,
    EndOutOfReach,
    NothingRight,
    OptionCount,
    SameOption,
    TooLong,
    UnknownEnd,
    UnknownFlag,
)
from bot.domain.refusals import Key

FEWEST, MOST = 2, 12
"""Options of a poll; Telegram takes no more than twelve."""

QUESTION_LENGTH, OPTION_LENGTH, ABOUT_LENGTH, WHY_LENGTH = 300, 100, 1024, 200
"""Characters, by the Bot API."""

USUAL_QUESTIONS, USUAL_SECONDS, MOST_QUESTIONS = 5, 30, 50
"""Of a round."""

SHORTEST, LONGEST = 5, 2_628_000
"""Seconds a poll may stay open by Telegram's own clock."""

_SECONDS: Final = {"s": 1, "秒": 1, "m": 60, "分": 60, "分钟": 60, "分鐘": 60, "h": 3600, "小时": 3600, "小時": 3600,
                   "d": 86400, "天": 86400}  # fmt: skip
_SPAN = re.compile(rf"(\d{{1,6}}) ?({'|'.join(sorted(_SECONDS, key=len, reverse=True))})")
_CLOCK = re.compile(r"(?P<hour>\d{1,2}):(?P<minute>\d{2})")
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2}) (\d{1,2}):(\d{2})")

_FLAGS: Final[dict[str, str]] = {
    word: name
    for name, words in {
        "anonymous": "anonymous 匿名",
        "multiple": "multiple 多选 多選",
        "ends": "ends 截止",
        "final": "final 不改 不可改",
        "shuffle": "shuffle 乱序 亂序",
        "hidden": "hidden 隐藏 隱藏",
        "add": "add 可添加 可新增",
        "pin": "pin 置顶 置頂",
        "topic": "topic 开话题 開話題",
        "event": "event 办活动 辦活動",
        "about": "about 说明 說明",
        "why": "why 解释 解釋",
    }.items()
    for word in words.split()
}
_SWITCHES: Final[dict[str, Callable[[Terms], Terms]]] = {
    "anonymous": lambda terms: replace(terms, is_anonymous=True),
    "multiple": lambda terms: replace(terms, is_multiple=True),
    "final": lambda terms: replace(terms, is_final=True),
    "shuffle": lambda terms: replace(terms, is_shuffled=True),
    "hidden": lambda terms: replace(terms, is_hidden=True),
    "add": lambda terms: replace(terms, takes_more=True),
    "pin": lambda terms: replace(terms, is_pinned=True),
    "topic": lambda terms: replace(terms, opens_topic=True),
}


def read_terms(words: str, *, kind: Kind, now: int, timezone: str) -> Terms:
    """Raises a `PollRefusal` that names what was seen. `*` before an option of a quiz marks it as right."""
    fields = [" ".join(each.split()) for each in words.replace("｜", "|").split("|")]
    told = [each for each in fields if not each.startswith(("#", "＃"))]
    flags = [part for each in fields if each.startswith(("#", "＃")) for part in _flags(each)]
    options, right = _options(told[1:], kind=kind)
    if told[:1] == [""] or not FEWEST <= len(options) <= MOST or not all(options):
        raise OptionCount(least=FEWEST, most=MOST, usage=Key(f"commands.{kind}.usage"))
    if kind == "quiz" and not right:
        raise NothingRight(usage=Key("commands.quiz.usage"))
    _check_lengths(told[0], options)
    terms = Terms(told[0], options, kind, right, is_multiple=len(right) > 1, is_final=kind == "quiz")
    for flag in flags:
        terms = _with_flag(terms, flag, now=now, timezone=timezone)
    if terms.takes_more and (terms.is_anonymous or kind == "quiz"):
        raise AddingNeedsNames
    return terms


def _options(told: list[str], *, kind: Kind) -> tuple[tuple[str, ...], tuple[int, ...]]:
    if kind == "poll":
        return tuple(told), ()
    right = tuple(place for place, each in enumerate(told) if each.startswith(("*", "＊")))
    return tuple(each.lstrip("*＊ ") for each in told), right


def _flags(field: str) -> list[str]:
    """`#anonymous #ends 2h` in one field are two flags."""
    return [each.strip() for each in re.split(r"(?:^|\s)[#＃]", field) if each.strip()]


def _check_lengths(question: str, options: tuple[str, ...]) -> None:
    for seen, most in ((question, QUESTION_LENGTH), *((each, OPTION_LENGTH) for each in options)):
        if _units(seen) > most:
            raise TooLong(seen=shown(seen), most=most)
    for place, each in enumerate(options):
        if each in options[:place]:
            raise SameOption(seen=shown(each))


def _with_flag(terms: Terms, flag: str, *, now: int, timezone: str) -> Terms:
    word, _, value = flag.partition(" ")
    name = _FLAGS.get(unicodedata.normalize("NFKC", word).casefold(), "")
    if name in _SWITCHES and not value:
        return _SWITCHES[name](terms)
    if name == "ends":
        return replace(terms, ends_at=read_end(value, now=now, timezone=timezone))
    if name == "about" and value:
        return replace(terms, about=_within(value, ABOUT_LENGTH))
    if name == "event" and value and terms.kind == "poll":
        return replace(terms, event=value)
    if name == "why" and value and terms.kind == "quiz":
        return replace(terms, why=_within(value, WHY_LENGTH))
    raise UnknownFlag(seen=shown(f"#{flag}"))


def _within(words: str, most: int) -> str:
    if _units(words) > most:
        raise TooLong(seen=shown(words), most=most)
    return words


def is_round(words: str) -> bool:
    """Whether a scheduled quiz means a round out of the group's bank rather than one question: `round 5 30s`."""
    return "|" not in words.replace("｜", "|") and words.split(maxsplit=1)[:1] in (["round"], ["一轮"], ["一輪"])


def read_round(words: str) -> tuple[int, int]:
    """`5 30s`: so many questions, so many seconds for each; either may be left out."""
    parts = words.replace("|", " ").replace("｜", " ").split()
    numbers = [each for each in parts if each.isdecimal()]
    spans = [each for each in parts if each not in numbers]
    size = read_amount(numbers[0], most=MOST_QUESTIONS) if numbers else USUAL_QUESTIONS
    return size, read_end("".join(spans), now=0, timezone="UTC") if spans else USUAL_SECONDS


def read_end(words: str, *, now: int, timezone: str) -> int:
    """Epoch seconds of `30m`, `1d12h`, `20:00` (the next) or `2026-12-01 20:00` by the clock on the wall there.

    Raises UnknownEnd, and EndOutOfReach for less than five seconds or more than thirty days from now.
    """
    plain = " ".join(unicodedata.normalize("NFKC", words).casefold().split())
    ends_at = _moment(plain, now=now, timezone=timezone)
    if ends_at is None:
        raise UnknownEnd(seen=shown(words))
    if not SHORTEST <= ends_at - now <= LONGEST:
        raise EndOutOfReach(seen=shown(words))
    return ends_at


def _moment(plain: str, *, now: int, timezone: str) -> int | None:
    if (spans := _SPAN.findall(plain)) and not _SPAN.sub("", plain).strip():
        return now + sum(int(number) * _SECONDS[unit] for number, unit in spans)
    here = datetime.fromtimestamp(now, zone(timezone))
    try:
        if clock := _CLOCK.fullmatch(plain):
            due = here.replace(hour=int(clock["hour"]), minute=int(clock["minute"]), second=0, microsecond=0)
            return int((due if due.timestamp() > now else due + timedelta(days=1)).timestamp())
        if date := _DATE.fullmatch(plain):
            year, month, day, hour, minute = map(int, date.groups())
            return int(datetime(year, month, day, hour, minute, tzinfo=here.tzinfo).timestamp())
    except ValueError:
        return None
    return None


def _units(words: str) -> int:
    """Telegram counts in UTF-16."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2

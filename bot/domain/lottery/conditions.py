"""Reading the conditions of entering, in words of any of our languages; what a name means is looked up elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.domain.amounts import read_amount, shown
from bot.domain.grammar.doubts import taken
from bot.domain.grammar.script import plain
from bot.domain.grammar.spans import read_span
from bot.domain.levels import Level
from bot.domain.lottery.refusals import ImpossibleCondition, UnknownCondition, UnknownLevel
from bot.domain.lottery.terms import Condition, Measure

_WORDS: Final[dict[str, Measure]] = {
    **dict.fromkeys(("member", "入群", "成员"), "member"),
    **dict.fromkeys(("points", "积分"), "points"),
    **dict.fromkeys(("level", "等级"), "level"),
    **dict.fromkeys(("checkin", "签到"), "checkin"),
    **dict.fromkeys(("messages", "发言"), "messages"),
    **dict.fromkeys(("topic", "话题"), "topic"),
    **dict.fromkeys(("poll", "投票"), "poll"),
    **dict.fromkeys(("unwarned", "无警告", "没被警告"), "unwarned"),
    **dict.fromkeys(("chat", "in", "群", "群组", "频道"), "chat"),
}
_AT_LEAST = r"(?:满|至少|不少于|达到|>=|≥)?"
_KNOWN = "|".join(sorted(_WORDS, key=len, reverse=True))
_WORD = re.compile(rf"({_KNOWN})[\s:=]*{_AT_LEAST}\s*(?P<value>.*)", re.DOTALL)
_PARTED = re.compile(r"[,，;；、]|\s+and\s+|\s*且\s*|\s*&\s*")
_WITHIN = re.compile(r"(?P<name>.*?)\s*(?P<need>\d{1,6})\s*/\s*(?P<days>\d{1,4})\s*(d|天|日)?", re.DOTALL)
_CHAT = re.compile(r"-\d{1,16}|@[a-z][a-z0-9_]{3,31}")
_LONGEST_NAME = 130
_DAY = 86400


def read_conditions(seen: str) -> tuple[Condition, ...]:
    """Several, parted by commas or `and`: all of them must hold."""
    found = tuple(read_condition(part) for part in _PARTED.split(seen) if part.strip())
    if not found:
        raise UnknownCondition(seen=shown(seen))
    return found


def read_condition(seen: str) -> Condition:
    """`member 7d`, `points 100`, `level 金卡`, `checkin 3/7`, `messages 10/7`, `topic 闲聊 5/7`, `poll 12`,
    `unwarned 30d`, `chat -100123` or `chat @name`. What a name means is still to be found out."""
    words = plain(seen)
    if (word := _WORD.fullmatch(words)) and (condition := _read(_WORDS[word[1]], word["value"].strip())):
        return condition
    raise UnknownCondition(seen=shown(seen))


def _read(measure: Measure, value: str) -> Condition | None:
    condition: Condition | None = None
    match measure:
        case "checkin" | "messages" | "topic":
            condition = _within(measure, value)
        case "member" | "unwarned":
            condition = Condition(measure, max(1, taken(read_span(value)) // _DAY))
        case "points":
            condition = Condition(measure, read_amount(value, most=10**9))
        case "poll":
            condition = Condition(measure, 1, where=read_amount(value.lstrip("#"), most=10**9))
        case "level" if 0 < len(value) <= _LONGEST_NAME:
            condition = Condition(measure, 0, name=value)
        case "chat" if _CHAT.fullmatch(value):
            is_id = value.startswith("-")
            condition = Condition(measure, 1, where=int(value) if is_id else 0, name="" if is_id else value)
    return condition


def _within(measure: Measure, value: str) -> Condition | None:
    """So many of the last so many days; a topic's name stands before."""
    match = _WITHIN.fullmatch(value)
    if match is None or not int(match["need"]) or not 0 < int(match["days"]) <= 366:
        return None
    name = match["name"]
    if measure == "checkin" and int(match["need"]) > int(match["days"]):
        raise ImpossibleCondition(seen=shown(value), days=int(match["days"]))
    if bool(name) != (measure == "topic") or len(name) > _LONGEST_NAME:
        return None
    return Condition(measure, int(match["need"]), int(match["days"]), name=name)


def called_level(levels: Sequence[Level], name: str, *, shown_as: Sequence[str]) -> Level:
    """By its name, width, letter case and script aside, or its place (`1` is the first); raises UnknownLevel, which
    names them as they are `shown_as`."""
    places = {str(place): level for place, level in enumerate(levels, 1)}
    found = next((each for each in levels if plain(each.name) == plain(name)), None) or places.get(name)
    if found is None:
        raise UnknownLevel(seen=shown(name), levels="、".join(shown_as) or "—")
    return found

"""Reading the one line that opens a lottery, in words of any of our languages; the usage is told by the catalogs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.amounts import read_amount, shown
from bot.domain.day import zone
from bot.domain.lottery.draw import Prize
from bot.domain.lottery.refusals import (
    NoPrize,
    PastTime,
    TooManyPlaces,
    UnknownCondition,
    UnknownField,
    UnknownTime,
)
from bot.domain.lottery.terms import LONGEST, MOST_PLACES, Condition, Measure, Terms

MOST_PRICE = 1_000_000
_NAME_LENGTH = 60
_TITLE_LENGTH = 80
_PHRASE_LENGTH = 30
_SOURCE_LENGTH = 120

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "title": ("title", "标题", "標題"),
    "ends": ("ends", "截止", "开奖", "開獎"),
    "price": ("price", "价格", "價格", "票价", "票價"),
    "reserves": ("reserves", "候补", "候補"),
    "claim": ("claim", "领奖", "領獎"),
    "phrase": ("phrase", "口令"),
    "if": ("if", "条件", "條件"),
    "least": ("least", "min", "至少"),
    "extend": ("extend", "延长", "延長"),
    "tickets": ("tickets", "奖券", "獎券"),
    "rest": ("rest", "轮休", "輪休"),
    "public": ("public", "公开数", "公開數"),
}
"""Field names as people write them; the first is the one of the contract."""

_BY_WORD: Final = {word: field for field, words in FIELDS.items() for word in words}
_COUNT = re.compile(r"^(?P<name>.*\S)\s*[xX×＊*]\s*(?P<count>\d{1,9})$", re.DOTALL)
_SPAN = re.compile(r"^(?P<n>\d{1,6})\s*(?P<unit>s|m|min|h|d|w|秒|分|分钟|分鐘|小时|小時|时|時|天|日|周|週)$")
_SECONDS: Final = {
    **dict.fromkeys(("s", "秒"), 1),
    **dict.fromkeys(("m", "min", "分", "分钟", "分鐘"), 60),
    **dict.fromkeys(("h", "小时", "小時", "时", "時"), 3600),
    **dict.fromkeys(("d", "天", "日"), 86400),
    **dict.fromkeys(("w", "周", "週"), 7 * 86400),
}
_PEOPLE = re.compile(r"^(?P<n>\d{1,9})\s*(people|person|人|位)$")
_CLOCK = re.compile(r"^(?P<hour>\d{1,2}):(?P<minute>\d{2})$")
_DATE = re.compile(r"^(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})\s+(?P<hour>\d{1,2}):(?P<minute>\d{2})$")
_BY_HAND = frozenset({"manual", "by hand", "手动", "手動"})

_WITHIN = re.compile(r"^(?P<need>\d{1,6})\s*/\s*(?P<days>\d{1,4})\s*(d|天|日)?$")
_MEASURES: Final[dict[str, Measure]] = {
    **dict.fromkeys(("member", "入群", "成员", "成員"), "member"),
    **dict.fromkeys(("points", "积分", "積分"), "points"),
    **dict.fromkeys(("checkin", "签到", "簽到"), "checkin"),
    **dict.fromkeys(("messages", "发言", "發言"), "messages"),
    **dict.fromkeys(("chat", "in", "群"), "chat"),
}


def read_terms(line: str, *, now: int, timezone: str) -> Terms:
    """Raises a refusal that names the part which could not be read."""
    parts = [part.strip() for part in re.split(r"[|｜\n]", line)]
    parts = [part for part in parts if part]
    terms = Terms(prizes=())
    for number, part in enumerate(parts):
        field, value = _field_of(part)
        if number == 0 or (not field and number == len(terms.prizes)):
            terms = replace(terms, prizes=(*terms.prizes, read_prize(part)))
        elif not field:
            raise UnknownField(seen=shown(part))
        else:
            terms = with_field(terms, field, value, now=now, timezone=timezone)
    return checked(terms)


def checked(terms: Terms) -> Terms:
    if not terms.prizes:
        raise NoPrize
    if terms.places + terms.reserves > MOST_PLACES:
        raise TooManyPlaces(most=MOST_PLACES)
    return terms


def _field_of(part: str) -> tuple[str, str]:
    word, _, value = part.partition(" ")
    return _BY_WORD.get(_plain(word).rstrip(":："), ""), value.strip()


def read_prize(part: str) -> Prize:
    """`NAME xCOUNT`; without a count there is one."""
    found = _COUNT.match(unicodedata.normalize("NFKC", part))
    name, count = (found["name"], read_amount(found["count"], most=MOST_PLACES)) if found else (part, 1)
    return Prize(_short(name, _NAME_LENGTH), count)


def with_field(terms: Terms, field: str, value: str, *, now: int, timezone: str) -> Terms:
    """The terms with one more field; both the one line and the dialogue come here."""
    if field == "ends":
        return with_end(terms, value, now=now, timezone=timezone)
    return _READERS[field](terms, value)


def with_end(terms: Terms, value: str, *, now: int, timezone: str) -> Terms:
    """A span, a clock time, a date, a number of people, or by hand; a second end counts beside the first."""
    plain = _plain(value)
    if plain in _BY_HAND:
        return replace(terms, ends_at=0, people=0)
    if people := _PEOPLE.match(plain):
        return replace(terms, people=read_amount(people["n"], most=1_000_000))
    ends_at = read_moment(plain, now=now, timezone=timezone)
    if not now < ends_at <= now + LONGEST:
        raise PastTime(seen=shown(value))
    return replace(terms, ends_at=ends_at)


def read_moment(seen: str, *, now: int, timezone: str) -> int:
    """Epoch seconds of `30m`, `20:00` (the next) or `2026-12-01 20:00`, by the clock on the wall there."""
    plain = _plain(seen)
    if _SPAN.match(plain):
        return now + read_span(plain)
    here = datetime.fromtimestamp(now, zone(timezone))
    try:
        if clock := _CLOCK.match(plain):
            due = here.replace(hour=int(clock["hour"]), minute=int(clock["minute"]), second=0, microsecond=0)
            return int((due if due.timestamp() > now else due + timedelta(days=1)).timestamp())
        if date := _DATE.match(plain):
            return int(datetime(*(int(part) for part in date.groups()), tzinfo=here.tzinfo).timestamp())  # type: ignore[arg-type,misc]
    except ValueError as error:
        raise UnknownTime(seen=shown(seen)) from error
    raise UnknownTime(seen=shown(seen))


def read_span(seen: str) -> int:
    """Seconds."""
    found = _SPAN.match(_plain(seen))
    if found is None or int(found["n"]) == 0:
        raise UnknownTime(seen=shown(seen))
    return int(found["n"]) * _SECONDS[found["unit"]]


def read_condition(seen: str) -> Condition:
    """`member 7d`, `points 100`, `checkin 3/7`, `messages 10/7`, `chat -100123`."""
    word, _, value = _plain(seen).partition(" ")
    measure, value = _MEASURES.get(word), value.strip()
    within = _WITHIN.match(value)
    if measure in ("checkin", "messages") and within and int(within["need"]) and 0 < int(within["days"]) <= 366:
        return Condition(measure, int(within["need"]), int(within["days"]))
    if measure == "member" and (span := _SPAN.match(value)):
        return Condition(measure, max(1, int(span["n"]) * _SECONDS[span["unit"]] // 86400))
    if measure == "points" and value.isdecimal():
        return Condition(measure, read_amount(value, most=10**9))
    if measure == "chat" and re.fullmatch(r"-\d{5,16}", value):
        return Condition(measure, 1, where=int(value))
    raise UnknownCondition(seen=shown(seen))


def _with_conditions(terms: Terms, value: str) -> Terms:
    found = [read_condition(part) for part in re.split(r"[,，;；、]|\s+and\s+|\s*且\s*|\s*&\s*", value) if part.strip()]
    if not found:
        raise UnknownCondition(seen=shown(value))
    return replace(terms, conditions=(*terms.conditions, *found))


def _with_claim(terms: Terms, value: str) -> Terms:
    return replace(terms, claim=min(read_span(value), LONGEST))


def _number(field: str, *, most: int, least: int = 1) -> Callable[[Terms, str], Terms]:
    def read(terms: Terms, value: str) -> Terms:
        first = unicodedata.normalize("NFKC", value).split(maxsplit=1)
        return replace(terms, **{field: read_amount(first[0] if first else "", most=most, least=least)})  # type: ignore[arg-type]

    return read


def _short(value: str, most: int) -> str:
    line = " ".join(value.split())
    if not line:
        raise UnknownField(seen=shown(value))
    return line if len(line) <= most else line[: most - 1] + "…"


def _plain(value: str) -> str:
    return unicodedata.normalize("NFKC", value).casefold().strip()


_READERS: Final[dict[str, Callable[[Terms, str], Terms]]] = {
    "title": lambda terms, value: replace(terms, title=_short(value, _TITLE_LENGTH)),
    "phrase": lambda terms, value: replace(terms, phrase=_short(value, _PHRASE_LENGTH)),
    "public": lambda terms, value: replace(terms, public=_short(value, _SOURCE_LENGTH)),
    "extend": lambda terms, value: replace(terms, extend=min(read_span(value), LONGEST)),
    "claim": _with_claim,
    "if": _with_conditions,
    "price": _number("price", most=MOST_PRICE, least=0),
    "reserves": _number("reserves", most=MOST_PLACES, least=0),
    "least": _number("least", most=1_000_000),
    "tickets": _number("tickets", most=100),
    "rest": _number("rest", most=100, least=0),
}

"""The fields of a lottery beside its prizes: their words in all languages, and how the value of each is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.domain.amounts import read_amount, shown
from bot.domain.grammar.doubts import read_length, taken, unread
from bot.domain.grammar.fields import Vocabulary
from bot.domain.grammar.moments import Here, read_moment
from bot.domain.grammar.numbers import read_people
from bot.domain.grammar.reading import NotUnderstood, Understood
from bot.domain.grammar.script import plain
from bot.domain.lottery.conditions import read_conditions
from bot.domain.lottery.refusals import CommandPhrase, PastTime, TooFar, UnknownField
from bot.domain.lottery.terms import LONGEST, MOST_PLACES, Terms

MOST_PRICE = 1_000_000
_TITLE_LENGTH = 80
_PHRASE_LENGTH = 30
_SOURCE_LENGTH = 120
_TOPIC_LENGTH = 128

FIELDS: Final = Vocabulary(
    {
        "title": ("title", "标题"),
        "ends": (
            *("ends", "end", "ends at", "ends in", "ends on", "deadline", "until", "closes", "close", "due"),
            *("截止", "截至", "截止时间", "截止日期", "截止于", "结束", "结束时间", "开奖", "开奖时间", "满"),
        ),
        "price": ("price", "价格", "票价", "花费"),
        "reserves": ("reserves", "reserve", "候补"),
        "claim": ("claim", "领奖", "领奖时间", "领奖期限"),
        "phrase": ("phrase", "口令"),
        "if": ("if", "条件"),
        "least": ("least", "at least", "min", "至少", "最少"),
        "extend": ("extend", "延长"),
        "tickets": ("tickets", "奖券"),
        "rest": ("rest", "轮休"),
        "topic": ("topic", "话题"),
        "public": ("public", "公开数"),
    }
)
"""Field words as people write them; the first is the one of the contract."""

FREE: Final = frozenset({"title", "phrase", "topic", "public"})
"""Whose value may be any words."""

_BY_HAND: Final = frozenset({"manual", "manually", "by hand", "手动", "人工"})
_NUMBER = re.compile(r"(?P<number>[-+]?\d+) ?(?:points?|people|persons?|tickets?|分|积分|人|位|个|名|张|次|期)?")
_PARTED = re.compile(r"[,，、]")


def is_by_hand(value: str) -> bool:
    return plain(value) in _BY_HAND


def with_field(terms: Terms, name: str, value: str, *, here: Here) -> Terms:
    """The terms with one more field; both the one line and the dialogue come here."""
    if name == "ends":
        return with_end(terms, value, here=here)
    if name in ("claim", "extend"):
        return replace(terms, **{name: min(taken(read_length(value, here)), LONGEST)})  # type: ignore[arg-type]
    return _READERS[name](terms, value)


def with_end(terms: Terms, value: str, *, here: Here) -> Terms:
    """A span, a moment, a number of people, or by hand; a second end counts beside the first, behind a comma too."""
    if is_by_hand(value):
        return replace(terms, ends_at=0, people=0)
    if isinstance(people := read_people(value), Understood):
        return replace(terms, people=read_amount(str(people.value), most=1_000_000))
    reading = read_moment(value, here)
    parts = [part for part in _PARTED.split(value) if part.strip()]
    if isinstance(reading, NotUnderstood) and len(parts) > 1:
        for part in parts:
            terms = with_end(terms, part, here=here)
        return terms
    if isinstance(reading, NotUnderstood) and reading.kind != "passed":
        raise unread(reading)
    if not isinstance(reading, Understood):
        raise PastTime(seen=shown(value))
    if reading.value > here.now + LONGEST:
        raise TooFar(seen=shown(value))
    return replace(terms, ends_at=reading.value)


def _with_phrase(terms: Terms, value: str) -> Terms:
    if value.startswith(("/", "／")):
        raise CommandPhrase(phrase=shown(value))
    return replace(terms, phrase=_short(value, _PHRASE_LENGTH))


def _number(name: str, *, most: int, least: int = 1) -> Callable[[Terms, str], Terms]:
    def read(terms: Terms, value: str) -> Terms:
        match = _NUMBER.fullmatch(plain(value))
        if match is None:
            raise unread(NotUnderstood("number", value))
        return replace(terms, **{name: read_amount(match["number"], most=most, least=least)})  # type: ignore[arg-type]

    return read


def _short(value: str, most: int) -> str:
    line = " ".join(value.split())
    if not line:
        raise UnknownField(seen=shown(value))
    return line if len(line) <= most else line[: most - 1] + "…"


_READERS: Final[dict[str, Callable[[Terms, str], Terms]]] = {
    "title": lambda terms, value: replace(terms, title=_short(value, _TITLE_LENGTH)),
    "phrase": _with_phrase,
    "public": lambda terms, value: replace(terms, public=_short(value, _SOURCE_LENGTH)),
    "topic": lambda terms, value: replace(terms, topic=0, topic_name=_short(value, _TOPIC_LENGTH)),
    "if": lambda terms, value: replace(terms, conditions=(*terms.conditions, *read_conditions(value))),
    "price": _number("price", most=MOST_PRICE, least=0),
    "reserves": _number("reserves", most=MOST_PLACES, least=0),
    "least": _number("least", most=1_000_000),
    "tickets": _number("tickets", most=100),
    "rest": _number("rest", most=100, least=0),
}

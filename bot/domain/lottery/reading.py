"""Reading the one line that opens a lottery, in words of any of our languages; the usage is told by the catalogs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.domain.amounts import read_amount, shown
from bot.domain.lottery.conditions import read_conditions
from bot.domain.lottery.draw import Prize
from bot.domain.lottery.refusals import NoPrize, PastTime, TooManyPlaces, UnknownField
from bot.domain.lottery.terms import LONGEST, MOST_PLACES, Terms
from bot.domain.lottery.times import plain, read_moment, read_span

MOST_PRICE = 1_000_000
_NAME_LENGTH = 60
_TITLE_LENGTH = 80
_PHRASE_LENGTH = 30
_SOURCE_LENGTH = 120
_TOPIC_LENGTH = 128

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
    "topic": ("topic", "话题", "話題"),
    "public": ("public", "公开数", "公開數"),
}
"""Field names as people write them; the first is the one of the contract."""

_BY_WORD: Final = {word: field for field, words in FIELDS.items() for word in words}
_COUNT = re.compile(r"^(?P<name>.*\S)\s*[xX×＊*]\s*(?P<count>\d{1,9})$", re.DOTALL)
_PEOPLE = re.compile(r"^(?P<n>\d{1,9})\s*(people|person|人|位)$")
_BY_HAND = frozenset({"manual", "by hand", "手动", "手動"})


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
    return _BY_WORD.get(plain(word).rstrip(":："), ""), value.strip()


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
    said = plain(value)
    if said in _BY_HAND:
        return replace(terms, ends_at=0, people=0)
    if people := _PEOPLE.match(said):
        return replace(terms, people=read_amount(people["n"], most=1_000_000))
    ends_at = read_moment(said, now=now, timezone=timezone)
    if not now < ends_at <= now + LONGEST:
        raise PastTime(seen=shown(value))
    return replace(terms, ends_at=ends_at)


def _with_conditions(terms: Terms, value: str) -> Terms:
    return replace(terms, conditions=(*terms.conditions, *read_conditions(value)))


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


_READERS: Final[dict[str, Callable[[Terms, str], Terms]]] = {
    "title": lambda terms, value: replace(terms, title=_short(value, _TITLE_LENGTH)),
    "phrase": lambda terms, value: replace(terms, phrase=_short(value, _PHRASE_LENGTH)),
    "public": lambda terms, value: replace(terms, public=_short(value, _SOURCE_LENGTH)),
    "topic": lambda terms, value: replace(terms, topic=0, topic_name=_short(value, _TOPIC_LENGTH)),
    "extend": lambda terms, value: replace(terms, extend=min(read_span(value), LONGEST)),
    "claim": _with_claim,
    "if": _with_conditions,
    "price": _number("price", most=MOST_PRICE, least=0),
    "reserves": _number("reserves", most=MOST_PLACES, least=0),
    "least": _number("least", most=1_000_000),
    "tickets": _number("tickets", most=100),
    "rest": _number("rest", most=100, least=0),
}

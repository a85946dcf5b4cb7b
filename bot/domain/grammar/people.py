"""Whom words name, before or behind an amount: `@name`, a mention without a name, or an id; no store is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.grammar.numbers import read_number
from bot.domain.grammar.reading import Understood
from bot.domain.grammar.script import plain

SHORTEST_ID = 6
"""Digits from which a lone number is rather an id than an amount."""

_NAME = re.compile(r"@(?P<name>[a-z][a-z0-9_]{0,31})[,:]?")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Named:
    """`who` is a name without its @, the words of a mention, an id, or nobody; `rest` are the words around it."""

    who: str | int | None
    rest: str
    is_mention: bool = False


def read_person(words: str, *, mentions: Sequence[str] = (), is_amount_next: bool) -> Named:
    """Who stands first, or second behind an amount; the rest stays as written.

    `mentions` are the words by which Telegram itself names people.
    """
    shown = words.strip()
    for mention in mentions:
        written = mention.strip()
        before, found, after = shown.partition(written)
        if written and found and (not before or _is_number(before)):
            return Named(written, f"{before.strip()} {after.strip()}".strip(), is_mention=True)
    first, second = (*_WORD.finditer(shown), None, None)[:2]
    for each in (first, second if first and _is_number(first[0]) else None):
        if each is not None and (name := _NAME.fullmatch(plain(each[0]))):
            return Named(name["name"], _without(shown, each))
    return _by_id(shown, first, second, is_amount_next=is_amount_next)


def _by_id(shown: str, first: re.Match[str] | None, second: re.Match[str] | None, *, is_amount_next: bool) -> Named:
    """Of two numbers the first, but where the second alone is as long as an id."""
    one, other = (_number(each[0]) if each else None for each in (first, second))
    if first is None or one is None or one < 0:
        return Named(None, shown)
    if is_amount_next and second is not None and other is not None and _is_long(second) and not _is_long(first):
        return Named(other, _without(shown, second))
    if not is_amount_next or _is_long(first) or other is not None:
        return Named(one, _without(shown, first))
    return Named(None, shown)


def _without(shown: str, match: re.Match[str]) -> str:
    return f"{shown[: match.start()].rstrip()} {shown[match.end() :].lstrip()}".strip()


def _is_long(match: re.Match[str]) -> bool:
    return len(match[0]) >= SHORTEST_ID


def _is_number(word: str) -> bool:
    return _number(word) is not None


def _number(word: str) -> int | None:
    reading = read_number(word)
    return reading.value if isinstance(reading, Understood) else None

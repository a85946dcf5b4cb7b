"""Whole numbers in digits of any width or in Chinese, and how many people; bounds are whoever asks's."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from bot.domain.grammar.reading import NotUnderstood, Reading, Understood
from bot.domain.grammar.script import plain, visible

_DIGITS = 18
"""More digits than any bound has: such a number is read as 10 to the 18th."""

_UNITS: Final = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_ONES: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
CHINESE = "[零一二三四五六七八九〇两十百千万廿]"
_MINUS: Final = ("-", "−", "－")
_SIGNED = re.compile(r"(?P<sign>[-−－+＋])?(?P<digits>\d+)")
_PEOPLE = re.compile(rf"(?P<n>\d+|{CHINESE}+) ?(?:people|persons?|members?|个?人|位)")


def read_number(words: str) -> Reading[int]:
    """`12`, `１２`, `+5`, `-3`; neither `5.5` nor `1,000` nor `一百` nor `²`."""
    match = _SIGNED.fullmatch(visible(words).strip())
    if match is None:
        return NotUnderstood("number", words)
    digits = "".join(str(unicodedata.decimal(digit)) for digit in match["digits"]).lstrip("0") or "0"
    value = int(digits) if len(digits) <= _DIGITS else 10**_DIGITS
    return Understood(-value if match["sign"] in _MINUS else value)


def read_people(words: str) -> Reading[int]:
    """`50 people`, `50人`, `五十位`."""
    match = _PEOPLE.fullmatch(plain(words))
    value = whole(match["n"]) if match else None
    return Understood(value) if value is not None else NotUnderstood("people", words)


def whole(words: str) -> int | None:
    """Of digits or Chinese numerals, in plain form; None for what is neither."""
    if words.isdecimal():
        return int(words[:_DIGITS]) if len(words) <= _DIGITS else 10**_DIGITS
    if not re.fullmatch(f"{CHINESE}+", words):
        return None
    words = words.replace("廿", "二十")
    if not any(char in _UNITS for char in words):
        return int("".join(str(_ONES[char]) for char in words))
    return _with_units(words)


def _with_units(words: str) -> int | None:
    """`一百二十`, `十五`, `两万三千`; None where the units do not fall."""
    total, section, ones, last = 0, 0, None, 10**5
    for char in words:
        unit = _UNITS.get(char)
        if unit is None:
            if ones:
                return None
            ones = _ONES[char]
        elif unit == 10_000:
            total, section, ones, last = (section + (ones or 0)) * unit, 0, None, unit
        elif unit >= last or (ones is None and unit != 10):
            return None
        else:
            section, ones, last = section + (1 if ones is None else ones) * unit, None, unit
    return total + section + (ones or 0)

"""Amounts within bounds, and the numbers things go by; refused where they are none. The grammar reads the digits."""

from __future__ import annotations

import re

from bot.domain.grammar import numbers
from bot.domain.grammar.reading import Understood
from bot.domain.grammar.script import visible
from bot.domain.refusals import NotANumber, TooLarge, TooSmall

_UNIT = re.compile(r"(?i)\s?(?:分|积分|積分|points?|pts)$")
_SHOWN = 24
"""Characters of what was typed that a refusal repeats."""


def read_number(seen: str) -> int | None:
    """The whole number that `seen` is, or None: `１２`, `+5` and `-3` are; `5.5`, `1e3`, `1_000` and `一百` are not."""
    reading = numbers.read_number(seen)
    return reading.value if isinstance(reading, Understood) else None


def read_id(seen: str) -> int | None:
    """The number that a thing goes by: of `#12`, `＃１２` or `12`; None where that is none."""
    return read_number(visible(seen).strip().lstrip("#＃"))


def read_amount(seen: str, *, most: int, least: int = 1) -> int:
    """An amount from `least` to `most`; raises NotANumber, TooSmall or TooLarge, each naming the value seen."""
    number = read_number(_UNIT.sub("", visible(seen)))
    if number is None:
        raise NotANumber(seen=shown(seen))
    if number < least:
        raise TooSmall(seen=shown(seen), least=least)
    if number > most:
        raise TooLarge(seen=shown(seen), most=most)
    return number


def shown(seen: str) -> str:
    """What was typed, short enough to be repeated."""
    return seen if len(seen) <= _SHOWN else seen[: _SHOWN - 1] + "…"

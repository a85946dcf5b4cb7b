"""Reading the numbers people type, in digits of any script and width; finding people does not live here."""

from __future__ import annotations

import unicodedata

from bot.domain.refusals import NotANumber, TooLarge, TooSmall

_SHOWN = 24
"""Characters of what was typed that a refusal repeats."""

_MINUS = {"-", "−", "－"}
_PLUS = {"+", "＋"}
_DIGITS = 18
"""More digits than any bound here has: such a number is too large without being read."""


def read_number(seen: str) -> int | None:
    """The whole number that `seen` is, or None: `１２`, `+5` and `-3` are; `5.5`, `1e3`, `1_000` and `一百` are not.

    A number of more than 18 digits is read as 10 to the 18th (or its negative).
    """
    sign = -1 if seen[:1] in _MINUS else 1
    digits = seen[1:] if seen[:1] in _MINUS | _PLUS else seen
    if not digits.isdecimal():
        return None
    significant = "".join(str(unicodedata.decimal(digit)) for digit in digits).lstrip("0") or "0"
    return sign * (int(significant) if len(significant) <= _DIGITS else 10**_DIGITS)


def read_id(seen: str) -> int | None:
    """The number that a thing goes by: of `#12`, `＃１２` or `12`; None where that is none."""
    return read_number(seen.strip().lstrip("#＃"))


def read_amount(seen: str, *, most: int, least: int = 1) -> int:
    """An amount from `least` to `most`; raises NotANumber, TooSmall or TooLarge, each naming the value seen."""
    number = read_number(seen)
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

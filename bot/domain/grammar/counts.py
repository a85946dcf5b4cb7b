"""How many of a thing: `耳机 x2`, `茶 ×2份`, `耳机 2个`; `BMW X5` and `Windows 11 x64` are names, kept as written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from bot.domain.grammar.numbers import CHINESE, whole
from bot.domain.grammar.reading import Doubtful, NotUnderstood, Reading, Understood
from bot.domain.grammar.script import is_han, plain, visible

_MEASURES: Final = "个份名张件台位本套只包瓶盒袋杯部把枚支条双组块束盏辆"
_TIMES: Final = "x×*✕✖"
_COUNT = re.compile(rf"[x×*✕✖] ?(?P<n>\d+|{CHINESE}+) ?[{_MEASURES}]?")
_BARE = re.compile(rf"(?P<n>\d+|{CHINESE}+) ?[{_MEASURES}]")
_IN_THE_MIDDLE = re.compile(r".* [x×*✕✖]\d+ .*")
_MEANT = re.compile(r"[x×*✕✖] ?[-+−]?[\d.,]+.{0,2}")
_MACHINES: Final = frozenset({"32", "64", "86"})
"""`x64` after Latin letters is a kind of machine."""


@dataclass(frozen=True, slots=True)
class Counted:
    name: str
    count: int = 1


def read_count(words: str) -> Reading[Counted]:
    """The name as it was written and how many; what looks like a count and is none is not understood."""
    shown = " ".join(visible(words).split())
    for start in range(1, len(shown)):
        name, tail = shown[:start].rstrip(), shown[start:]
        if not name or tail[0] == " " or not _begins_a_count(shown, start):
            continue
        written = plain(tail)
        if match := _COUNT.fullmatch(written):
            if not _is_name(name, tail, match["n"]):
                return _counted(name, match["n"], words)
        elif shown[start - 1] == " " and (bare := _BARE.fullmatch(written)):
            return _counted(name, bare["n"], words)
        elif _MEANT.fullmatch(written) and not _is_name(name, tail, ""):
            return NotUnderstood("count", words)
    written = plain(shown)
    if not shown or _COUNT.fullmatch(written):
        return NotUnderstood("count", words)
    return Doubtful(Counted(shown), words) if _IN_THE_MIDDLE.fullmatch(written) else Understood(Counted(shown))


def _begins_a_count(shown: str, start: int) -> bool:
    """After white space, or right behind anything but Latin letters and digits; `×` and `*` behind those, too."""
    char = unicodedata.normalize("NFKC", shown[start]).casefold()
    if shown[start - 1] == " ":
        return True
    return char in _TIMES and (char != "x" or not _is_latin(shown[start - 1]))


def _is_name(name: str, tail: str, number: str) -> bool:
    """`X5` and `x64` behind Latin letters or digits belong to the name."""
    sign = unicodedata.normalize("NFKC", tail[0])
    if not _is_latin(name[-1]) or sign.casefold() != "x":
        return False
    return sign == "X" or number in _MACHINES


def _is_latin(char: str) -> bool:
    return char.isalnum() and not is_han(char)


def _counted(name: str, number: str, words: str) -> Reading[Counted]:
    count = whole(number)
    return Understood(Counted(name, count)) if count else NotUnderstood("count", words)

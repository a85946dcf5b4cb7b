"""How long something lasts, in seconds: `30m`, `1d12h`, `2小时30分`, `三天`, `半小时`, `an hour and a half`."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from bot.domain.grammar.numbers import CHINESE, whole
from bot.domain.grammar.reading import NotUnderstood, Reading, Understood
from bot.domain.grammar.script import plain

_WORDS: Final = {
    1: "s sec secs second seconds 秒 秒钟",
    60: "m min mins minute minutes 分 分钟",
    3600: "h hr hrs hour hours 小时 钟头 时",
    86_400: "d day days 天 日",
    7 * 86_400: "w wk week weeks 周 星期 礼拜",
    30 * 86_400: "month months 月",
}
_SECONDS: Final = {word: seconds for seconds, words in _WORDS.items() for word in words.split()}
_UNIT = "|".join(sorted(_SECONDS, key=len, reverse=True))
_PART = re.compile(
    rf"(?P<n>\d{{1,9}}(?:\.\d{{1,2}})?|{CHINESE}+|half an?|half|an?|one|two|three|半)"
    rf" ?(?P<of>个半|个)? ?(?P<unit>{_UNIT})(?P<half>半)?"
)
_JOIN = re.compile(r" ?(?:,|and|零|又)? ?")
_SPOKEN: Final = {"half": Fraction(1, 2), "半": Fraction(1, 2), "a": Fraction(1), "an": Fraction(1),
                  "one": Fraction(1), "two": Fraction(2), "three": Fraction(3)}  # fmt: skip
_ENGLISH_HALF = re.compile(r"(.+?) and a half")


def read_span(words: str) -> Reading[int]:
    seconds = span_in(plain(words))
    return Understood(seconds) if seconds else NotUnderstood("span", words)


def span_in(words: str) -> int | None:
    """Seconds of words in plain form; None where they are no span. Nothing lasts 0 seconds."""
    total, at = Fraction(0), 0
    if half := _ENGLISH_HALF.fullmatch(words):
        return _and_a_half(half[1])
    while at < len(words):
        match = _PART.match(words, at)
        seconds = _seconds(match) if match else None
        if match is None or seconds is None:
            return None
        total, at = total + seconds, match.end()
        if at < len(words) and (join := _JOIN.match(words, at)):
            at = join.end()
            if at == len(words):
                return None
    return int(total) or None


def _seconds(match: re.Match[str]) -> Fraction | None:
    unit = _SECONDS[match["unit"]]
    if match["unit"] == "月" and not match["of"]:
        return None  # 12月 is December
    number = _SPOKEN.get(match["n"].partition(" ")[0])
    if number is None:
        plain_number = whole(match["n"]) if "." not in match["n"] else Fraction(match["n"])
        if plain_number is None:
            return None
        number = Fraction(plain_number)
    if match["half"] or match["of"] == "个半":
        number += Fraction(1, 2)
    return number * unit


def _and_a_half(words: str) -> int | None:
    """`an hour and a half`: half of its unit more."""
    match = _PART.fullmatch(words)
    seconds = _seconds(match) if match else None
    return int(seconds + Fraction(_SECONDS[match["unit"]], 2)) if match and seconds else None

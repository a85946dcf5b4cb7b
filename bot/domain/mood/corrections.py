"""A moderator's word on the check, and how far many of them may move a score; what they teach is learnt elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from math import exp
from typing import Final

from bot.domain.mood.verdict import Score

# Stand for links, for who somebody is and for faces that nobody knows: no word to learn, or to show.
_FIRST_SIGN, _LAST_SIGN = "\ue000", "\uf8ff"


class Aspect(StrEnum):
    """What an alert said of a message."""

    NEGATIVE = "negative"
    HOSTILE = "hostile"


FURTHEST: Final[Mapping[Aspect, float]] = {Aspect.NEGATIVE: 3.0, Aspect.HOSTILE: 1.5}
"""The most that corrections move a share, in log-odds: 0.5 becomes 0.95 or 0.05; 0.9 hostile at least 0.67.

A group may teach the check its ways of speaking, not switch it off.
"""


@dataclass(frozen=True, slots=True)
class Correction:
    """ "It is so" or "not so", said once by a moderator of one alert.

    Of the message only its telling words are kept, in the order of their characters: enough to unlearn, too little to
    read. `said_by` is a member's id, `said_at` in epoch seconds.
    """

    number: int
    aspect: Aspect
    is_so: bool
    words: tuple[str, ...]
    said_by: int
    said_at: int


def telling(words: list[str]) -> tuple[str, ...]:
    """The words worth learning from, each once; single Han characters are in every other message."""
    return tuple(sorted({word for word in words if _is_telling(word)}))


def moved(share: float, *, by: float) -> float:
    """A share moved in log-odds."""
    odds = exp(by)
    return share * odds / (share * odds + 1 - share)


def shifted(score: Score, *, negative: float, hostile: float) -> Score:
    """The score with its two aspects moved; the other two shares keep their proportion, the three still sum to 1."""
    less = moved(score.negative, by=negative)
    rest = score.neutral + score.positive
    ratio = (1 - less) / rest if rest else 0.0
    return replace(
        score,
        negative=less if rest else score.negative,
        neutral=score.neutral * ratio,
        positive=score.positive * ratio,
        hostile=moved(score.hostile, by=hostile),
    )


def _is_telling(word: str) -> bool:
    if len(word) > 1:
        return word.isalnum()
    return not word.isalnum() and ord(word) >= 0x2600 and not _FIRST_SIGN <= word <= _LAST_SIGN

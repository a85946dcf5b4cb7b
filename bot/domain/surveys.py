"""Questions of a survey as they are written, and what answers come to: shares, means, and what changed since before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, pvariance
from typing import Final, Literal, TypeAlias, get_args

from bot.domain.refusals import Refusal
from bot.domain.segments import Segment

Kind: TypeAlias = Literal["choice", "several", "scale", "words"]
Crowd: TypeAlias = Literal["all", "active", "new", "core", "quiet", "at_risk"]
CROWDS: tuple[Crowd, ...] = get_args(Crowd)
"""Whom it asks: all members, who spoke within a month, who came within a month, or those of a segment."""

SEGMENTS_ASKED: Final[tuple[Segment, ...]] = ("core", "quiet", "at_risk")
"""Of these, the ones that are segments."""

MOST: Final = 10
OPTIONS: Final = 8
LONGEST: Final = 120
"""Questions, options of one, and characters of either."""

FEWEST: Final = 5
"""People below whom nothing is told of what they answered."""

CERTAIN: Final = 1.96
"""Standard errors on either side within which a difference lies, nineteen times of twenty."""

_SEVERAL: Final = re.compile(
    r"\s*[（(]\s*(?:可以?\s*)?(?:[多复複][选選]"
    r"|(?:(?:choose|pick|select|tick)\s+)?(?:several|multiple|any|all that apply))\s*[)）]",
    re.IGNORECASE,
)
_SCALE: Final = re.compile(r"1\s*(?:-|–|~|～|到|至)\s*(10|[3-9])")
_HEAD: Final = re.compile(r"^(.+?)[：:]\s*(.+)$")


class NoQuestion(Refusal):
    """`most`."""

    key = "surveys.no_question"


class TooManyQuestions(Refusal):
    """`most`."""

    key = "surveys.too_many"


class NoSuchCrowd(Refusal):
    """`seen`."""

    key = "surveys.no_such_crowd"


class BadQuestion(Refusal):
    """`seen`, `most`."""

    key = "surveys.bad_question"


@dataclass(frozen=True, slots=True)
class Question:
    """`options` are empty for words; those of a scale are its numbers."""

    words: str
    kind: Kind
    options: tuple[str, ...] = ()


def read_questions(words: str) -> list[Question]:
    """A line each: `问题：甲 / 乙`, `问题（多选）：甲 / 乙`, `问题：1-5`, or the question alone, answered in words.

    Raises NoQuestion, TooManyQuestions, BadQuestion.
    """
    lines = [" ".join(line.split()) for line in words.splitlines() if line.strip()]
    if not lines:
        raise NoQuestion(most=MOST)
    if len(lines) > MOST:
        raise TooManyQuestions(most=MOST)
    return [_question(line) for line in lines]


def _question(line: str) -> Question:
    match = _HEAD.match(line)
    asked, rest = (match[1], match[2]) if match else (line, "")
    options = tuple(each.strip() for each in re.split(r"[/／]", rest) if each.strip())
    if scale := _SCALE.fullmatch(rest.strip()):
        options, kind = tuple(str(n) for n in range(1, int(scale[1]) + 1)), "scale"
        return Question(_short(asked), "scale", options)
    if len(options) < 2:
        return Question(_short(line), "words")
    if len(options) > OPTIONS or any(len(each) > LONGEST for each in options) or len(set(options)) < len(options):
        raise BadQuestion(seen=line[:40], most=OPTIONS)
    kind = "several" if _SEVERAL.search(asked) else "choice"
    return Question(_short(_SEVERAL.sub("", asked).strip()), "several" if kind == "several" else "choice", options)


def _short(words: str) -> str:
    if len(words) > LONGEST:
        raise BadQuestion(seen=words[:40], most=OPTIONS)
    return words


@dataclass(frozen=True, slots=True)
class Share:
    """How many of `people` chose it."""

    number: int
    people: int

    @property
    def of_all(self) -> float:
        return self.number / self.people if self.people else 0.0


def shares(question: Question, answers: Sequence[str]) -> list[Share]:
    """Of each option, among those who answered it at all."""
    chosen = [set(each.split(",")) for each in answers if each]
    return [Share(sum(str(n) in each for each in chosen), len(chosen)) for n in range(len(question.options))]


def numbers(answers: Sequence[str]) -> list[int]:
    """Of a scale: what was chosen, from 1 on."""
    return [int(each) + 1 for each in answers if each]


@dataclass(frozen=True, slots=True)
class Change:
    """From one value to the other; the difference lies within `least` to `most` with a certainty of 95 %."""

    before: float
    after: float
    least: float
    most: float

    @property
    def is_sure(self) -> bool:
        """Whether chance alone hardly explains it."""
        return self.least > 0 or self.most < 0


def share_changed(before: Share, after: Share) -> Change:
    """By the normal approximation with one answer more either way in each group, as Agresti and Caffo have it."""
    one, other = (before.number + 1) / (before.people + 2), (after.number + 1) / (after.people + 2)
    spread = CERTAIN * sqrt(one * (1 - one) / (before.people + 2) + other * (1 - other) / (after.people + 2))
    return Change(before.of_all, after.of_all, other - one - spread, other - one + spread)


def mean_changed(before: Sequence[int], after: Sequence[int]) -> Change:
    """By Welch's standard error; both have two values at least."""
    one, other = fmean(before), fmean(after)
    spread = CERTAIN * sqrt(_variance(before) / len(before) + _variance(after) / len(after))
    return Change(one, other, other - one - spread, other - one + spread)


def _variance(values: Sequence[int]) -> float:
    return pvariance(values) * len(values) / (len(values) - 1)

"""A group's own rules: how they are written, and what a new version changes; where they are kept lives elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal, TypeAlias

from bot.domain.refusals import Refusal

MOST: Final = 30
"""Rules of one group."""

LONGEST: Final = 300
"""Characters of one rule."""

WHOLE: Final = 3000
"""Characters of all of them: they are read in one message."""

_NUMBERED: Final = re.compile(
    r"\s*(?:[(（【]?\s*\d{1,2}\s*[.、)）】:：．]\s*|第\s*[\d一二三四五六七八九十]{1,3}\s*[条條]\s*[:：、.]?\s*|[-*•·]\s+)"
)

Kind: TypeAlias = Literal["added", "changed", "gone"]


@dataclass(frozen=True, slots=True)
class Version:
    """`words` has a rule a line, and is empty where the group gave its rules up; times are epoch seconds."""

    number: int
    words: str
    at: int
    starts_at: int

    @property
    def rules(self) -> tuple[str, ...]:
        return tuple(self.words.split("\n")) if self.words else ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one rule; `number` is the new version's, of one that is gone the old one's."""

    kind: Kind
    number: int
    rule: str


class NoRules(Refusal):
    key = "conduct.no_lines"


class TooManyRules(Refusal):
    """`most`."""

    key = "conduct.too_many"


class RuleTooLong(Refusal):
    """`number`, `most`."""

    key = "conduct.too_long"


class RulesTooLong(Refusal):
    """`most`."""

    key = "conduct.too_long_together"


def read_rules(words: str) -> tuple[str, ...]:
    """A rule a line, numbers before them left out: they are numbered anew.

    Raises NoRules, TooManyRules, RuleTooLong, RulesTooLong.
    """
    lines = (" ".join(_NUMBERED.sub("", line, count=1).split()) for line in words.splitlines())
    rules = tuple(line for line in lines if line)
    if not rules:
        raise NoRules
    if len(rules) > MOST:
        raise TooManyRules(most=MOST)
    for number, rule in enumerate(rules, 1):
        if len(rule) > LONGEST:
            raise RuleTooLong(number=number, most=LONGEST)
    if sum(map(len, rules)) > WHOLE:
        raise RulesTooLong(most=WHOLE)
    return rules


def differences(before: Sequence[str], after: Sequence[str]) -> list[Difference]:
    """What the later has that the earlier had not, by its numbers, then what is gone by the old ones.

    A rule that only moved to another number is no difference.
    """
    found, gone = list[Difference](), list[Difference]()
    stayed = set(before) & set(after)
    for what, i1, i2, j1, j2 in SequenceMatcher(None, list(before), list(after), autojunk=False).get_opcodes():
        if what == "equal":
            continue
        old = [(at, before[at]) for at in range(i1, i2) if before[at] not in stayed]
        new = [(at, after[at]) for at in range(j1, j2) if after[at] not in stayed]
        changed = min(len(old), len(new))
        found += [Difference("changed" if n < changed else "added", at + 1, rule) for n, (at, rule) in enumerate(new)]
        gone += [Difference("gone", at + 1, rule) for at, rule in old[changed:]]
    return found + gone

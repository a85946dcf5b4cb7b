"""Parts of a line, and the field's word a part begins with: `截止 2h`, `截止：2小时`, `ends=2h`, `截止2小时`.

A vocabulary knows the words of a feature's fields in all languages. What only comes near one of them is told apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from bot.domain.grammar.script import is_han, plain, visible

Certainty: TypeAlias = Literal["word", "glued", "near"]
"""The field's word stands apart; the value follows a Chinese word at once; it is only like the field's word."""

_SIGNS: Final = ":：=＝"
_BAR = re.compile(r"[|｜]")
_LONGEST_WORD = 24
_SHORTEST_LIKE = 4


@dataclass(frozen=True, slots=True)
class Field:
    """`value` as it was written."""

    name: str
    value: str
    certainty: Certainty = "word"


def parts_of(words: str) -> list[str]:
    """What stands between bars of either width and line feeds, each on one line; empty ones are left out."""
    return [part for part in places_of(words) if part]


def places_of(words: str) -> list[str]:
    """As `parts_of`, where it matters which place a part has: what is empty between two bars is there."""
    between = [[" ".join(line.split()) for line in each.split("\n")] for each in _BAR.split(visible(words))]
    return [part for lines in between for part in ([line for line in lines if line] or [""])]


def is_mixed(words: str) -> bool:
    """Whether bars part it and a line feed stands where no bar is: it may part, or it may not."""
    lines = [each.strip() for each in visible(words).split("\n") if each.strip()]
    has_bars = any(bar in words for bar in "|｜")
    ends = pairwise(lines)
    return has_bars and any(above[-1] not in "|｜" and below[0] not in "|｜" for above, below in ends)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`fields` are each field's words; the first is the one that is told. `switches` take no value."""

    fields: Mapping[str, tuple[str, ...]]
    switches: frozenset[str] = frozenset()
    _by_word: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_word.update({plain(word): name for name, words in self.fields.items() for word in words})

    def read(self, part: str) -> Field | None:
        """None where the part begins with no word of a field, nor with one like it."""
        part = visible(part).strip()
        found: Field | None = None
        for end in range(1, min(len(part), _LONGEST_WORD) + 1):
            if part[end - 1] == " ":
                continue
            name = self._by_word.get(plain(part[:end]))
            if name is not None and (one := self._apart(name, part, end)) is not None:
                found = one
        return found or self._near(part)

    def _apart(self, name: str, part: str, end: int) -> Field | None:
        """The value behind a word that ends there, if the word does end there."""
        rest = part[end:]
        value = rest.strip().lstrip(_SIGNS).strip()
        if name in self.switches:
            return Field(name, value) if not rest.strip(_SIGNS + " ") else None
        if not rest or rest[0] in f" {_SIGNS}":
            return Field(name, value)
        if is_han(part[end - 1]) or rest[0].isdigit():
            return Field(name, value, "glued")
        return None

    def _near(self, part: str) -> Field | None:
        """Misspelt (`ened 2h`, `annonymous`), or a Chinese switch with little behind it (`匿名投票`)."""
        words = plain(part)
        for word, name in self._by_word.items():
            if name in self.switches and is_han(word[-1]) and words.startswith(word) and len(words) <= len(word) + 2:
                return Field(name, words[len(word) :], "near")
        match = re.match(rf"([^\s{_SIGNS}\d]+)[\s{_SIGNS}]*(?P<value>.*)", part, re.DOTALL)
        word = plain(match[1]) if match else ""
        if match is None or len(word) < _SHORTEST_LIKE or any(map(is_han, word)):
            return None
        like = self._like(word)
        if like is None or (like in self.switches) != (not match["value"]):
            return None
        return Field(like, match["value"].strip(), "near")

    def _like(self, word: str) -> str | None:
        slips = (known for known in self._by_word if len(known) >= _SHORTEST_LIKE and is_slip(word, known))
        known = next(slips, None)
        return self._by_word[known] if known is not None else None


def is_slip(seen: str, known: str) -> bool:
    """Whether one letter is wrong, missing or too many, or two neighbours are turned round; the first must be right."""
    if seen[:1] != known[:1] or abs(len(seen) - len(known)) > 1:
        return False
    if len(seen) == len(known):
        wrong = [at for at, (one, other) in enumerate(zip(seen, known, strict=True)) if one != other]
        is_turned = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and seen[wrong[0]] == known[wrong[1]]
        return len(wrong) <= 1 or (is_turned and seen[wrong[1]] == known[wrong[0]])
    longer, shorter = sorted((seen, known), key=len, reverse=True)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))

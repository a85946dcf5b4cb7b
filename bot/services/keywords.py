"""The words that matter in a text, by jieba; its dictionary is read at the start where it is used, off the loop."""

from __future__ import annotations

import asyncio
import itertools
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, Final

from bot.domain.mood.script import SIMPLIFIED, TRADITIONAL

MOST = 12
_LEAST_WEIGHT = 6.5
"""Inverse document frequency from which a word says what is talked about; 我们 has 3.4, 今天 5.0, 火锅 9.6."""

_lock = threading.Lock()
FOLD: Final = str.maketrans(TRADITIONAL, SIMPLIFIED)


async def keywords(words: str) -> tuple[str, ...]:
    """The weightiest first, at most 12; ask before the turn's first statement, for it takes its time."""
    return await asyncio.to_thread(_keywords, words)


def _keywords(words: str) -> tuple[str, ...]:
    with _lock:
        found: list[str] = _extract()(words.casefold(), topK=MOST)
    return tuple(word for word in found if len(word) > 1)


@cache
def _extract() -> Callable[..., Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's own: pkg_resources, and escapes in its patterns
        import jieba
        import jieba.analyse
    jieba.setLogLevel(60)
    return jieba.analyse.extract_tags  # type: ignore[no-any-return]


def is_loaded() -> bool:
    """Whether the dictionary has been read."""
    return bool(_extract.cache_info().currsize)


async def load() -> None:
    """The dictionary, in a thread of its own: it takes seconds."""
    await asyncio.to_thread(_keywords, "")


async def cuts(words: str) -> frozenset[int]:
    """Places where a word begins or ends; ask before the turn's first statement, for it takes its time."""
    return await asyncio.to_thread(_cuts, words)


def _cuts(words: str) -> frozenset[int]:
    with _lock:
        found = [len(word) for word in _cutter()[0](words.casefold().translate(FOLD))]
    return frozenset(itertools.accumulate(found, initial=0))


async def weighty_words(lines: Sequence[str]) -> list[set[str]]:
    """What each line talks about, as written there; ask before the turn's first statement, for it takes its time."""
    return await asyncio.to_thread(_weighty_words, lines)


def _weighty_words(lines: Sequence[str]) -> list[set[str]]:
    with _lock:
        cut, weight_of = _cutter()
        return [set(_weighty(line.casefold(), cut, weight_of)) for line in lines]


def _weighty(line: str, cut: Callable[..., Any], weight_of: Callable[[str], float]) -> Iterator[str]:
    """Cut as simplified, which jieba knows better; the fold is one to one, so each word's place is the same."""
    place = 0
    for word in cut(line.translate(FOLD)):
        word_said, place = line[place : place + len(word)], place + len(word)
        if len(set(word)) > 1 + word.isascii() and word.isalpha() and weight_of(word) >= _LEAST_WEIGHT:
            yield word_said


def cut_now(words: str) -> list[str]:
    """All of its words; to be called off the event loop. `words` are in the simplified script."""
    with _lock:
        return list(_cutter()[0](words))


def rarity(word: str) -> float:
    """Its inverse document frequency, once something was cut: 我们 has 3.4, 火锅 9.6."""
    return _cutter()[1](word)


@cache
def _cutter() -> tuple[Callable[..., Any], Callable[[str], float]]:
    _extract()
    import jieba
    import jieba.analyse

    tfidf = jieba.analyse.default_tfidf
    return jieba.cut, lambda word: float(tfidf.idf_freq.get(word, tfidf.median_idf))

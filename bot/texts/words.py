"""Words that people type, listed in the catalogs: one sentence a key and language, a word a line; any counts."""

from __future__ import annotations

from functools import cache

from bot.texts.fold import fold
from bot.texts.sentences import LOCALES, locale_of, sentence


@cache
def words_of(key: str) -> tuple[str, ...]:
    """The words under that key in every language, as written."""
    return tuple(word for locale in LOCALES for word in sentence(key, locale).split("\n"))


def words_here(key: str, locale: str) -> tuple[str, ...]:
    """The words under that key in one language."""
    return tuple(sentence(key, locale_of(locale)).split("\n"))


@cache
def folded_words_of(key: str) -> frozenset[str]:
    """The same without case, width, script and punctuation, as `fold` makes them."""
    return frozenset(map(fold, words_of(key)))


def is_word(words: str, key: str) -> bool:
    """Whether what was typed is one of the words under that key, in any language."""
    return bool(words) and fold(words) in folded_words_of(key)

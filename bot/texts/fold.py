"""Forgiving comparison of typed words, and the phrases that stand for commands; acting on them does not live here."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from bot.domain.grammar.script import simplified
from bot.texts.commands import commands

_IGNORED = frozenset("PSZCM")
"""First letters of the Unicode categories that carry no word: punctuation, symbols, separators, controls, marks."""

_LONGEST = 256
"""Whoever wraps a phrase in more exclamation marks than this is not talking to us."""


class _Letters(dict[int, str | None]):
    """A `str.translate` table that learns each character once."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        kept = None if unicodedata.category(char)[0] in _IGNORED else simplified(char)
        self[code] = kept
        return kept


_LETTERS = _Letters()


def fold(text: str) -> str:
    """What is left when width, case, accents, spaces, punctuation, emoji and script do not count.

    Compatibility decomposition rather than composition, so that folding twice changes nothing.
    """
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_LETTERS)


@cache
def phrases() -> dict[str, str]:
    """Folded phrase to command name, over all languages."""
    return {
        fold(phrase): name
        for name, words in commands().items()
        for spoken in words.phrases.values()
        for phrase in spoken
        if phrase
    }


def phrase_of(text: str) -> str | None:
    """The command whose phrase is the whole message; asked of every line of chatter, so most are refused unread."""
    if len(text) > _LONGEST or _foreign().search(text):
        return None
    return phrases().get(fold(text))


@cache
def _foreign() -> re.Pattern[str]:
    """Finds one character that no phrase holds: a Chinese character, or an ASCII letter or digit.

    Those fold to themselves (or to a lower-case letter), so one of them settles it, usually the very first.
    """
    spoken = "".join(p for words in commands().values() for group in words.phrases.values() for p in group).casefold()
    ours = {simplified(char) for char in spoken + spoken.upper()}
    usual = [chr(code) for code in (*range(0x4E00, 0xA000), *range(0x80)) if chr(code).isalnum()]
    return re.compile(f"[{_ranges([char for char in usual if simplified(char) not in ours])}]")


def _ranges(chars: list[str]) -> str:
    spans: list[list[int]] = []
    for code in sorted(map(ord, chars)):
        if spans and spans[-1][1] == code - 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in spans)

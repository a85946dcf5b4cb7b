"""A group's own words: each is read as one that everybody knows, or as none at all."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, TypeAlias

from bot.domain.mood.normalise import normalise
from bot.domain.mood.verdict import Mood

Words: TypeAlias = tuple[tuple[str, Mood], ...]
"""A word and what it means there."""

# What a word of that mood is read as; one that means nothing is read as the sign for a name.
_READ_AS: Final[Mapping[Mood, str]] = {Mood.POSITIVE: "太棒了", Mood.NEGATIVE: "太糟了", Mood.NEUTRAL: "\ue001"}


def read_own(text: str, words: Words) -> str:
    """The text with the group's own words read as they are meant, however they are written; unchanged without any."""
    if not words:
        return text
    pattern, meant = _pattern(words)
    return pattern.sub(lambda found: _READ_AS[meant[found[0]]], normalise([text])[0])


@lru_cache(maxsize=256)
def _pattern(words: Words) -> tuple[re.Pattern[str], dict[str, Mood]]:
    """The longest word counts; one that nothing remains of once it is made even is left out."""
    evened = normalise([word for word, _ in words])
    meant = {even: mood for even, (_, mood) in zip(evened, words, strict=True) if even.strip()}
    longest_first = sorted(meant, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first)) or "(?!)"), meant

"""The word list that cuts reasons into words: those of jieba's dictionary that our texts really use."""

import importlib.util
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from bot.domain.mood.normalise import normalise
from bot.services.mood.words import Words

_LEAST: Final = 6  # times seen
_LONGEST: Final = 4


def write(path: Path, texts: Iterable[str], *, also: Iterable[str]) -> None:
    """Write the words, one a line, in the order of their characters; `also` our own, however seldom they are used."""
    cutter = Words(_dictionary())
    seen = Counter(word for text in normalise(tuple(texts)) for word in cutter.cut(text) if len(word) > 1)
    listed = {word for word, times in seen.items() if times >= _LEAST and word in cutter.listed}
    listed |= {word for word in also if 1 < len(word) <= _LONGEST and word.isalnum()}
    path.write_text("\n".join(sorted(listed)) + "\n")


def _dictionary() -> Iterable[str]:
    found = importlib.util.find_spec("jieba")
    if found is None or found.origin is None:
        message = "jieba is not installed: the word list is made from its dictionary"
        raise ModuleNotFoundError(message)
    lines = (Path(found.origin).parent / "dict.txt").read_text(encoding="utf-8").splitlines()
    words = normalise([line.split(" ", 1)[0] for line in lines])
    return (word for word in words if 1 < len(word) <= _LONGEST)

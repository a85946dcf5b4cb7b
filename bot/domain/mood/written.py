"""Words that were read as simplified, written for readers of the traditional script: a good guess, for single words."""

from functools import cache
from typing import Final

from bot.domain.mood.script import SIMPLIFIED, TRADITIONAL

_COMMON: Final = range(0xA440, 0xC67E + 1)
"""Where Big5 has the characters of everyday writing."""

_OFTEN: Final = "盡當歷術蘇髒證閒壇彌復後幾裡豐麼遊準願雲於採傑"
"""Of several traditional characters that fold to one, those that mostly are meant."""


def in_traditional(word: str) -> str:
    """What is everyday writing there already stays as it is."""
    return word.translate(_table())


@cache
def _table() -> dict[int, int]:
    folds = dict(zip(TRADITIONAL, SIMPLIFIED, strict=True))
    table: dict[int, int] = {}
    for written, read in folds.items():
        if _is_common(written) and not _is_common(read):
            table.setdefault(ord(read), ord(written))
    return table | {ord(folds[written]): ord(written) for written in _OFTEN}


def _is_common(character: str) -> bool:
    return int.from_bytes(character.encode("big5", "ignore")) in _COMMON

"""What each character is to the model: one look-up in a table of all of them, whatever is asked then."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.domain.mood.faces import FIRST_UNKNOWN_FACE, OPEN
from bot.domain.mood.phrases import SOMEBODY

Codes = NDArray[np.uint32]
Kinds = NDArray[np.uint8]


# The bits of a character. A face with open meaning is weighed like a word and is no FACE. With IDLE_AFTER behind it or
# IDLE_BEFORE before it a "not" denies nothing: 不仅, 没准, 别人; 特别, 差不多, 忍不住.
FACE, NAME, HAN, NOT, IDLE_AFTER, IDLE_BEFORE = (np.uint8(1 << bit) for bit in range(6))

# Emoji, signs, and the private characters that stand for unknown faces.
_FACES: Final = ((0x1F300, 0x1FB00), (0x2600, 0x27C0), (FIRST_UNKNOWN_FACE, 0xF900))
_HAN_BLOCK: Final = (0x3400, 0xA000)
_NOTS: Final = "不没别未"
_AFTER: Final = "仅但过止断管同少由禁久料光准致墅扭来免"
_BEFORE: Final = "特区分告性级差个恨舍忍从了对免巴"


def _table() -> Kinds:
    table = np.zeros(max(last for _, last in _FACES) + 1, np.uint8)
    for first, last in _FACES:
        table[first:last] |= FACE
    table[[ord(face) for face in OPEN]] = 0
    table[slice(*_HAN_BLOCK)] |= HAN
    for kind, characters in (
        (NAME, SOMEBODY),
        (NOT, _NOTS),
        (IDLE_AFTER, _AFTER),
        (IDLE_BEFORE, _BEFORE),
    ):
        table[[ord(character) for character in characters]] |= kind
    return table


_KINDS: Final = _table()
_BEYOND: Final = np.uint32(len(_KINDS) - 1)  # of no kind, as all characters from there on


def kinds_of(codes: Codes) -> Kinds:
    """The kinds of each character, as bits."""
    kinds: Kinds = _KINDS[np.minimum(codes, _BEYOND)]
    return kinds

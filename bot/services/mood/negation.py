"""Where in even texts a "not" reaches: what is said there counts as its contrary, by half."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]

AS_CONTRARY: Final = np.float32(-0.5)
"""What a run within the reach of a "not" counts to an opinion: who is not sad need not be glad."""

_REACH: Final = 4  # characters
_FIRST_HAN, _HAN = np.uint32(0x3400), np.uint32(0xA000 - 0x3400)


def _codes(characters: str) -> Codes:
    return np.array([ord(each) for each in characters], np.uint32)


_NOT: Final = _codes("不没别未")
# With these before or behind it a "not" denies nothing: 不仅, 没准, 别人; 特别, 差不多, 忍不住.
_IDLE_AFTER: Final = _codes("仅但过止断管同少由禁久料光准致墅扭来免")
_IDLE_BEFORE: Final = _codes("特区分告性级差个恨舍忍从了对免巴")


def within_reach(codes: Codes) -> NDArray[np.bool_]:
    """Which characters a "not" before them denies; two of them undo each other, what is no Han character ends it."""
    reached = np.zeros(len(codes), np.bool_)
    at = np.flatnonzero((codes == _NOT[0]) | (codes == _NOT[1]) | (codes == _NOT[2]) | (codes == _NOT[3]))
    at = at[at < len(codes) - _REACH]
    if not len(at):
        return reached
    before, after = codes[at - 1], codes[at + 1]
    at = at[~(np.isin(after, _IDLE_AFTER) | np.isin(before, _IDLE_BEFORE) | (before == after))]
    for step in range(1, _REACH + 1):
        at = at[codes[at + step] - _FIRST_HAN < _HAN]
        reached[at + step] ^= True
    return reached

"""Where in even texts a "not" reaches: what is said there counts as its contrary, by half."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.services.mood.characters import HAN, IDLE_AFTER, IDLE_BEFORE, NOT, Codes, Kinds

AS_CONTRARY: Final = np.float32(-0.5)
"""What a run within the reach of a "not" counts to an opinion: who is not sad need not be glad."""

_REACH: Final = 4  # characters


def within_reach(codes: Codes, kinds: Kinds) -> NDArray[np.bool_]:
    """Which characters a "not" before them denies; two of them undo each other, what is no Han character ends it."""
    reached = np.zeros(len(codes), np.bool_)
    at = np.flatnonzero(kinds[:-_REACH] & NOT)
    if not len(at):
        return reached
    is_idle = (kinds[at + 1] & IDLE_AFTER) | (kinds[at - 1] & IDLE_BEFORE)
    at = at[(is_idle == 0) & (codes[at + 1] != codes[at - 1])]
    for step in range(1, _REACH + 1):
        at = at[kinds[at + step] & HAN != 0]
        reached[at + step] ^= True
    return reached

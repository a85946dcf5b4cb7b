"""From fitted heads to the file the bot reads: the rows worth keeping, as small integers; nothing is learnt here."""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.fit import Floats, Head, Sheaf

_REACH: Final = 127
_OFTEN: Final = 10_000


def importance(weights: Floats, sheaves: list[Sheaf]) -> Floats:
    """How much a row says: its largest weight, by each head's own measure, times the root of how often it is seen."""
    counts = np.zeros(len(weights), np.int64)
    for sheaf in sheaves:
        counts += np.bincount(sheaf.rows, minlength=len(weights))
    telling = np.abs(weights) / np.sqrt((weights**2).mean(0))
    worth: Floats = (telling.max(1) * np.sqrt(np.minimum(counts, _OFTEN))).astype(np.float32)
    return worth


def small(weights: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Whole numbers from -127 to 127 and the scale of each column; the largest weights say most and are kept whole."""
    scale: Floats = (np.abs(weights).max(0) / _REACH).astype(np.float32)
    return np.rint(weights / scale).astype(np.int8), scale


def write(path: Path, moods: Head, hostile: Head, *, keep: NDArray[np.int64]) -> None:
    """Write the model; the same heads give the same bytes. `keep` are the rows to keep, in ascending order."""
    centred = moods.weights - moods.weights.mean(1, keepdims=True)
    aimed = (hostile.weights[:, 1] - hostile.weights[:, 0])[:, None]
    rows, scale = small(np.concatenate([centred, aimed], 1)[keep])
    some = rows.any(1)
    rows, gaps = rows[some], np.diff(keep[some], prepend=0)
    bias = np.append(moods.bias - moods.bias.mean(), hostile.bias[1] - hostile.bias[0]).astype(np.float32)
    np.savez_compressed(path, gaps=gaps.astype(np.uint16), rows=rows, scale=scale, bias=bias)

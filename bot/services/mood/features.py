"""From even texts to the numbers of their character runs, a whole batch at once; weights are another module's."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.services.mood.characters import FACE, NAME, Codes, Kinds, kinds_of
from bot.services.mood.negation import within_reach

LONGEST_RUN: Final = 4
BITS: Final = 24
_EDGE: Final = 10  # the line end that joins the texts is also the sign for "a text begins or ends here"
# Where in a run, by its length less one, an edge may not be; a run of one is no edge.
_INSIDE: Final = np.array(
    [(0, 0), *((length - 1, at) for length in range(3, LONGEST_RUN + 1) for at in range(1, length - 1))]
)
_END: Final = "\n" * LONGEST_RUN  # room for the runs that would begin at the last character
_SPREAD: Final = tuple(np.uint32(odd) for odd in (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F))
_FOLD: Final = np.uint32(15)
_SHIFT: Final = np.uint32(32 - BITS)

Rows = NDArray[np.uint32]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Runs:
    """Where each text begins among the characters; by length and character, the row of the run that begins there.

    Row 0 means "no run": it would cross from one text into the next. `faces` says which characters are emoji or
    stand for one: few of them say much, so they are weighed apart from the text around them. `denied` says, like
    `rows`, which runs lie within the reach of a "not", `named` which hold a word for who somebody is.
    """

    starts: NDArray[np.int64]
    sizes: NDArray[np.int64]
    rows: Rows
    faces: NDArray[np.bool_]
    denied: NDArray[np.bool_]
    named: NDArray[np.bool_]

    def __len__(self) -> int:
        """How many places the texts take, each with the edge before it."""
        return int(self.sizes.sum()) + len(self.sizes)

    def texts_of(self, at: NDArray[np.intp]) -> NDArray[np.intp]:
        """The texts in which these characters are, by place."""
        return self.starts.searchsorted(at, "right") - 1

    @property
    def worth(self) -> Floats:
        """What each run of a text counts: a text of n characters has 4 n runs."""
        worth: Floats = (1 / np.sqrt(np.maximum(self.sizes, 1) * LONGEST_RUN)).astype(np.float32)
        return worth

    @property
    def worth_of_face(self) -> Floats:
        """What each face of a text counts besides: all of them together about as much as a short text."""
        faces = np.add.reduceat(self.faces, self.starts, dtype=np.int32) if len(self.starts) else np.zeros(0)
        worth: Floats = (2 / np.sqrt(np.maximum(faces, 1))).astype(np.float32)
        return worth


def runs_of(texts: Sequence[str]) -> Runs:
    """Number the runs of 1 to LONGEST_RUN characters of texts that hold no line ends."""
    joined = "\n" + "\n".join(texts) + _END
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    edges = np.flatnonzero(codes == _EDGE)[: len(texts) + 1]
    rows = _rows(codes)
    _drop_crossing(rows, edges)
    kinds = kinds_of(codes)
    faces = kinds & FACE != 0
    denied, named = _denied(codes, kinds), _named(kinds)
    return Runs(edges[:-1], edges[1:] - edges[:-1] - 1, rows, faces, denied, named)


def _rows(codes: Codes) -> Rows:
    mixed = codes * _SPREAD[0]
    rows = np.zeros((LONGEST_RUN, len(codes)), np.uint32)
    rows[0] = mixed
    for more in range(1, LONGEST_RUN):
        shorter = rows[more - 1, :-more]
        rows[more, :-more] = (shorter ^ (shorter >> _FOLD)) * _SPREAD[more] + mixed[more:]
    rows ^= rows >> _FOLD
    rows *= _SPREAD[-1]
    rows >>= _SHIFT
    return rows


def _drop_crossing(rows: Rows, edges: NDArray[np.int64]) -> None:
    """A run may begin or end with an edge, never hold one inside, never be two edges and nothing else."""
    rows[:, edges[-1] :] = 0
    rows[1, edges[:-1][edges[1:] - edges[:-1] == 1]] = 0
    # By row of the table laid out flat; before the first edge this reaches the end of the row above, which is empty.
    size = rows.shape[1]
    rows.reshape(-1)[edges[:, None] + (_INSIDE[:, 0] * size - _INSIDE[:, 1])] = 0


def _denied(codes: Codes, kinds: Kinds) -> NDArray[np.bool_]:
    """By length and character: a run is denied where all of it is."""
    denied = np.zeros((LONGEST_RUN, len(codes)), np.bool_)
    denied[0] = within_reach(codes, kinds)
    if denied[0].any():
        for more in range(1, LONGEST_RUN):
            np.logical_and(denied[more - 1, :-more], denied[0, more:], out=denied[more, :-more])
    return denied


def _named(kinds: Kinds) -> NDArray[np.bool_]:
    """By length and character: a run is somebody's name where any of it is."""
    named = np.zeros((LONGEST_RUN, len(kinds)), np.bool_)
    named[0] = kinds & NAME != 0
    if named[0].any():
        for more in range(1, LONGEST_RUN):
            np.logical_or(named[more - 1, :-more], named[0, more:], out=named[more, :-more])
    return named

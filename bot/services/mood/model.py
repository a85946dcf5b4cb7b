"""The model: shipped weights, and from even texts to shares, a whole batch at once; training is elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from bot.services.mood.features import Floats, Rows, Runs, runs_of
from bot.services.mood.negation import AS_CONTRARY

SHIPPED: Final = Path(__file__).parent / "model" / "mood.npz"

# The heads of a row. Three opinions (for positive, against negative): as a review means it, as a blog does, as talk.
# How neutral and how hostile. And where the text belongs, which says how much each opinion counts.
HEADS: Final = 8
OPINIONS: Final = slice(0, 3)
OPINION: Final = 2  # once they are weighed, the one that is left
NEUTRAL: Final = 3
HOSTILE: Final = 4
PLACES: Final = slice(5, 8)

AS_IT_SAYS: Final = np.float32(1)
"""The power to which shares are raised that changes nothing."""

# Log-odds that a text is hostile without the words for who somebody is, below which they count nothing.
_HOSTILE_WITHOUT_NAMES: Final = np.float32(-7)

_UNDONE: Final = np.int16(2 * (1 - AS_CONTRARY))
"""Halves that a weight within the reach of a "not" loses."""

_LEAST_ODDS: Final = np.float32(-80)  # what is less likely has no number
_WORD: Final = np.uint32(6)  # 64 rows a word of bits
_IN_WORD: Final = np.uint32(63)
_ONE: Final = np.uint64(1)


@dataclass(frozen=True, slots=True)
class Table:
    """The weights of those rows that have any, eight small integers in one 64-bit number.

    Of the hash's rows one in twenty has weights. A bit for each row, and for each 64 of them how many have any up to
    the last, find these in a tenth of the memory that all rows would take. The first of `weights` is nothing, for
    the rows without.
    """

    bits: NDArray[np.uint64]
    through: NDArray[np.uint32]
    weights: NDArray[np.uint64]

    @classmethod
    def of(cls, bits: NDArray[np.uint64], weights: NDArray[np.uint64]) -> Self:
        """The table of which these bits say which rows have weights."""
        return cls(bits, np.cumsum(np.bitwise_count(bits), dtype=np.uint32), weights)

    def look_up(self, rows: Rows) -> NDArray[np.int8]:
        """The weights of each row, HEADS in place of one."""
        word = rows >> _WORD
        from_here = self.bits[word] >> (rows & _IN_WORD)
        place = self.through[word] - np.bitwise_count(from_here) + np.uint32(1)
        place *= (from_here & _ONE).astype(np.uint32)
        weights: NDArray[np.int8] = self.weights[place].view(np.int8).reshape(*rows.shape, HEADS)
        return weights


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model makes of a batch: shares by text and head, and where the evidence lies.

    `evidence` holds, by length and character of the joined texts, the weights of the run that begins there;
    `voices` how much each of the three opinions counted in a text.
    """

    shares: Floats
    hostile: Floats
    voices: Floats
    runs: Runs
    evidence: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Model:
    """A table with what one step of each head's small integers is worth, and where the heads begin.

    `trust` is the power to which the shares of talk are raised, so that they say how often they are right.
    """

    table: Table
    scale: Floats
    bias: Floats
    trust: np.float32

    def read(self, texts: Sequence[str]) -> Reading:
        """Judge even texts, at least one; a text without characters comes out as the bias says."""
        runs = runs_of(texts)
        evidence = self.table.look_up(runs.rows)
        worth = runs.worth
        halves = np.add.reduceat(_halves(evidence, runs.denied), runs.starts, dtype=np.int32)
        weighed = halves * (worth / 2)[:, None]
        if runs.faces.any():
            at = np.flatnonzero(runs.faces)
            np.add.at(weighed, runs.texts_of(at), evidence[0, at] * runs.worth_of_face[runs.texts_of(at), None])
        logits: Floats = (weighed * self.scale + self.bias).astype(np.float32)
        voices = _softmax(logits[:, PLACES])
        logits[:, OPINION] = (voices * logits[:, OPINIONS]).sum(1)
        if runs.named[0].any():
            self._without_names(logits[:, HOSTILE], runs, worth, evidence)
        yes = _logistic(logits[:, OPINION : HOSTILE + 1])
        shares = np.empty((len(yes), 3), np.float32)
        rest = 1 - yes[:, 1]
        shares[:, 0] = rest * (1 - yes[:, 0])
        shares[:, 1] = yes[:, 1]
        shares[:, 2] = rest * yes[:, 0]
        shares **= 1 + voices[:, OPINION, None] * (self.trust - 1)
        shares /= shares.sum(1, keepdims=True)
        return Reading(shares, yes[:, 2], voices, runs, evidence)

    def _without_names(self, hostile: Floats, runs: Runs, worth: Floats, evidence: NDArray[np.int8]) -> None:
        """Who people are is never hostility: it counts only where the rest speaks for some."""
        at = np.flatnonzero(runs.named[-1])
        weights = (evidence[:, at, HOSTILE] * runs.named[:, at]).sum(0)
        named = np.bincount(runs.texts_of(at), weights, len(hostile))
        without = hostile - named * worth * self.scale[HOSTILE]
        hostile[:] = np.where((named != 0) & (without < _HOSTILE_WITHOUT_NAMES), without, hostile)

    def meant(self, reading: Reading, *, positive: NDArray[np.bool_], hostile: NDArray[np.bool_]) -> Floats:
        """By text, what one step of each head says for its label: positive, hostile, and negative otherwise."""
        said = np.zeros((len(positive), HEADS), np.float32)
        said[:, OPINIONS] = np.where(positive[:, None], reading.voices, -reading.voices)
        said[:, NEUTRAL] = -1
        said[hostile] = 0
        said[hostile, HOSTILE] = 1
        meant: Floats = said * self.scale
        return meant


def load(path: Path = SHIPPED) -> Model:
    """Read the weights, about 50 ms; nothing is copied on the way, so that no more memory is held than they need."""
    with np.load(path, allow_pickle=False) as kept:
        table = Table.of(kept["bits"], kept["weights"])
        return Model(table, kept["scale"], kept["bias"], np.float32(kept["trust"]))


def _halves(evidence: NDArray[np.int8], denied: NDArray[np.bool_]) -> NDArray[np.int16]:
    """Twice the weights of the runs that begin at each character, as what is denied counts by half."""
    halves: NDArray[np.int16] = evidence.sum(0, dtype=np.int16)
    halves += halves
    at = np.flatnonzero(denied[0])
    if len(at):
        undone = (evidence[:, at, OPINIONS] * denied[:, at, None]).sum(0, dtype=np.int16)
        halves[at, OPINIONS] -= undone * _UNDONE
    return halves


def _softmax(logits: Floats) -> Floats:
    raised = np.exp(logits - logits.max(1, keepdims=True))
    shares: Floats = (raised / raised.sum(1, keepdims=True)).astype(np.float32)
    return shares


def _logistic(logits: Floats) -> Floats:
    shares: Floats = (1 / (1 + np.exp(-np.maximum(logits, _LEAST_ODDS)))).astype(np.float32)
    return shares

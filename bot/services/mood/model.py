"""The model: shipped weights, and from even texts to shares, a whole batch at once; training is elsewhere."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.services.mood.features import BITS, LONGEST_RUN, Floats, Runs, runs_of

SHIPPED: Final = Path(__file__).parent / "model" / "mood.npz"
HEADS: Final = 4  # negative, neutral, positive, hostile
HOSTILE: Final = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model makes of a batch: shares by text and head, and where the evidence lies.

    `evidence` holds, by length and character of the joined texts, the weights of the run that begins there.
    """

    shares: Floats
    hostile: Floats
    runs: Runs
    evidence: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by table row, four small integers in one 32-bit word, so that one look-up fetches all heads."""

    table: NDArray[np.uint32]
    scale: Floats
    bias: Floats

    def read(self, texts: Sequence[str]) -> Reading:
        """Judge even texts, at least one; a text without characters comes out as the bias says."""
        runs = runs_of(texts)
        evidence = self.table[runs.rows].view(np.int8).reshape(LONGEST_RUN, -1, HEADS)
        sums = np.add.reduceat(evidence.sum(0, dtype=np.int16), runs.starts, dtype=np.int32)
        weighed = sums * runs.worth[:, None]
        if runs.faces.any():
            drawn = np.add.reduceat(evidence[0] * runs.faces[:, None], runs.starts, dtype=np.int32)
            weighed += drawn * runs.worth_of_face[:, None]
        logits: Floats = (weighed * self.scale + self.bias).astype(np.float32)
        return Reading(_softmax(logits[:, :HOSTILE]), _logistic(logits[:, HOSTILE]), runs, evidence)


def load(path: Path = SHIPPED) -> Model:
    """Read the weights (about 20 ms). The file holds the gaps between used rows and those rows' weights."""
    with np.load(path, allow_pickle=False) as kept:
        table = np.zeros(1 << BITS, np.uint32)
        table[np.cumsum(kept["gaps"], dtype=np.int64)] = kept["rows"].view(np.uint32).ravel()
        return Model(table, kept["scale"], kept["bias"])


async def load_aside(path: Path = SHIPPED) -> Model:
    """Load in a thread, so that the event loop goes on."""
    return await asyncio.to_thread(load, path)


def _softmax(logits: Floats) -> Floats:
    raised = np.exp(logits - logits.max(1, keepdims=True))
    shares: Floats = (raised / raised.sum(1, keepdims=True)).astype(np.float32)
    return shares


def _logistic(logits: Floats) -> Floats:
    shares: Floats = (1 / (1 + np.exp(-logits))).astype(np.float32)
    return shares

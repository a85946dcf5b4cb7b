"""Why a text was judged so: its words by the evidence that the model found in them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.services.mood.features import LONGEST_RUN, Floats
from bot.services.mood.model import OPINIONS, Reading
from bot.services.mood.negation import AS_CONTRARY
from bot.services.mood.words import Words

_MOST = 3
_NOTHING = np.zeros(1)
_SHARE_OF_FIRST = 0.34  # a word that says much less than the first one is no reason
_PRIVATE = ("\ue000", "\uf8ff")  # stand-ins for links, names and unknown faces mean nothing to people


def weight_by_character(reading: Reading, meant: Floats) -> NDArray[np.float64]:
    """For each character how far it spoke for its text's label; the weight of a run is shared by its characters.

    `meant` says by text and head what a weight says for the label. Returns running totals, so that a word's weight is
    the difference between two places.
    """
    runs = reading.runs
    size = len(runs)
    by_head: Floats = (reading.evidence[:, :size] * np.repeat(meant, runs.sizes + 1, axis=0)).astype(np.float32)
    denied = np.nonzero(runs.denied[:, :size])
    by_head[denied[0], denied[1], OPINIONS] *= AS_CONTRARY
    spoke = by_head.sum(2)
    carried = np.zeros(size + LONGEST_RUN)
    if runs.faces.any():
        at = np.flatnonzero(runs.faces)
        stress = np.repeat(runs.worth_of_face / runs.worth, runs.sizes + 1)[at]
        carried[at] += spoke[0, at] * stress
    for longer, weights in enumerate(spoke):
        share = weights / (longer + 1)
        for place in range(longer + 1):
            carried[place : place + size] += share
    return np.concatenate([_NOTHING, carried.cumsum()])


def words_that_spoke(text: str, *, totals: Sequence[float], words: Words) -> tuple[str, ...]:
    """The words with the most weight, strongest first; `totals` has one number more than the text has characters."""
    weights: dict[str, float] = {}
    at = 0
    for word in words.cut(text):
        at = text.index(word, at)
        weight = totals[at + len(word)] - totals[at]
        at += len(word)
        if _PRIVATE[0] <= word <= _PRIVATE[1] or not _is_telling(word):
            continue
        weights[word] = max(weight, weights.get(word, 0.0))
    return _strongest(weights)


def _strongest(weights: dict[str, float]) -> tuple[str, ...]:
    ranked: Sequence[tuple[str, float]] = sorted(weights.items(), key=lambda item: -item[1])[:_MOST]
    if not ranked or ranked[0][1] <= 0:
        return ()
    return tuple(word for word, weight in ranked if weight >= ranked[0][1] * _SHARE_OF_FIRST)


def _is_telling(word: str) -> bool:
    return word.isalnum() or ord(word[0]) >= 0x2190

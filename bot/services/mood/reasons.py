"""Why a text was judged so: its words by the evidence that the model found in them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.services.mood.features import Floats
from bot.services.mood.model import Reading
from bot.services.mood.words import Words

_MOST = 3
_SHARE_OF_FIRST = 0.34  # a word that says much less than the first one is no reason
_PRIVATE = ("\ue000", "\uf8ff")  # stand-ins for links, names and unknown faces mean nothing to people


def weight_by_character(reading: Reading, columns: NDArray[np.int64], scale: Floats) -> NDArray[np.float64]:
    """For each character how far it spoke for its text's column; the weight of a run is shared by its characters.

    Returns running totals, so that a word's weight is the difference between two places.
    """
    size = reading.evidence.shape[1]
    runs = reading.runs
    column = np.zeros((size, 1), np.int64)
    column[: len(runs)] = np.repeat(columns, runs.sizes + 1)[:, None]
    carried = np.zeros(size + 4)
    if runs.faces.any():
        at = np.flatnonzero(runs.faces)
        stress = np.repeat(runs.worth_of_face / runs.worth, runs.sizes + 1)[at]
        carried[at] += np.take_along_axis(reading.evidence[0][at], column[at], 1)[:, 0] * scale[column[at, 0]] * stress
    for place, rows in enumerate(reading.evidence):
        share = np.take_along_axis(rows, column, 1)[:, 0] * (scale[column[:, 0]] / (place + 1))
        for shift in range(place + 1):
            carried[shift : shift + size] += share
    return np.concatenate([[0.0], np.cumsum(carried)])


def words_that_spoke(text: str, *, start: int, totals: NDArray[np.float64], words: Words) -> tuple[str, ...]:
    """The words with the most weight, strongest first; `start` is where the text begins among the totals."""
    weights: dict[str, float] = {}
    at = 0
    for word in words.cut(text):
        at = text.index(word, at)
        weight = float(totals[start + at + len(word)] - totals[start + at])
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

"""From fitted heads to the file the bot reads: the rows worth keeping, as small integers; nothing is learnt here."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.services.mood.features import BITS
from bot.services.mood.model import AS_IT_SAYS, HEADS, HOSTILE, NEUTRAL, PLACES, Model, Table
from training.corpora import Example
from training.fit import Floats, Head, Sheaf, mean_of
from training.recipe import Learnt
from training.texts import Texts
from training.trust import trust_of

_REACH: Final = 127
_OFTEN: Final = 10_000
_TALKS_OWN: Final = 0.7
# Everyday lines, of which hardly any is hostile, make the head too shy where some are.
_HOSTILE_SHARPER, _HOSTILE_BOLDER = np.float32(8), np.float32(5.5)
# Most lines that were judged twice are hard, and neutral: what they add to it is taken back. And reviews that speak as
# people talk are taken for talk too soon. All of these are tuned on the development sides.
_LESS_NEUTRAL, _REVIEWS_NEARER = np.float32(0.06), np.float32(0.4)
# A text is mostly of one place: its opinion loses by what the others add.
_PLACES_SHARPER: Final = np.float32(1.7)
_LEAST: Final = np.float32(1e-12)  # a head of zeros says nothing; it must not divide by nothing


def importance(weights: Floats, sheaves: list[Sheaf]) -> Floats:
    """How much a row says: its largest weight, by each head's own measure, times the root of how often it is seen."""
    counts = np.zeros(len(weights), np.int64)
    for sheaf in sheaves:
        counts += np.bincount(sheaf.rows, minlength=len(counts))
    telling = np.abs(weights) / np.sqrt(np.maximum((weights**2).mean(0), _LEAST))
    worth: Floats = (telling.max(1) * np.sqrt(np.minimum(counts, _OFTEN))).astype(np.float32)
    return worth


def small(weights: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Whole numbers from -127 to 127 and the scale of each column; the largest weights say most and are kept whole."""
    scale: Floats = (np.maximum(np.abs(weights).max(0), _LEAST) / _REACH).astype(np.float32)
    return np.rint(weights / scale).astype(np.int8), scale


def write(path: Path, learnt: Learnt, texts: Texts, *, most: int, judged: Sequence[Example]) -> None:
    """Write the model with the `most` telling rows, believed as far as `judged` chat bears it out.

    The same heads give the same bytes.
    """
    weights, bias = columns(learnt)
    keep = np.sort(np.argsort(-importance(weights, texts.sheaves()), kind="stable")[:most])
    rows, scale = small(weights[keep])
    some = rows.any(1)
    has = np.zeros(1 << BITS, np.bool_)
    has[texts.kept[keep[some]]] = True
    bits = np.packbits(has, bitorder="little").view(np.uint64)
    nothing = np.zeros((1, HEADS), np.int8)
    table = Table.of(bits, np.concatenate([nothing, rows[some]]).view(np.uint64).ravel())
    trust = trust_of(Model(table, scale, bias, AS_IT_SAYS), judged)
    np.savez_compressed(path, bits=bits, weights=table.weights, scale=scale, bias=bias, trust=trust)


def columns(learnt: Learnt) -> tuple[Floats, Floats]:
    """Weights and biases in the order of the model's heads; places are measured from the last of them, talk."""
    # Of talk there is little; what reviews know of words helps it.
    talk = mean_of([learnt.talk, learnt.reviews], (_TALKS_OWN, 1 - _TALKS_OWN))
    heads = [_against(each) for each in (learnt.reviews, learnt.blogs, talk, learnt.neutral, learnt.hostile)]
    place = learnt.places
    heads += [_between(place, at, len(place.bias) - 1) for at in range(len(place.bias))]
    weights, bias = np.stack([weights for weights, _ in heads], 1), np.array([bias for _, bias in heads], np.float32)
    # Nobody is a little hostile: what is not is told to be far from it.
    weights[:, HOSTILE] *= _HOSTILE_SHARPER
    bias[HOSTILE] = bias[HOSTILE] * _HOSTILE_SHARPER + _HOSTILE_BOLDER
    bias[NEUTRAL] -= _LESS_NEUTRAL
    bias[PLACES.start] += _REVIEWS_NEARER
    weights[:, PLACES] *= _PLACES_SHARPER
    bias[PLACES] *= _PLACES_SHARPER
    return weights, bias


def _against(head: Head) -> tuple[Floats, float]:
    """The second class of two against the first."""
    return _between(head, 1, 0)


def _between(head: Head, one: int, other: int) -> tuple[Floats, float]:
    weights: Floats = head.weights[:, one] - head.weights[:, other]
    return weights, float(head.bias[one] - head.bias[other])

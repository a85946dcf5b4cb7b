"""Fitting linear heads over hashed runs by AdaGrad in plain numpy; what the heads mean is the recipe's business."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.domain.mood.normalise import normalise
from bot.services.mood.features import BITS, runs_of
from bot.services.mood.negation import AS_CONTRARY

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

_LONGEST: Final = 400  # characters of a text that training looks at
_AT_ONCE: Final = 2000
_BATCH: Final = 512
_TWO: Final = 2
_FACE_WORTH: Final = 0.3  # a run of a text of three characters is worth less, a face more


@dataclass(frozen=True, slots=True)
class Sheaf:
    """Texts as rows of the weight table and what each counts: those of text i are rows[bounds[i]:bounds[i + 1]].

    `denied` are those within the reach of a "not".
    """

    rows: Ints
    worth: Floats
    denied: NDArray[np.bool_]
    bounds: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.bounds) - 1


@dataclass(frozen=True, slots=True)
class Lesson:
    """Texts, what each should come out as (a distribution over the classes), and how much each counts."""

    texts: Sheaf
    targets: Floats
    weights: Floats


@dataclass(frozen=True, slots=True)
class Head:
    """Weights by table row and class, and the bias of each class."""

    weights: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class Step:
    """How to fit: passes over the data, step size, the pull towards zero, and the share of runs left out by chance.

    Leaving out runs, others in each pass, keeps many small signs from being drowned by a few; faces are never left out.
    """

    passes: int = 5
    rate: float = 0.3
    pull: float = 1e-3
    drop: float = 0.3


@dataclass(frozen=True, slots=True)
class _Batch:
    used: Ints
    place: Ints
    text: Ints
    starts: NDArray[np.int64]
    worth: Floats
    targets: Floats
    weights: Floats


def sheaf_of(texts: Sequence[str]) -> Sheaf:
    """Normalise and number texts exactly as the bot does."""
    if not texts:
        return Sheaf(np.zeros(0, np.int32), np.zeros(0, np.float32), np.zeros(0, np.bool_), np.zeros(1, np.int64))
    parts = [_part(texts[first : first + _AT_ONCE]) for first in range(0, len(texts), _AT_ONCE)]
    rows, worth, denied, sizes = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    bounds = np.concatenate([[0], np.cumsum(sizes)])
    return Sheaf(rows.astype(np.int32), worth.astype(np.float32), denied, bounds.astype(np.int64))


def _part(texts: Sequence[str]) -> tuple[NDArray[np.uint32], Floats, NDArray[np.bool_], NDArray[np.int64]]:
    runs = runs_of([text[:_LONGEST] for text in normalise(texts)])
    rows = runs.rows.T
    lines = runs.sizes + 1
    worth = np.zeros(rows.shape, np.float32)
    worth[: len(runs)] = np.repeat(runs.worth, lines)[:, None]
    worth[: len(runs), 0] += runs.faces[: len(runs)] * np.repeat(runs.worth_of_face, lines)
    some = rows > 0
    return rows[some], worth[some], runs.denied.T[some], np.add.reduceat(some.sum(1), runs.starts)


def joined(lessons: Sequence[Lesson]) -> Lesson:
    """Several lessons as one."""
    offsets = np.cumsum([0, *(len(one.texts.rows) for one in lessons)])
    bounds = [one.texts.bounds[1:] + offset for one, offset in zip(lessons, offsets, strict=False)]
    sheaf = Sheaf(
        np.concatenate([one.texts.rows for one in lessons]),
        np.concatenate([one.texts.worth for one in lessons]),
        np.concatenate([one.texts.denied for one in lessons]),
        np.concatenate([[0], *bounds]).astype(np.int64),
    )
    return Lesson(sheaf, np.concatenate([x.targets for x in lessons]), np.concatenate([x.weights for x in lessons]))


def seen_often(sheaves: Sequence[Sheaf], *, least: int) -> NDArray[np.int64]:
    """The table rows that occur at least so many times; the rest would only learn single texts by heart."""
    counts = np.zeros(1 << BITS, np.int64)
    for sheaf in sheaves:
        counts += np.bincount(sheaf.rows, minlength=len(counts))
    return np.flatnonzero(counts >= least)


def renumbered(sheaf: Sheaf, kept: NDArray[np.int64]) -> Sheaf:
    """Of each text the kept rows only, by their number among those."""
    numbers = np.full(1 << BITS, -1, np.int32)
    numbers[kept] = np.arange(len(kept), dtype=np.int32)
    rows = numbers[sheaf.rows]
    stays = rows >= 0
    before = np.concatenate([[0], np.cumsum(stays)])
    return Sheaf(rows[stays], sheaf.worth[stays], sheaf.denied[stays], before[sheaf.bounds])


def as_opinion(sheaf: Sheaf) -> Sheaf:
    """As an opinion weighs the texts: what is denied counts as its contrary."""
    return replace(sheaf, worth=np.where(sheaf.denied, sheaf.worth * AS_CONTRARY, sheaf.worth))


def probabilities(head: Head, texts: Sheaf) -> Floats:
    """The distribution over the classes for each text."""
    parts = []
    for first in range(0, len(texts), _AT_ONCE):
        bounds = texts.bounds[first : first + _AT_ONCE + 1]
        part = slice(bounds[0], bounds[-1])
        weighed = head.weights[texts.rows[part]] * texts.worth[part, None]
        parts.append(_softmax(_sum_by_text(weighed, bounds - bounds[0]) + head.bias))
    return np.concatenate(parts)


def mean_of(heads: Sequence[Head], shares: Sequence[float] | None = None) -> Head:
    """One head that says what several say on the whole: each as much as the others, or by shares that sum to 1."""
    counts = np.full(len(heads), 1 / len(heads), np.float32) if shares is None else np.asarray(shares, np.float32)
    weights: Floats = np.sum([head.weights * count for head, count in zip(heads, counts, strict=True)], 0, np.float32)
    bias: Floats = np.sum([head.bias * count for head, count in zip(heads, counts, strict=True)], 0, np.float32)
    return Head(weights, bias)


def fit(lesson: Lesson, step: Step, *, size: int, seed: int) -> Head:
    """Fit softmax heads over `size` rows by AdaGrad with a falling step; the same arguments give the same weights.

    Of two classes one is the other's mirror: only the second is fitted.
    """
    chance = np.random.default_rng(seed)
    batches = _batches(lesson, chance=chance)
    fitted = 1 if lesson.targets.shape[1] == _TWO else lesson.targets.shape[1]
    weights = np.zeros((size, fitted), np.float32)
    moved = np.full((size, fitted), 1e-6, np.float32)
    bias, bias_moved = np.zeros(fitted, np.float32), np.full(fitted, 1e-2, np.float32)
    for turn in range(step.passes):
        rate = step.rate * (1 - turn / step.passes)
        for at in chance.permutation(len(batches)):
            batch = _thinned(batches[at], step.drop, chance=chance)
            slope, bias_slope = _slopes(batch, weights, bias, pull=step.pull)
            total = moved[batch.used] + slope * slope
            moved[batch.used] = total
            weights[batch.used] -= rate * slope / np.sqrt(total)
            bias_moved += bias_slope * bias_slope
            bias -= rate * 0.2 * bias_slope / np.sqrt(bias_moved)
    return Head(_mirrored(weights), _mirrored(bias))


def _mirrored(fitted: Floats) -> Floats:
    """Both classes where only the second was fitted."""
    return np.concatenate([-fitted, fitted], -1) if fitted.shape[-1] == 1 else fitted


def _thinned(batch: _Batch, drop: float, *, chance: np.random.Generator) -> _Batch:
    kept = chance.random(len(batch.worth), dtype=np.float32) >= drop
    is_face = batch.worth > _FACE_WORTH
    worth = np.where(is_face, batch.worth, batch.worth * kept / np.float32(1 - drop))
    return replace(batch, worth=worth.astype(np.float32))


def _slopes(batch: _Batch, weights: Floats, bias: Floats, *, pull: float) -> tuple[Floats, Floats]:
    own = weights[batch.used]
    sums = np.add.reduceat(own[batch.place] * batch.worth[:, None], batch.starts)
    count = len(batch.starts)
    shares = _softmax(_mirrored(sums + bias))[:, -own.shape[1] :]
    wrong = batch.weights[:, None] * (shares - batch.targets[:, -own.shape[1] :]) / count
    spread = wrong[batch.text] * batch.worth[:, None]
    slope = np.empty_like(own)
    for column in range(own.shape[1]):
        slope[:, column] = np.bincount(batch.place, spread[:, column], minlength=len(own))
    return slope + np.float32(pull / count) * own, wrong.sum(0)


def _batches(lesson: Lesson, *, chance: np.random.Generator) -> list[_Batch]:
    """Texts that count nothing are left out."""
    order = chance.permutation(np.flatnonzero(lesson.weights))
    weights = lesson.weights / lesson.weights[order].mean()
    return [_batch(lesson, order[first : first + _BATCH], weights=weights) for first in range(0, len(order), _BATCH)]


def _batch(lesson: Lesson, picked: NDArray[np.int64], *, weights: Floats) -> _Batch:
    bounds = lesson.texts.bounds
    full = bounds[picked + 1] - bounds[picked]
    at = np.concatenate([np.arange(bounds[i], bounds[i + 1]) for i in picked])
    rows = lesson.texts.rows[at]
    text = np.repeat(np.arange(len(picked), dtype=np.int32), full)
    present, starts = np.unique(text, return_index=True)
    used, place = np.unique(rows, return_inverse=True)
    chosen = picked[present]
    return _Batch(
        used.astype(np.int32),
        place.astype(np.int32),
        np.repeat(np.arange(len(present), dtype=np.int32), np.diff(np.append(starts, len(text)))),
        starts.astype(np.int64),
        lesson.texts.worth[at],
        lesson.targets[chosen],
        weights[chosen].astype(np.float32),
    )


def _sum_by_text(values: Floats, bounds: NDArray[np.int64]) -> Floats:
    sums = np.zeros((len(bounds) - 1, values.shape[1]), np.float32)
    some = np.flatnonzero(np.diff(bounds))
    if len(some):
        sums[some] = np.add.reduceat(values, bounds[some])
    return sums


def _softmax(logits: Floats) -> Floats:
    raised = np.exp(logits - logits.max(1, keepdims=True))
    shares: Floats = raised / raised.sum(1, keepdims=True)
    return shares

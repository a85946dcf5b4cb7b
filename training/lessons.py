"""From labels to what is fitted: shares by class and weights by text; which sets count is the recipe's business."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from training.fit import Floats, Lesson, Sheaf, as_opinion

_SOFT: Final = 0.04
_IN_DOUBT: Final = 0.5
"""What a line counts on which its readings differ."""

_ONE_IN: Final = 3


def lesson(sheaf: Sheaf, labels: Sequence[int], *, weight: float, classes: int = 3) -> Lesson:
    """Texts of one weight with a class each."""
    return Lesson(sheaf, targets_of(labels, classes=classes), evenly(sheaf, weight))


def towards(sheaf: Sheaf, shares: Sequence[float], *, weight: float) -> Lesson:
    """Texts of one weight that are all like this, by class."""
    return Lesson(sheaf, np.tile(np.asarray(shares, np.float32), (len(sheaf), 1)), evenly(sheaf, weight))


def evenly(sheaf: Sheaf, weight: float) -> Floats:
    """The same weight for every text."""
    return np.full(len(sheaf), weight, np.float32)


def by_verdicts(sheaf: Sheaf, verdicts: Sequence[Sequence[int]], *, weight: float, classes: int = 3) -> Lesson:
    """Lines read more than once: each is what its readings say on the whole, and counts less where they differ."""
    targets = [targets_of(each, classes=classes).mean(0) for each in verdicts]
    sure = [1.0 if len(set(each)) == 1 else _IN_DOUBT for each in verdicts]
    shares = np.asarray(targets, np.float32).reshape(-1, classes)
    return Lesson(sheaf, shares, np.float32(weight) * np.asarray(sure, np.float32))


def targets_of(labels: Sequence[int], *, classes: int) -> Floats:
    """A row of shares for each class given; a label may be wrong, so it is never believed wholly."""
    sharp = np.eye(classes, dtype=np.float32)[np.asarray(labels, np.int64)]
    targets: Floats = sharp * np.float32(1 - _SOFT) + np.float32(_SOFT / classes)
    return targets


def less(lessons: Iterable[Lesson], share: float) -> list[Lesson]:
    """The same, counting only this share: of the texts one in three, thrice, which takes a third of the time."""
    found = []
    for one in lessons:
        weights = np.zeros_like(one.weights)
        weights[::_ONE_IN] = one.weights[::_ONE_IN] * np.float32(_ONE_IN * share)
        found.append(replace(one, weights=weights))
    return found


def for_or_against(lessons: Iterable[Lesson]) -> list[Lesson]:
    """Positive against negative; a text counts as far as it is not neutral, and what it denies as its contrary."""
    found = []
    for one in lessons:
        either = 1 - one.targets[:, 1]
        targets = (one.targets[:, [0, 2]] / np.maximum(either, 1e-6)[:, None]).astype(np.float32)
        found.append(Lesson(as_opinion(one.texts), targets, one.weights * either))
    return found


def neutral_or_not(lessons: Iterable[Lesson]) -> list[Lesson]:
    """Neutral against both others."""
    return [replace(one, targets=np.stack([1 - one.targets[:, 1], one.targets[:, 1]], 1)) for one in lessons]


def moved_to(shares: Floats, wanted: Sequence[float]) -> Floats:
    """The shares with each class made likelier or less so by one factor, so that their means are as wanted."""
    factors = np.zeros(len(wanted))
    for _ in range(200):
        moved = shares * np.exp(factors)
        moved /= moved.sum(1, keepdims=True)
        factors += 0.5 * np.log(np.asarray(wanted) / moved.mean(0))
    result: Floats = moved.astype(np.float32)
    return result

"""Measures and disguises for the mood bench, and how its tables are printed."""

import random
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.domain.mood.script import SIMPLIFIED, TRADITIONAL

_TO_TRADITIONAL = str.maketrans(dict(zip(SIMPLIFIED, TRADITIONAL, strict=True)))
_MASKS = ("\u200b", " ", ".", "*", "\u200d", "-")


def to_traditional(text: str) -> str:
    """The text in traditional characters, one for one."""
    return text.translate(_TO_TRADITIONAL)


def disguised(text: str, *, seed: int) -> str:
    """The text with hidden characters, spaces and signs put between some of its Han characters."""
    chance = random.Random(seed)
    mask = chance.choice(_MASKS)
    return "".join(
        char + mask if _is_han(char) and _is_han(after) and chance.random() < 0.3 else char
        for char, after in zip(text, text[1:] + "\n", strict=True)
    )


def macro_f1(labels: NDArray[np.int64], judged: NDArray[np.int64]) -> float:
    """The mean of the classes' F1, in per cent, over the classes that occur."""
    scores = []
    for kind in np.unique(labels):
        hits = ((labels == kind) & (judged == kind)).sum()
        scores.append(2 * hits / max(1, (labels == kind).sum() + (judged == kind).sum()))
    return 100 * float(np.mean(scores))


def auc(scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """How often one that is so scores above one that is not, in per cent; ties count half; nan where all are alike."""
    yes, no = scores[truth][:, None], scores[~truth][None]
    if not yes.size or not no.size:
        return float("nan")
    return 100 * float((yes > no).mean() + 0.5 * (yes == no).mean())


def off_by(shares: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """How far the largest share is from how often it is right, in points: the mean over ten steps of it."""
    believed, right = shares.max(1), shares.argmax(1) == labels
    steps = np.minimum((believed * 10).astype(int), 9)
    parts = [steps == step for step in np.unique(steps)]
    return 100 * float(sum(part.mean() * abs(believed[part].mean() - right[part].mean()) for part in parts))


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table in Markdown."""
    print(f"\n### {title}\n\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}")
    for row in rows:
        print("| " + " | ".join(f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in row) + " |")


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"

"""`python -m training.adverts DATA`: the guard's model of spam, from lines of our own and everyday talk.

Nothing is learnt from the lines that `python -m bench guard` calls unseen.
"""

import argparse
import csv
import gzip
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from bench.guard import LINES, OWN_TALK, read, spam
from bot.domain.adverts import SHORTEST, grams_of
from bot.services.guard.adverts import SHIPPED, Adverts
from training.fit import Lesson, Sheaf, Step, fit, mean_of

_CHAT: Final = ("lccc_sample", "crosswoz_sample")
_EVERYDAY: Final = 11_000
_KEPT_BACK: Final = 5
"""Of the everyday lines one in so many says where the line is drawn, and is not learnt from."""

_SPAM_COUNTS, _OWN_COUNTS = 12.0, 8.0
_OFTEN_IN_TALK: Final = 40
_STEP: Final = Step(passes=5, pull=0.3, drop=0.5)
_SEEDS: Final = (1, 2)
_SCALE: Final = 100
_ALARMS: Final = 0.002
"""The share of everyday lines that may be asked about, if a newcomer says them."""


def main() -> None:
    """Read, learn, draw the line, write."""
    parser = argparse.ArgumentParser(prog="python -m training.adverts", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with chat/ and sentiment/")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    chosen = parser.parse_args()
    bad = [text for _, _, text in spam()]
    own = [*read(OWN_TALK), *read(LINES)]
    talk = everyday(chosen.data)
    learnt = [line for at, line in enumerate(talk) if at % _KEPT_BACK]
    weights = learn(bad, own, learnt)
    model = Adverts(weights, 0.0)
    scores = sorted(model.score(line) for line in talk[::_KEPT_BACK] if len(line) >= SHORTEST)
    least = scores[int(len(scores) * (1 - _ALARMS))]
    rows = [f"{gram}\t{weight}\n" for gram, weight in sorted(weights.items())]
    chosen.out.write_text(f"{least:.1f}\n{''.join(rows)}", encoding="utf-8")


def everyday(data: Path) -> list[str]:
    """What people say to each other."""
    lines = []
    for name in _CHAT:
        said = (data / "chat" / f"{name}.txt").read_text(encoding="utf-8", errors="replace").splitlines()
        lines += [line.replace(" ", "") for line in said]
    with gzip.open(data / "sentiment" / "unlabelled_everyday.csv.gz", "rt", encoding="utf-8") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    return lines + texts[:: max(1, len(texts) // _EVERYDAY)]


def learn(bad: Sequence[str], own: Sequence[str], talk: Sequence[str]) -> dict[str, int]:
    """Weights of the runs that spam has, and of those that talk has often."""
    texts = [grams_of(line) for line in (*bad, *own, *talk)]
    in_spam = Counter(gram for grams in texts[: len(bad)] for gram in grams)
    in_talk = Counter(gram for grams in texts[len(bad) :] for gram in grams)
    # A line of spam stands there in four disguises: what one line alone has is learnt by heart.
    kept = sorted({g for g, n in in_spam.items() if n > 4} | {g for g, n in in_talk.items() if n >= _OFTEN_IN_TALK})
    number = {gram: at for at, gram in enumerate(kept)}
    rows = [sorted(number[gram] for gram in grams if gram in number) or [0] for grams in texts]
    worth = [1 / np.sqrt(max(1, len(grams))) for grams in texts]
    sheaf = Sheaf(
        np.concatenate([np.asarray(each, np.int32) for each in rows]),
        np.repeat(np.asarray(worth, np.float32), [len(each) for each in rows]),
        np.zeros(sum(map(len, rows)), np.bool_),
        np.concatenate([[0], np.cumsum([len(each) for each in rows])]).astype(np.int64),
    )
    is_bad = np.arange(len(texts)) < len(bad)
    targets = np.stack([~is_bad, is_bad], axis=1).astype(np.float32)
    counts = [*[_SPAM_COUNTS] * len(bad), *[_OWN_COUNTS] * len(own), *[1.0] * len(talk)]
    lesson = Lesson(sheaf, targets, np.asarray(counts, np.float32))
    head = mean_of([fit(lesson, _STEP, size=len(kept), seed=seed) for seed in _SEEDS])
    telling = np.rint((head.weights[:, 1] - head.weights[:, 0]) * _SCALE).astype(int)
    return {gram: int(telling[at]) for gram, at in number.items() if telling[at]}


if __name__ == "__main__":
    main()

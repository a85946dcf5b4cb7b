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
"""Of everyday lines and of our own talk one in so many says where the line is drawn, and is not learnt from."""

_CALLED: Final = 12
"""One everyday line in so many calls somebody."""

_SYLLABLES: Final = (
    "xiao",
    "li",
    "wang",
    "chen",
    "yi",
    "ming",
    "da",
    "jun",
    "lin",
    "an",
    "tom",
    "ka",
    "bei",
    "_",
    "zh",
)
_TAILS: Final = ("", "", "88", "_01", "cn", "2000", "_lee", "x", "007")

_SPAM_COUNTS, _OWN_COUNTS = 12.0, 8.0
_OFTEN_IN_TALK: Final = 40
_STEP: Final = Step(passes=5, pull=0.3, drop=0.5)
_SEEDS: Final = (1, 2)
_SCALE: Final = 100
_ALARMS: Final = 0.002
_OWN_ALARMS: Final = 0.01
"""The shares that may be asked about, if a newcomer says them: of everyday lines, and of our own, which are picked for
their words of money, jobs and parcels.
"""


def main() -> None:
    """Read, learn, draw the line, write."""
    parser = argparse.ArgumentParser(prog="python -m training.adverts", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with chat/ and sentiment/")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    chosen = parser.parse_args()
    bad = [text for _, _, text in spam()]
    own = [*read(OWN_TALK), *read(LINES)]
    talk = calling(everyday(chosen.data))
    weights = learn(bad, _learnt(own), _learnt(talk))
    model = Adverts(weights, 0.0)
    least = max(_line(model, talk, _ALARMS), _line(model, own, _OWN_ALARMS))
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


def _learnt(lines: Sequence[str]) -> list[str]:
    return [line for at, line in enumerate(lines) if at % _KEPT_BACK]


def _line(model: Adverts, lines: Sequence[str], share: float) -> float:
    """Above it lies that share of the lines kept back."""
    scores = sorted(model.score(line) for line in lines[::_KEPT_BACK] if len(line) >= SHORTEST)
    return scores[int(len(scores) * (1 - share))]


def calling(lines: Sequence[str]) -> list[str]:
    """Some of them call a member by a @name: that alone is no advert, and whether it is a place is asked elsewhere."""
    chance = np.random.default_rng(5)
    return [_called(line, chance) if at % _CALLED == 0 else line for at, line in enumerate(lines)]


def _called(line: str, chance: np.random.Generator) -> str:
    name = f"@{''.join(chance.choice(_SYLLABLES, 3))}{chance.choice(_TAILS)}"
    at = int(chance.choice((0, len(line), len(line) // 2)))
    return " ".join(filter(None, (line[:at], name, line[at:])))


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

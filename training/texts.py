"""Everything that training reads, numbered as it is weighed; what counts how much is the recipe's business."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.corpora import (
    MOODS,
    OFFENCES,
    Example,
    faces_of,
    read_distinct,
    read_judged,
    read_unlabelled,
    without_faces,
)
from training.fit import Sheaf, renumbered, seen_often, sheaf_of

# The set whose labels were made from its emoticons.
FACES_DECIDE: Final = "weibo_senti_100k_sub"
_LEAST_SEEN: Final = 5


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything that is read, as rows of the weight table that occur often, by their number among those `kept`."""

    moods: Mapping[str, tuple[Sheaf, list[int]]]
    stripped: Mapping[str, tuple[Sheaf, list[int]]]
    faces: tuple[Sheaf, list[int]]
    offences: Mapping[str, tuple[Sheaf, list[int]]]
    everyday: Mapping[str, Sheaf]
    judged: tuple[Sheaf, list[int]]
    kept: NDArray[np.int64]

    def sheaves(self) -> list[Sheaf]:
        """All texts, for counting."""
        labelled = [*self.moods.values(), *self.stripped.values(), *self.offences.values()]
        return [sheaf for sheaf, _ in [*labelled, self.judged]] + list(self.everyday.values())


def gather(folder: Path) -> Texts:
    """Read every set; of texts with faces keep a copy without them."""
    moods = read_distinct(folder, MOODS)
    stripped = {name: [_stripped(one) for one in some if _stripped(one) != one] for name, some in moods.items()}
    faces = [Example(faces_of(one.text), one.label) for one in moods[FACES_DECIDE]]
    whole = Texts(
        {name: _sheaf(some) for name, some in moods.items()},
        {name: _sheaf(some) for name, some in stripped.items() if some},
        _sheaf(faces),
        {name: _sheaf(some) for name, some in read_distinct(folder, OFFENCES).items()},
        {name: sheaf_of(lines) for name, lines in read_unlabelled(folder).items()},
        _sheaf(read_judged(folder, "train")),
        np.zeros(0, np.int64),
    )
    return _of_often_seen(whole, seen_often(whole.sheaves(), least=_LEAST_SEEN))


def _of_often_seen(whole: Texts, kept: NDArray[np.int64]) -> Texts:
    def each(some: Mapping[str, tuple[Sheaf, list[int]]]) -> dict[str, tuple[Sheaf, list[int]]]:
        return {name: (renumbered(sheaf, kept), labels) for name, (sheaf, labels) in some.items()}

    return Texts(
        each(whole.moods),
        each(whole.stripped),
        (renumbered(whole.faces[0], kept), whole.faces[1]),
        each(whole.offences),
        {name: renumbered(sheaf, kept) for name, sheaf in whole.everyday.items()},
        (renumbered(whole.judged[0], kept), whole.judged[1]),
        kept,
    )


def _sheaf(examples: Sequence[Example]) -> tuple[Sheaf, list[int]]:
    return sheaf_of([one.text for one in examples]), [one.label for one in examples]


def _stripped(one: Example) -> Example:
    return Example(without_faces(one.text), one.label)

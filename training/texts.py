"""Everything that training reads, numbered as it is weighed; what counts how much is the recipe's business."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from training import own_lines
from training.corpora import (
    JUDGED_THRICE,
    MOODS,
    OFFENCES,
    Example,
    faces_of,
    read_distinct,
    read_judged,
    read_unlabelled,
    read_verdicts,
    without_faces,
)
from training.fit import Sheaf, renumbered, seen_often, sheaf_of

# The set whose labels were made from its emoticons.
FACES_DECIDE: Final = "weibo_senti_100k_sub"
_LEAST_SEEN: Final = 5
# Texts to which open faces are added: so many that the faces are known by more than our own lines.
_TO_FACE: Final = "smp2020_usual"
_ONE_IN: Final = 4
_ABOUT_SOMEBODY_ONE_IN: Final = 3

Labelled: TypeAlias = tuple[Sheaf, list[int]]
Verdicts: TypeAlias = tuple[Sheaf, list[tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything that is read, as rows of the weight table that occur often, by their number among those `kept`."""

    moods: Mapping[str, Labelled]
    stripped: Mapping[str, Labelled]
    faces: Labelled
    offences: Mapping[str, Labelled]
    everyday: Mapping[str, Sheaf]
    judged: Labelled
    judged_thrice: Verdicts
    own: Mapping[str, Labelled]
    kept: NDArray[np.int64]

    def sheaves(self) -> list[Sheaf]:
        """All texts, for counting."""
        labelled = [*self.moods.values(), *self.stripped.values(), *self.offences.values(), *self.own.values()]
        judged = [self.judged[0], self.judged_thrice[0]]
        return [sheaf for sheaf, _ in labelled] + judged + list(self.everyday.values())


def gather(folder: Path) -> Texts:
    """Read every set; of texts with faces keep a copy without them."""
    moods = read_distinct(folder, MOODS)
    stripped = {name: [_stripped(one) for one in some if _stripped(one) != one] for name, some in moods.items()}
    judged, thrice = read_judged(folder, "train"), read_verdicts(folder, "train", *JUDGED_THRICE)
    faces = [Example(faces_of(one.text), one.label) for one in moods[FACES_DECIDE]]
    whole = Texts(
        {name: _sheaf(some) for name, some in moods.items()},
        {name: _sheaf(some) for name, some in stripped.items() if some},
        _sheaf(faces),
        {name: _sheaf(some) for name, some in read_distinct(folder, OFFENCES).items()},
        {name: sheaf_of(lines) for name, lines in read_unlabelled(folder).items()},
        _sheaf(judged),
        (sheaf_of([one.text for one in thrice]), [one.labels for one in thrice]),
        {name: _sheaf(some) for name, some in _own([*moods[_TO_FACE][::_ONE_IN], *judged]).items()},
        np.zeros(0, np.int64),
    )
    return _of_often_seen(whole, seen_often(whole.sheaves(), least=_LEAST_SEEN))


def _own(to_face: Sequence[Example]) -> dict[str, list[Example]]:
    lines = own_lines.lines("train")
    somebody = [one for _, one in own_lines.about_somebody("train")][::_ABOUT_SOMEBODY_ONE_IN]
    return {
        "lines": lines,
        "words": own_lines.words(),
        "lexicon": own_lines.lexicon(),
        "faced": own_lines.with_open_faces([*lines, *to_face]),
        "somebody": somebody,
        "insults": own_lines.insults("train"),
        "friendly": own_lines.friendly("train"),
    }


def _of_often_seen(whole: Texts, kept: NDArray[np.int64]) -> Texts:
    def each(some: Mapping[str, Labelled]) -> dict[str, Labelled]:
        return {name: (renumbered(sheaf, kept), labels) for name, (sheaf, labels) in some.items()}

    return Texts(
        each(whole.moods),
        each(whole.stripped),
        (renumbered(whole.faces[0], kept), whole.faces[1]),
        each(whole.offences),
        {name: renumbered(sheaf, kept) for name, sheaf in whole.everyday.items()},
        (renumbered(whole.judged[0], kept), whole.judged[1]),
        (renumbered(whole.judged_thrice[0], kept), whole.judged_thrice[1]),
        each(whole.own),
        kept,
    )


def _sheaf(examples: Sequence[Example]) -> Labelled:
    return sheaf_of([one.text for one in examples]), [one.label for one in examples]


def _stripped(one: Example) -> Example:
    return Example(without_faces(one.text), one.label)

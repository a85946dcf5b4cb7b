"""What the model learns from and how much each set counts; how fitting works is another module's business."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from training.corpora import MOODS, OFFENCES, Example, faces_of, read_distinct, read_unlabelled, without_faces
from training.fit import Floats, Head, Lesson, Sheaf, Step, fit, joined, probabilities, seen_often, sheaf_of

# Reviews are many and alike; sets that speak like people among themselves are few. Sets not named count 1 a text.
_MOOD_WEIGHTS: Final = {
    "book_review": 2.0,
    "cped": 0.1,
    "nlpcc2013_emo": 1.5,
    "nlpcc2014_emo_sent": 2.0,
    "nlpcc2014_sc": 2.5,
    "online_shopping_10_cats": 0.7,
    "smp2020_usual": 2.0,
}
# Labelled by its emoticons: half of it is read with them, the other half mostly without, and the emoticons alone.
_FACES_DECIDE: Final = "weibo_senti_100k_sub"
_WITH_FACES, _WITHOUT_FACES, _SEEN_TWICE, _FACES_ALONE = 2.2, 2.0, 1.2, 0.7
_SOFT_WITHOUT_FACES: Final = 0.2
# Questions and commands: neutral but for a few.
_EVERYDAY: Final = ("lcqmc", "oppo_xiaobu", "afqmc", "stsb_caption", "smp2019_nlu_cmd", "crosswoz_dlg")
_EVERYDAY_SHARES: Final = (0.05, 0.90, 0.05)
_EVERYDAY_WEIGHT: Final = 0.3
# Unlabelled chat is labelled by two first models that read no reviews. Their shares are sharpened, then moved so that
# on the whole they are these: a model of blogs takes chat for far more heated than it is.
_CHAT_SHARES: Final = {
    "lccc_toy_chat": (0.13, 0.69, 0.18),
    "nus_sms_zh": (0.15, 0.69, 0.16),
    "cped": (0.22, 0.61, 0.17),
}
_CHAT_WEIGHTS: Final = {"lccc_toy_chat": 2.0, "nus_sms_zh": 1.0, "cped": 1.0}
_SHARPER: Final = 1.3
_CHATTY: Final = ("smp2020_usual", "nlpcc2013_emo", "nlpcc2014_emo_sent", "nlpcc2014_emo_weibo", "cped")
_OFFENCE_WEIGHTS: Final = {"cold": 1.0, "swsr": 2.0}
_CALM_WEIGHT: Final = 0.4
_SOFT: Final = 0.04
_LEAST_SEEN: Final = 5
_FIRST: Final = Step(passes=4, rate=0.3, pull=2e-3)
_SECOND: Final = Step(passes=4, rate=0.3, pull=1e-3)
_HOSTILE: Final = Step(passes=5, rate=0.3, pull=2e-3)


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything that is read, as rows of the weight table."""

    moods: Mapping[str, tuple[Sheaf, list[int]]]
    stripped: Mapping[str, tuple[Sheaf, list[int]]]
    faces: tuple[Sheaf, list[int]]
    offences: Mapping[str, tuple[Sheaf, list[int]]]
    everyday: Mapping[str, Sheaf]

    def sheaves(self) -> list[Sheaf]:
        """All texts, for counting."""
        labelled = [*self.moods.values(), *self.stripped.values(), *self.offences.values()]
        return [sheaf for sheaf, _ in labelled] + list(self.everyday.values())


def gather(folder: Path) -> Texts:
    """Read every set; of texts with faces keep a copy without them."""
    moods = read_distinct(folder, MOODS)
    stripped = {name: [_stripped(one) for one in some if _stripped(one) != one] for name, some in moods.items()}
    return Texts(
        {name: _sheaf(some) for name, some in moods.items()},
        {name: _sheaf(some) for name, some in stripped.items() if some},
        _sheaf([Example(faces_of(one.text), one.label) for one in moods[_FACES_DECIDE]]),
        {name: _sheaf(some) for name, some in read_distinct(folder, OFFENCES).items()},
        {name: sheaf_of(lines) for name, lines in read_unlabelled(folder).items()},
    )


def learn(texts: Texts) -> tuple[Head, Head]:
    """The heads for moods and for hostile; the moods from labelled texts and from chat labelled by first models."""
    allowed = seen_often(texts.sheaves(), least=_LEAST_SEEN)
    calm = [_everyday(texts.everyday[name]) for name in _EVERYDAY]
    plain = _labelled(texts, _CHATTY, {**_MOOD_WEIGHTS, "cped": 0.25}) + calm
    faced = _labelled(texts, _CHATTY, {**_MOOD_WEIGHTS, "cped": 1.0}) + calm + _by_faces(texts)
    first = [fit(joined(known), _FIRST, allowed=allowed, seed=1) for known in (plain, faced)]
    known = _labelled(texts, texts.moods, _MOOD_WEIGHTS) + _by_faces(texts) + calm
    chat = [_chat(texts, name, first) for name in _CHAT_SHARES]
    moods = fit(joined(known + chat), _SECOND, allowed=allowed, seed=1)
    hostile = fit(joined(_offences(texts)), _HOSTILE, allowed=allowed, seed=1)
    return moods, hostile


def moved_to(shares: Floats, wanted: Sequence[float]) -> Floats:
    """The shares with each class made likelier or less so by one factor, so that their means are as wanted."""
    factors = np.zeros(len(wanted))
    for _ in range(200):
        moved = shares * np.exp(factors)
        moved /= moved.sum(1, keepdims=True)
        factors += 0.5 * np.log(np.asarray(wanted) / moved.mean(0))
    result: Floats = moved.astype(np.float32)
    return result


def _labelled(texts: Texts, names: Iterable[str], weights: Mapping[str, float]) -> list[Lesson]:
    kinds = (texts.moods, texts.stripped)
    return [
        _lesson(*kind[name], weight=weights.get(name, 1.0))
        for name in names
        for kind in kinds
        if name in kind and name != _FACES_DECIDE
    ]


def _by_faces(texts: Texts) -> list[Lesson]:
    """The same text with and without its faces would teach the words by heart, and faces nothing: hence the halves."""
    with_faces = _lesson(*texts.moods[_FACES_DECIDE], weight=_WITH_FACES)
    with_faces.weights[1::2] = 0
    sheaf, labels = texts.stripped[_FACES_DECIDE]
    either = np.asarray((_SOFT_WITHOUT_FACES / 2, 0, _SOFT_WITHOUT_FACES / 2), np.float32)
    targets = np.eye(3, dtype=np.float32)[np.asarray(labels)] * np.float32(1 - _SOFT_WITHOUT_FACES) + either
    weights = np.full(len(sheaf), _WITHOUT_FACES, np.float32)
    weights[::2] = _SEEN_TWICE
    return [with_faces, Lesson(sheaf, targets, weights), _lesson(*texts.faces, weight=_FACES_ALONE)]


def _lesson(sheaf: Sheaf, labels: Sequence[int], *, weight: float, classes: int = 3) -> Lesson:
    return Lesson(sheaf, _targets(labels, classes=classes), np.full(len(sheaf), weight, np.float32))


def _everyday(sheaf: Sheaf) -> Lesson:
    shares = np.tile(np.asarray(_EVERYDAY_SHARES, np.float32), (len(sheaf), 1))
    return Lesson(sheaf, shares, np.full(len(sheaf), _EVERYDAY_WEIGHT, np.float32))


def _chat(texts: Texts, name: str, teachers: Sequence[Head]) -> Lesson:
    sheaf = texts.everyday[name] if name in texts.everyday else texts.moods[name][0]
    shares = np.mean([probabilities(teacher, sheaf) for teacher in teachers], 0) ** _SHARPER
    shares = moved_to(shares / shares.sum(1, keepdims=True), _CHAT_SHARES[name])
    return Lesson(sheaf, shares, np.full(len(sheaf), _CHAT_WEIGHTS[name], np.float32))


def _offences(texts: Texts) -> list[Lesson]:
    lessons = [
        _lesson(*labelled, weight=_OFFENCE_WEIGHTS[name], classes=2) for name, labelled in texts.offences.items()
    ]
    for sheaf in texts.everyday.values():
        calm = np.tile(np.asarray((0.98, 0.02), np.float32), (len(sheaf), 1))
        lessons.append(Lesson(sheaf, calm, np.full(len(sheaf), _CALM_WEIGHT, np.float32)))
    return lessons


def _targets(labels: Sequence[int], *, classes: int) -> Floats:
    sharp = np.eye(classes, dtype=np.float32)[np.asarray(labels)]
    targets: Floats = sharp * np.float32(1 - _SOFT) + np.float32(_SOFT / classes)
    return targets


def _sheaf(examples: Sequence[Example]) -> tuple[Sheaf, list[int]]:
    return sheaf_of([one.text for one in examples]), [one.label for one in examples]


def _stripped(one: Example) -> Example:
    return Example(without_faces(one.text), one.label)

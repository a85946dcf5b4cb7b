"""What the model learns from and how much each set counts; how fitting works is another module's business."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from training.corpora import MOODS, OFFENCES, Example, read_distinct, read_unlabelled, without_faces
from training.fit import Floats, Head, Lesson, Sheaf, Step, fit, joined, probabilities, seen_often, sheaf_of

# Reviews are many and alike; chat-like sets are few. Sets not named count 1 a text.
_MOOD_WEIGHTS: Final = {
    "cped": 0.1,
    "online_shopping_10_cats": 0.7,
    "weibo_senti_100k_sub": 0.7,
    "smp2020_usual": 1.5,
    "nlpcc2014_emo_sent": 1.2,
}
# Questions and commands: neutral but for a few.
_EVERYDAY: Final = ("lcqmc", "oppo_xiaobu", "afqmc", "stsb_caption", "smp2019_nlu_cmd", "crosswoz_dlg")
_EVERYDAY_SHARES: Final = (0.05, 0.90, 0.05)
_EVERYDAY_WEIGHT: Final = 0.3
# Unlabelled chat is labelled by a first model, whose shares are moved so that on the whole they are these: a model of
# reviews and blogs takes chat for far more heated than it is.
_CHAT_SHARES: Final = {
    "lccc_toy_chat": (0.14, 0.67, 0.19),
    "nus_sms_zh": (0.15, 0.69, 0.16),
    "cped": (0.22, 0.60, 0.18),
}
_CHAT_WEIGHTS: Final = {"lccc_toy_chat": 1.0, "nus_sms_zh": 0.5, "cped": 0.5}
_FACES_DECIDE: Final = "weibo_senti_100k_sub"  # labelled by its emoticons: half of it is read without them
_SOFT: Final = 0.04
_LEAST_SEEN: Final = 2
_FIRST: Final = Step(passes=3, rate=0.3, pull=3e-3)
_SECOND: Final = Step(passes=4, rate=0.3, pull=3e-3)
_HOSTILE: Final = Step(passes=4, rate=0.3, pull=3e-3)


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything that is read, as rows of the weight table."""

    moods: Mapping[str, tuple[Sheaf, list[int]]]
    stripped: Mapping[str, tuple[Sheaf, list[int]]]
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
        {name: _sheaf(some) for name, some in read_distinct(folder, OFFENCES).items()},
        {name: sheaf_of(lines) for name, lines in read_unlabelled(folder).items()},
    )


def learn(texts: Texts) -> tuple[Head, Head]:
    """The heads for moods and for hostile; twice for moods, the second time with chat labelled by the first."""
    allowed = seen_often(texts.sheaves(), least=_LEAST_SEEN)
    known = _labelled(texts) + [_everyday(texts.everyday[name]) for name in _EVERYDAY]
    first = fit(joined(known), _FIRST, allowed=allowed, seed=1)
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


def _labelled(texts: Texts) -> list[Lesson]:
    lessons = []
    for kind in (texts.moods, texts.stripped):
        for name, (sheaf, labels) in kind.items():
            weights = np.full(len(sheaf), _MOOD_WEIGHTS.get(name, 1.0), np.float32)
            if name == _FACES_DECIDE:
                # The same text with and without its faces would teach the words by heart, and faces nothing.
                weights[(0 if kind is texts.stripped else 1) :: 2] = 0
                weights *= 2
            lessons.append(Lesson(sheaf, _targets(labels, classes=3), weights))
    return lessons


def _everyday(sheaf: Sheaf) -> Lesson:
    shares = np.tile(np.asarray(_EVERYDAY_SHARES, np.float32), (len(sheaf), 1))
    return Lesson(sheaf, shares, np.full(len(sheaf), _EVERYDAY_WEIGHT, np.float32))


def _chat(texts: Texts, name: str, teacher: Head) -> Lesson:
    sheaf = texts.everyday[name] if name in texts.everyday else texts.moods[name][0]
    shares = moved_to(probabilities(teacher, sheaf), _CHAT_SHARES[name])
    return Lesson(sheaf, shares, np.full(len(sheaf), _CHAT_WEIGHTS[name], np.float32))


def _offences(texts: Texts) -> list[Lesson]:
    lessons = [
        Lesson(sheaf, _targets(labels, classes=2), np.ones(len(sheaf), np.float32))
        for sheaf, labels in texts.offences.values()
    ]
    for sheaf in texts.everyday.values():
        calm = np.tile(np.asarray((0.98, 0.02), np.float32), (len(sheaf), 1))
        lessons.append(Lesson(sheaf, calm, np.full(len(sheaf), 0.3, np.float32)))
    return lessons


def _targets(labels: Sequence[int], *, classes: int) -> Floats:
    sharp = np.eye(classes, dtype=np.float32)[np.asarray(labels)]
    targets: Floats = sharp * np.float32(1 - _SOFT) + np.float32(_SOFT / classes)
    return targets


def _sheaf(examples: Sequence[Example]) -> tuple[Sheaf, list[int]]:
    return sheaf_of([one.text for one in examples]), [one.label for one in examples]


def _stripped(one: Example) -> Example:
    return Example(without_faces(one.text), one.label)

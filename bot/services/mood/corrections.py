"""What one group's moderators taught the check: learnt one by one, listed, undone, handed out; stored elsewhere."""

import importlib
import importlib.util
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cache
from math import log
from types import ModuleType
from typing import Any, Final

from bot.domain.mood.corrections import FURTHEST, Aspect, Correction, shifted, telling
from bot.domain.mood.normalise import normalise
from bot.domain.mood.verdict import Score
from bot.services.mood.words import Words

_SO, _NOT = "so", "not"
# After this many corrections of an aspect half of what was learnt is believed.
_HALF_BELIEVED: Final = 2
_PARTS: Final = "weilu_snownlp_parts"
_NEVER_SURER: Final = 1e-6


class Corrections:
    """A group's corrections; those of an aspect are one naive Bayes classifier over words."""

    def __init__(self, words: Words, known: Iterable[Correction] = ()) -> None:
        self._words = words
        self._known = {one.number: one for one in known}
        self._learnt = {aspect: self._relearnt(aspect) for aspect in Aspect}

    def listed(self) -> list[Correction]:
        """Every correction in force, the latest first."""
        return sorted(self._known.values(), key=lambda one: -one.number)

    def exported(self) -> list[dict[str, object]]:
        """Every correction in force as plain data."""
        return [asdict(one) for one in self.listed()]

    def words_of(self, text: str) -> tuple[str, ...]:
        """The words of a message that a correction keeps."""
        return telling(self._words.cut(normalise([text])[0]))

    def learn(self, correction: Correction) -> None:
        """Take a correction in; the same number again changes nothing."""
        if correction.number in self._known:
            return
        self._known[correction.number] = correction
        self._learnt[correction.aspect].train([_lesson(correction)])

    def undo(self, number: int) -> Correction | None:
        """Forget a correction as if it had never been said; None where there is no such number."""
        gone = self._known.pop(number, None)
        if gone is not None:
            self._learnt[gone.aspect] = self._relearnt(gone.aspect)
        return gone

    def applied(self, texts: Sequence[str], scores: Sequence[Score]) -> list[Score]:
        """The scores of these texts as this group would have them."""
        if not self._known:
            return list(scores)
        return [self._applied(even, score) for even, score in zip(normalise(texts), scores, strict=True)]

    def _applied(self, even: str, score: Score) -> Score:
        words = telling(self._words.cut(even))
        by = {aspect: self._shift(aspect, words) for aspect in Aspect}
        if not any(by.values()):
            return score
        return shifted(score, negative=by[Aspect.NEGATIVE], hostile=by[Aspect.HOSTILE])

    def _shift(self, aspect: Aspect, words: Sequence[str]) -> float:
        bayes = self._learnt[aspect]
        heard = [word for word in words if any(kind.exists(word) for kind in bayes.d.values())]
        if not heard:
            return 0.0
        kind, share = bayes.classify(heard)
        share = min(max(share, _NEVER_SURER), 1 - _NEVER_SURER)
        odds = log(share / (1 - share)) * (1 if kind == _SO else -1)
        count = sum(one.aspect is aspect for one in self._known.values())
        believed = count / (count + _HALF_BELIEVED) * len(heard) / len(words)
        return max(-FURTHEST[aspect], min(FURTHEST[aspect], odds)) * believed

    def _relearnt(self, aspect: Aspect) -> Any:
        bayes = _bayes_module().Bayes()
        # Both kinds begin with one word nobody says, so that a single correction is not the whole truth.
        bayes.train([([""], _SO), ([""], _NOT)])
        bayes.train([_lesson(one) for one in self._known.values() if one.aspect is aspect])
        return bayes


def _lesson(correction: Correction) -> tuple[tuple[str, ...], str]:
    return correction.words, _SO if correction.is_so else _NOT


@cache
def _bayes_module() -> ModuleType:
    """Snownlp's classifier alone: importing the package would load its segmenter and tagger, 1.8 s and 400 MB."""
    found = importlib.util.find_spec("snownlp")
    if found is None or found.submodule_search_locations is None:
        message = "snownlp is not installed: corrections of the mood check need its classifier; run pip install snownlp"
        raise ModuleNotFoundError(message)
    parts = ModuleType(_PARTS)
    parts.__path__ = list(found.submodule_search_locations)
    sys.modules[_PARTS] = parts
    return importlib.import_module(f"{_PARTS}.classification.bayes")

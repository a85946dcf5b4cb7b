"""The check itself: messages in, scores out; it knows neither groups nor members."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from bot.domain.mood.insults import insults_in, insults_nobody
from bot.domain.mood.normalise import normalise
from bot.domain.mood.verdict import ABSTAINED, ALERT_FROM, HOSTILE_FROM, INSULT_IS, SURE_FROM, Score, is_sure
from bot.services.mood import model, reasons, words
from bot.services.mood.model import Reading

_NEUTRAL, _POSITIVE = 1, 2
# How hostile a text is at most that insults nobody.
_AT_NOBODY: Final = 0.2


_NOTHING = Score(0.0, 1.0, 0.0, 0.0, sure=False)
"""Of a message in which nothing is said."""


def _scored(shares: tuple[float, float, float], hostile: float, why: tuple[str, ...]) -> Score:
    return Score(*shares, hostile, is_sure(shares), why)


@dataclass(frozen=True, slots=True)
class Glances:
    """Of each text its kind (its mood's place in MOODS, or ABSTAINED) and its share of negative, in thousandths.

    Of those worth a look: their places, their scores, and the texts made even.
    """

    kinds: list[int]
    gloom: list[int]
    worth_a_look: list[int]
    scores: list[Score]
    even: list[str]


@dataclass(frozen=True, slots=True)
class Check:
    """A loaded model with its word list."""

    model: model.Model
    words: words.Words

    @classmethod
    def load(cls, *, own: Sequence[str] = ()) -> Self:
        """Load what is shipped; `own` are a group's own words."""
        return cls(model.load(), words.load(own=normalise(own)))

    def score(self, texts: Sequence[str]) -> list[Score]:
        """One score a text, in order. Cheapest for many texts at once; never fails, whatever a text holds."""
        if not texts:
            return []
        even, reading, insults, shares, hostile = self._read(texts)
        why = self._why(even, reading, insults=insults, shares=shares, hostile=hostile)
        return [
            _scored(tuple(three), anger, reason) if text.strip() else _NOTHING
            for three, anger, text, reason in zip(shares.tolist(), hostile.tolist(), even, why, strict=True)
        ]

    def glance(self, texts: Sequence[str]) -> Glances:
        """The same without reasons, for counting: at less than a thousandth of a second for a hundred messages."""
        if not texts:
            return Glances([], [], [], [], [])
        even, _, _, shares, hostile = self._read(texts)
        largest = shares.max(1)
        kinds = shares.argmax(1)
        kinds[shares[:, _NEUTRAL] == largest] = _NEUTRAL
        sure = largest >= SURE_FROM
        sure[[at for at, text in enumerate(even) if not text.strip()]] = False
        kinds[~sure] = ABSTAINED
        worth_a_look = np.flatnonzero((hostile >= HOSTILE_FROM) | (shares[:, 0] >= ALERT_FROM)).tolist()
        scores = [
            Score(float(shares[at, 0]), float(shares[at, 1]), float(shares[at, 2]), float(hostile[at]), bool(sure[at]))
            for at in worth_a_look
        ]
        gloom = np.rint(shares[:, 0] * 1000).astype(np.int64).tolist()
        return Glances(kinds.tolist(), gloom, worth_a_look, scores, [even[at] for at in worth_a_look])

    def _read(
        self, texts: Sequence[str]
    ) -> tuple[list[str], Reading, list[tuple[str, ...]], NDArray[np.float64], NDArray[np.float64]]:
        """Even texts, evidence, insults, and of each text the three shares and how hostile it is."""
        even = normalise(texts)
        reading = self.model.read(even)
        insults = insults_in(even)
        shares = np.asarray(np.round(reading.shares.astype(np.float64), 4), np.float64)
        hostile = np.asarray(np.round(reading.hostile.astype(np.float64), 4), np.float64)
        for at in np.flatnonzero(hostile >= HOSTILE_FROM).tolist():
            if insults_nobody(even[at]):
                hostile[at] = _AT_NOBODY
        insulting = np.array([bool(found) for found in insults])
        hostile[insulting] = np.maximum(hostile[insulting], INSULT_IS)
        return even, reading, insults, shares, hostile

    def _why(
        self,
        even: Sequence[str],
        reading: Reading,
        *,
        insults: Sequence[tuple[str, ...]],
        shares: NDArray[np.float64],
        hostile: NDArray[np.float64],
    ) -> list[tuple[str, ...]]:
        kinds = shares.argmax(1)
        only_hostile = (kinds == _NEUTRAL) & (hostile >= HOSTILE_FROM)
        why: list[tuple[str, ...]] = list(insults)
        moved = np.flatnonzero((kinds != _NEUTRAL) | only_hostile)
        if not len(moved):
            return why
        meant = self.model.meant(reading, positive=kinds == _POSITIVE, hostile=only_hostile)
        totals = reasons.weight_by_character(reading, meant)
        starts = (reading.runs.starts + 1).tolist()
        for at in moved.tolist():
            own = totals[starts[at] : starts[at] + len(even[at]) + 1].tolist()
            spoke = reasons.words_that_spoke(even[at], totals=own, words=self.words)
            why[at] = tuple(dict.fromkeys(why[at] + spoke))
        return why

"""The check itself: messages in, scores out; it knows neither groups nor members."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from bot.domain.mood.insults import insults_in
from bot.domain.mood.normalise import normalise
from bot.domain.mood.verdict import HOSTILE_FROM, INSULT_IS, Score, is_sure
from bot.services.mood import model, reasons, words
from bot.services.mood.model import HOSTILE, Reading

_NEUTRAL: Final = 1


@dataclass(frozen=True, slots=True)
class Check:
    """A loaded model with its word list."""

    model: model.Model
    words: words.Words

    @classmethod
    def load(cls, *, own: Sequence[str] = ()) -> Self:
        """Load what is shipped; `own` are a group's own words."""
        return cls(model.load(), words.load(own=normalise(own)))

    @classmethod
    async def load_aside(cls, *, own: Sequence[str] = ()) -> Self:
        """Load in a thread, so that the event loop goes on."""
        return await asyncio.to_thread(cls.load, own=own)

    def score(self, texts: Sequence[str]) -> list[Score]:
        """One score a text, in order. Cheapest for many texts at once; never fails, whatever a text holds."""
        if not texts:
            return []
        even = normalise(texts)
        reading = self.model.read(even)
        insults = insults_in(even)
        shares = np.asarray(np.round(reading.shares.astype(np.float64), 4), np.float64)
        hostile = np.asarray(np.round(reading.hostile.astype(np.float64), 4), np.float64)
        insulting = np.array([bool(found) for found in insults])
        hostile[insulting] = np.maximum(hostile[insulting], INSULT_IS)
        why = self._why(even, reading, insults=insults, shares=shares, hostile=hostile)
        return [
            Score(negative, neutral, positive, anger, is_sure((negative, neutral, positive)) and bool(text), reason)
            for (negative, neutral, positive), anger, text, reason in zip(
                shares.tolist(), hostile.tolist(), even, why, strict=True
            )
        ]

    def _why(
        self,
        even: Sequence[str],
        reading: Reading,
        *,
        insults: Sequence[tuple[str, ...]],
        shares: NDArray[np.float64],
        hostile: NDArray[np.float64],
    ) -> list[tuple[str, ...]]:
        columns = shares.argmax(1)
        columns[(columns == _NEUTRAL) & (hostile >= HOSTILE_FROM)] = HOSTILE
        why: list[tuple[str, ...]] = list(insults)
        moved = np.flatnonzero(columns != _NEUTRAL)
        if not len(moved):
            return why
        totals = reasons.weight_by_character(reading, columns, self.model.scale)
        starts = (reading.runs.starts + 1).tolist()
        for at in moved.tolist():
            own = totals[starts[at] : starts[at] + len(even[at]) + 1].tolist()
            spoke = reasons.words_that_spoke(even[at], totals=own, words=self.words)
            why[at] = tuple(dict.fromkeys(why[at] + spoke))
        return why

"""A small model of what group spam reads like; it asks moderators about a newcomer's words, and does nothing itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Final

from bot.domain.adverts import SHORTEST, grams_of

SHIPPED: Final = Path(__file__).parent / "adverts.txt"


@dataclass(frozen=True, slots=True)
class Adverts:
    """Weights of runs of characters, and from which score on a text is asked about."""

    weights: Mapping[str, int]
    least: float

    def score(self, text: str) -> float:
        """By the root of how many runs a text has: a long one says no more than a short one."""
        grams = grams_of(text)
        known = self.weights
        return sum(known.get(gram, 0) for gram in grams) / sqrt(len(grams)) if grams else 0.0

    def has(self, text: str) -> bool:
        return len(text) >= SHORTEST and self.score(text) >= self.least


@cache
def shipped() -> Adverts:
    """As `python -m training.adverts` wrote it."""
    first, *lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    weights = {gram: int(weight) for gram, _, weight in (line.rpartition("\t") for line in lines)}
    return Adverts(weights, float(first))

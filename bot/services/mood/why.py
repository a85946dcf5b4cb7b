"""Why an alert was raised, in at most three words: such as everybody uses for a mood, never who somebody is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.domain.mood.corrections import Aspect
from bot.domain.mood.insults import insults_in

if TYPE_CHECKING:
    from bot.services.mood.check import Check
    from storage.mood_alerts import Mark

LISTED: Final = Path(__file__).parent / "model" / "low.txt"
_SHOWN: Final = 3


def words_behind(check: Check, marks: Sequence[Mark], *, aspect: Aspect) -> list[str]:
    """The words that weigh most, each by how many people used it; of hostile messages the insults among them."""
    used = Counter(word for word, _ in sorted({(word, mark.user_id) for mark in marks for word in mark.words}))
    words = [word for word in used if _tells(word, aspect)]
    scores = zip(words, check.score(words), strict=True)
    weights = {word: used[word] * (score.hostile + score.negative) for word, score in scores}
    return sorted(words, key=lambda word: (-weights[word], word))[:_SHOWN]


def _tells(word: str, aspect: Aspect) -> bool:
    """Only words of a list that was read by people may be given: in any other a name could hide."""
    return bool(insults_in([word])[0]) if aspect is Aspect.HOSTILE else word in _low()


@cache
def _low() -> frozenset[str]:
    return frozenset(LISTED.read_text(encoding="utf-8").split())

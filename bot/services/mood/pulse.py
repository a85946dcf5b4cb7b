"""Scores of plain messages settled into counts, and read back; the check runs before the batch's transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from bot.domain.activity import Heard
from bot.domain.day import local_day
from bot.domain.mood.corrections import Aspect, Correction, telling
from bot.domain.mood.normalise import normalise
from bot.domain.mood.pulse import HOUR, Counts, Hour
from bot.domain.mood.verdict import Score
from bot.services.mood.corrections import Corrections
from storage import mood, mood_alerts
from storage.database import Reader, Unit
from storage.mood_alerts import Mark

if TYPE_CHECKING:
    from bot.services.mood.check import Check

_LONGEST: Final = 1_000
"""Characters of a message that are read: whoever is angry says so by then."""

_ASIDE: Final = 4_000
"""Characters in a batch, about ten milliseconds' work, from which the event loop does not wait for the check."""

_HISTORY: Final = 56 * 24
"""Hours that a baseline reaches back: eight times each weekday."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A batch, each message with its score, and those among them worth a look."""

    messages: Sequence[tuple[Heard, Score]] = ()
    marks: Sequence[Mark] = ()


class Pulse:
    """Silent until the check is loaded: messages before that are not scored."""

    def __init__(self) -> None:
        self._check: Check | None = None
        self._learnt: dict[int, Corrections] = {}
        self.loaded = asyncio.Event()

    async def begin(self, reader: Reader) -> None:
        """Load what is shipped, beside the event loop, and what the moderators of each group taught."""
        self._check, self.loaded = None, asyncio.Event()
        check = await asyncio.to_thread(_loaded)
        known: dict[int, list[Correction]] = {}
        for chat_id, each in await mood_alerts.corrections(reader):
            known.setdefault(chat_id, []).append(each)
        self._learnt = {chat_id: Corrections(check.words, taught) for chat_id, taught in known.items()}
        self._check = check
        self.loaded.set()

    def learn(self, chat_id: int, correction: Correction) -> None:
        """Told after the commit."""
        if self._check is not None:
            self._learnt.setdefault(chat_id, Corrections(self._check.words)).learn(correction)

    async def score(self, heard: Sequence[Heard]) -> Scored:
        """Those with words of their own; what was forwarded is somebody else's mood."""
        own = [each for each in heard if each.text and not each.is_forward]
        if self._check is None or not own:
            return Scored()
        texts = [each.text[:_LONGEST] for each in own]
        if sum(map(len, texts)) < _ASIDE:
            scores = self._check.score(texts, with_why=False)
        else:
            scores = await asyncio.to_thread(self._check.score, texts, with_why=False)
        messages = [self._as_taught(*each) for each in zip(own, scores, strict=True)]
        return Scored(messages, [self._mark(*each) for each in messages if _aspect(each[1])])

    def _as_taught(self, heard: Heard, score: Score) -> tuple[Heard, Score]:
        learnt = self._learnt.get(heard.chat_id)
        # Corrections cost more than the check: asked where they can make a difference to anybody.
        if learnt is None or _aspect(score) is None:
            return heard, score
        return heard, learnt.applied([heard.text[:_LONGEST]], [score])[0]

    def _mark(self, heard: Heard, score: Score) -> Mark:
        words: tuple[str, ...] = ()
        if self._check is not None:
            words = telling(self._check.words.cut(normalise([heard.text[:_LONGEST]])[0]))
        aspect = _aspect(score) or Aspect.NEGATIVE
        return Mark(heard.chat_id, heard.message_id, heard.topic, heard.at, aspect, words)


def _aspect(score: Score) -> Aspect | None:
    if score.is_hostile:
        return Aspect.HOSTILE
    return Aspect.NEGATIVE if score.is_alarming else None


async def settle(unit: Unit, scored: Scored) -> None:
    """One upsert a chat, topic and hour; no text goes any further."""
    by_place: dict[mood.Where, list[Score]] = {}
    for each, score in scored.messages:
        by_place.setdefault((each.chat_id, each.at // HOUR, each.topic), []).append(score)
    if by_place:
        await mood.count(unit, {place: Counts.of(scores) for place, scores in by_place.items()})


async def since_day(
    reader: Reader, *, chat_id: int, at: int, days: int, timezone: str, starts_at: int
) -> tuple[dict[int, list[Hour]], list[Hour]]:
    """The hours of the last days by local day (today among them, silent days too), and those before to compare with."""
    now = at // HOUR
    found = await mood.hours(reader, chat_id=chat_id, since=now - (days + 1) * 24 - _HISTORY, until=now + 1)
    today = local_day(at, timezone, starts_at=starts_at)
    shown: dict[int, list[Hour]] = {day: [] for day in range(today - days + 1, today + 1)}
    past: list[Hour] = []
    for each in found:
        shown.get(local_day(each.hour * HOUR, timezone, starts_at=starts_at), past).append(each)
    return shown, past


@cache
def _loaded() -> Check:
    """Imported here: numpy alone takes longer than all the rest of a start."""
    from bot.services.mood.check import Check

    return Check.load()

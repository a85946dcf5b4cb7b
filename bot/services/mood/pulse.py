"""Scores of plain messages settled into counts, and read back; the check runs before the batch's transaction."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.domain.activity import Heard
from bot.domain.day import local_day
from bot.domain.mood.pulse import HOUR, NOTHING, Counts, Hour
from bot.domain.mood.verdict import Score
from storage import mood
from storage.database import Reader, Unit

if TYPE_CHECKING:
    from bot.services.mood.check import Check

_LONGEST: Final = 1_000
"""Characters of a message that are read: whoever is angry says so by then."""

_ASIDE: Final = 4_000
"""Characters in a batch, about ten milliseconds' work, from which the event loop does not wait for the check."""

_HISTORY: Final = 56 * 24
"""Hours that a baseline reaches back: eight times each weekday."""

Scored: TypeAlias = list[tuple[Heard, Score]]


class Pulse:
    """Silent until the check is loaded: messages before that are not scored."""

    def __init__(self) -> None:
        self._check: Check | None = None
        self.loaded = asyncio.Event()

    async def begin(self, _: Reader) -> None:
        """Load what is shipped, beside the event loop."""
        self._check = await asyncio.to_thread(_loaded)
        self.loaded.set()

    async def score(self, heard: Sequence[Heard]) -> Scored:
        """Those with words of their own, each with its score; what was forwarded is somebody else's mood."""
        own = [each for each in heard if each.text and not each.is_forward]
        if self._check is None or not own:
            return []
        texts = [each.text[:_LONGEST] for each in own]
        if sum(map(len, texts)) < _ASIDE:
            scores = self._check.score(texts, with_why=False)
        else:
            scores = await asyncio.to_thread(self._check.score, texts, with_why=False)
        return list(zip(own, scores, strict=True))


async def settle(unit: Unit, scored: Scored) -> None:
    """One upsert a chat, topic and hour; no text goes any further."""
    kinds = Counter((each.chat_id, each.at // HOUR, each.topic, Counts.of(score)) for each, score in scored)
    counts: dict[mood.Where, Counts] = {}
    for (*where, kind), times in kinds.items():
        place = (where[0], where[1], where[2])
        counts[place] = counts.get(place, NOTHING) + kind * times
    if counts:
        await mood.count(unit, counts)


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

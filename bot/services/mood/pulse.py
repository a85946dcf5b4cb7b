"""Scores of plain messages settled into counts, and read back; the check runs before the batch's transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from bot.domain.activity import Heard
from bot.domain.day import local_day
from bot.domain.mood.corrections import Aspect, Correction, telling
from bot.domain.mood.own_words import Words, read_own
from bot.domain.mood.pulse import HOUR, WINDOW, Counts, Hour
from bot.domain.mood.verdict import MOODS, Mood, Score
from bot.services.mood.corrections import Corrections
from bot.services.mood.why import words_behind
from storage import mood, mood_alerts
from storage.database import Reader, Unit
from storage.mood_alerts import Mark

if TYPE_CHECKING:
    from bot.services.mood.check import Check, Glances

_LONGEST: Final = 1_000
"""Characters of a message that are read: whoever is angry says so by then."""

_ASIDE: Final = 4_000
"""Characters in a batch, about ten milliseconds' work, from which the event loop does not wait for the check."""

_HISTORY: Final = 56 * 24
"""Hours that a baseline reaches back: eight times each weekday."""

_FINE_FOR: Final = 24 * HOUR

NO_WORDS: Final[Mapping[int, Words]] = {}

_NEGATIVE: Final = MOODS.index(Mood.NEGATIVE)
# Places in a list of numbers in the order of `Counts`, whose first are the kinds.
_HOSTILE, _ALARMING, _GLOOM, _SCATTER = range(len(MOODS) + 1, len(MOODS) + 5)


@dataclass(frozen=True, slots=True)
class Scored:
    """A batch counted by place, the messages among them that are worth a look, and each group's first negative one.

    `low` holds its time by chat, in epoch seconds.
    """

    counts: Mapping[mood.Where, Counts] = field(default_factory=dict)
    marks: Sequence[Mark] = ()
    low: Mapping[int, int] = field(default_factory=dict)


class Pulse:
    """Silent until the check is loaded: messages before that are not scored."""

    def __init__(self) -> None:
        self._check: Check | None = None
        self._learnt: dict[int, Corrections] = {}
        self.loaded = asyncio.Event()
        self.fault = ""
        """Why the check could not be loaded; empty while it loads, and once it is."""

    async def begin(self, reader: Reader) -> None:
        """Load what is shipped, beside the event loop, and what the moderators of each group taught."""
        self.fault = ""
        try:
            check = await asyncio.to_thread(_loaded) if self._check is None else self._check
        except Exception as error:
            self.fault = f"{type(error).__name__}: {error}"
            raise
        known: dict[int, list[Correction]] = {}
        for chat_id, each in await mood_alerts.corrections(reader):
            known.setdefault(chat_id, []).append(each)
        self._learnt = {chat_id: Corrections(check.words, taught) for chat_id, taught in known.items()}
        self._check = check
        self.loaded.set()

    def learn(self, chat_id: int, correction: Correction) -> None:
        """To be called after the commit."""
        if self._check is not None:
            self._learnt.setdefault(chat_id, Corrections(self._check.words)).learn(correction)

    def unlearn(self, chat_id: int, number: int) -> None:
        """To be called after the commit."""
        if chat_id in self._learnt:
            self._learnt[chat_id].undo(number)

    def why(self, marks: Sequence[Mark], *, aspect: Aspect) -> list[str]:
        """At most three words; none while the check is not loaded."""
        return [] if self._check is None else words_behind(self._check, marks, aspect=aspect)

    def moved(self, old: int, new: int) -> None:
        if (learnt := self._learnt.pop(old, None)) is not None:
            self._learnt[new] = learnt

    async def score(self, heard: Sequence[Heard], *, words: Mapping[int, Words] = NO_WORDS) -> Scored:
        """Words of their own only: what was forwarded is somebody else's mood, and a command has none.

        A sticker says what its emoji does. `words` are those that mean something of their own in a chat.
        """
        own = [each for each in heard if (each.text or each.emoji) and not each.is_forward and each.text[:1] != "/"]
        if self._check is None or not own:
            return Scored()
        texts = _said(own, words)
        if sum(map(len, texts)) < _ASIDE:
            glances = self._check.glance(texts)
        else:
            glances = await asyncio.to_thread(self._check.glance, texts)
        marks: list[Mark] = []
        sums = _counted(own, glances)
        for at, score, even in zip(glances.worth_a_look, glances.scores, glances.even, strict=True):
            taught = self._as_taught(own[at].chat_id, texts[at], score)
            own_sums = sums[_place(own[at])]
            own_sums[glances.kinds[at]] -= 1
            own_sums[taught.kind] += 1
            own_sums[_HOSTILE] += taught.is_hostile
            own_sums[_ALARMING] += taught.is_alarming
            _darken(own_sums, round(1000 * taught.negative), instead_of=glances.gloom[at])
            if (aspect := _aspect(taught)) is not None:
                marks.append(self._mark(own[at], aspect, even=even))
        return Scored({place: Counts(*each) for place, each in sums.items()}, marks, _first_low(own, glances.kinds))

    def _as_taught(self, chat_id: int, text: str, score: Score) -> Score:
        """Corrections cost more than the check: asked only of messages worth a look."""
        learnt = self._learnt.get(chat_id)
        return score if learnt is None else learnt.applied([text], [score])[0]

    def _mark(self, heard: Heard, aspect: Aspect, *, even: str) -> Mark:
        words: tuple[str, ...] = ()
        if self._check is not None:
            words = telling(self._check.words.cut(even))
        return Mark(heard.chat_id, heard.message_id, heard.topic, heard.user_id, heard.at, aspect, words)


def _said(heard: Sequence[Heard], words: Mapping[int, Words]) -> list[str]:
    texts = [(each.text or each.emoji)[:_LONGEST] for each in heard]
    if not words:
        return texts
    return [read_own(said, words.get(each.chat_id, ())) for said, each in zip(texts, heard, strict=True)]


def _place(heard: Heard) -> mood.Where:
    return heard.chat_id, heard.at // WINDOW, heard.topic


def _counted(heard: Sequence[Heard], glances: Glances) -> dict[mood.Where, list[int]]:
    """Numbers in the order of `Counts`."""
    sums: dict[mood.Where, list[int]] = {}
    for each, kind, gloom in zip(heard, glances.kinds, glances.gloom, strict=True):
        place = each.chat_id, each.at // WINDOW, each.topic
        own = sums.get(place)
        if own is None:
            own = sums[place] = [0] * (_SCATTER + 1)
        own[kind] += 1
        own[_GLOOM] += gloom
        own[_SCATTER] += gloom * gloom // 1000
    return sums


def _first_low(heard: Sequence[Heard], kinds: Sequence[int]) -> dict[int, int]:
    backwards = zip(reversed(heard), reversed(kinds), strict=True)
    return {each.chat_id: each.at for each, kind in backwards if kind == _NEGATIVE}


def _darken(sums: list[int], gloom: int, *, instead_of: int) -> None:
    """What corrections made of a message, in the place of what the check did."""
    sums[_GLOOM] += gloom - instead_of
    sums[_SCATTER] += gloom * gloom // 1000 - instead_of * instead_of // 1000


def _aspect(score: Score) -> Aspect | None:
    if score.is_hostile:
        return Aspect.HOSTILE
    return Aspect.NEGATIVE if score.is_alarming else None


async def settle(unit: Unit, scored: Scored) -> None:
    """One upsert a chat, topic and ten minutes; no text goes any further."""
    if scored.counts:
        await mood.count(unit, scored.counts)


async def coarsen(unit: Unit, *, now: int) -> None:
    """What is more than a day old is remembered by hours."""
    await mood.coarsen(unit, before=(now - _FINE_FOR) // HOUR * HOUR)


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

    check = Check.load()
    check.glance(["围炉"])  # the first text builds the patterns: a fifth of a second that the loop need not spend
    return check

"""Whether moderators are to be told of the mood now, and what they answered; the words are the handler's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from bot.domain.mood.corrections import Aspect, Correction
from bot.domain.mood.pulse import HOUR, WINDOW
from bot.domain.mood.shift import LONGEST, RARITIES, Shift, habits, hours_to_compare, is_of_many, shifts
from storage import mood, mood_alerts, queues
from storage.database import Reader, Unit
from storage.mood_alerts import Alert, Mark
from storage.queues import Timer

KIND: Final = "mood"
KIND_TRAINED: Final = "mood_trained"
Answer: TypeAlias = Literal["seen", "muted", "wrong", "right", "warned"]

_SOON: Final = 60
"""Seconds from a first negative message to the look at its group: what follows within them is looked at together."""

_COOL: Final[dict[Aspect, int]] = {Aspect.NEGATIVE: 3 * HOUR, Aspect.HOSTILE: HOUR}
_MUTED: Final = HOUR
_SHOWN: Final = 3
_HOT: Final = 3
_SHARED_BY: Final = 5
_DAY: Final = 24 * HOUR
_BACK: Final = 6 * HOUR
"""Hostile words from before then are no news any more."""


@dataclass(frozen=True, slots=True)
class Turned:
    """Something to tell: `shift` is None for hostile words; `marks` are the latest of `since` on, at most three.

    `hot` are words that several of the messages share.
    """

    aspect: Aspect
    since: int
    messages: int
    marks: Sequence[Mark]
    shift: Shift | None = None
    hot: Sequence[str] = ()


async def watch(unit: Unit, marks: Sequence[Mark], *, low: Mapping[int, int]) -> None:
    """Keep what an alert would point at, and wake the looks; `low`: when a group's first negative message came."""
    await mood_alerts.mark(unit, marks)
    first = dict(low)
    for each in marks:
        first.setdefault(each.chat_id, each.at)
    await queues.set_timers_once(unit, [Timer(KIND, str(chat), chat, at + _SOON, "null") for chat, at in first.items()])


async def look(reader: Reader, *, chat_id: int, now: int, sensitivity: int, hostile_from: int) -> list[Turned]:
    """`sensitivity` is from 1 to 5; `hostile_from` messages are enough."""
    found = [
        await _turned(reader, chat_id=chat_id, now=now, rarity=RARITIES[sensitivity - 1]),
        await _hostile(reader, chat_id=chat_id, now=now, least=hostile_from),
    ]
    return [each for each in found if each is not None]


async def hostile_again_at(reader: Reader, *, chat_id: int) -> int:
    """When hostile words are told again, which may be over; what came meanwhile is told then."""
    return await mood_alerts.quiet_until(reader, chat_id=chat_id, aspect=Aspect.HOSTILE)


async def _turned(reader: Reader, *, chat_id: int, now: int, rarity: float) -> Turned | None:
    hour = now // HOUR
    if await mood_alerts.quiet_until(reader, chat_id=chat_id, aspect=Aspect.NEGATIVE) > now:
        return None
    hours = await mood.hours_among(reader, chat_id=chat_id, hours=hours_to_compare(hour))
    latest = await mood.windows(reader, chat_id=chat_id, since=now // WINDOW - LONGEST + 1)
    for turn in shifts(habits(hours), latest, now=now, rarity=rarity):
        marks = await _marks_behind(reader, turn, chat_id=chat_id, now=now)
        if is_of_many([each.user_id for each in marks]):
            return Turned(Aspect.NEGATIVE, marks[0].at, turn.counts.alarming, marks[-_SHOWN:], turn, hot_words(marks))
    return None


async def _marks_behind(reader: Reader, turn: Shift, *, chat_id: int, now: int) -> list[Mark]:
    """The messages that it is seen in, oldest first, without those that a moderator dealt with."""
    since = (now // WINDOW - turn.windows + 1) * WINDOW - 1
    marks = [
        each
        for aspect in Aspect
        for each in await mood_alerts.marks_since(reader, chat_id=chat_id, since=since, aspect=aspect)
        if turn.topic is None or each.topic == turn.topic
    ]
    return sorted(marks, key=lambda each: (each.at, each.message_id))[-turn.counts.alarming :]


async def _hostile(reader: Reader, *, chat_id: int, now: int, least: int) -> Turned | None:
    if await mood_alerts.quiet_until(reader, chat_id=chat_id, aspect=Aspect.HOSTILE) > now:
        return None
    before = await mood_alerts.last_at(reader, chat_id=chat_id, aspect=Aspect.HOSTILE)
    since = max(before, now - _BACK)
    heard = await mood_alerts.marks_since(reader, chat_id=chat_id, since=since, aspect=Aspect.HOSTILE)
    marks = _since_an_hour_of(least, heard)
    if not marks:
        return None
    return Turned(Aspect.HOSTILE, marks[0].at, len(marks), marks[-_SHOWN:], hot=hot_words(marks))


def _since_an_hour_of(least: int, marks: Sequence[Mark]) -> Sequence[Mark]:
    """From the first of so many within an hour on; none where there are not so many."""
    last = least - 1
    hours = (at for at in range(len(marks) - last) if marks[at + last].at - marks[at].at <= HOUR)
    return marks[next(hours, len(marks)) :]


async def trains_until(reader: Reader, *, chat_id: int, days: int, now: int) -> int:
    """So many days from the first message that was scored (epoch seconds)."""
    first = await mood.first_at(reader, chat_id=chat_id)
    return (now if first is None else first) + days * _DAY


async def sum_up_at(unit: Unit, *, chat_id: int, at: int) -> None:
    """Wake the summary of the trial run then, and no earlier or later."""
    await queues.set_timer(unit, Timer(KIND_TRAINED, str(chat_id), chat_id, at, "null"))


async def begun(unit: Unit, turned: Turned, *, chat_id: int, now: int, is_told: bool) -> int:
    """The alert's id; the cool-down runs from now."""
    return await mood_alerts.open_alert(
        unit,
        chat_id=chat_id,
        aspect=turned.aspect,
        at=now,
        marks=[each.message_id for each in turned.marks],
        state="told" if is_told else "training",
        quiet_until=now + _COOL[turned.aspect],
    )


async def alert(reader: Reader, alert_id: int) -> Alert | None:
    return await mood_alerts.alert(reader, alert_id)


async def topic_of(reader: Reader, alert: Alert) -> int:
    """Where the messages are that it points at; 0 once they are dealt with."""
    marks = await mood_alerts.marks_of(reader, alert)
    return marks[-1].topic if marks else 0


async def answered(unit: Unit, alert_id: int, *, answer: Answer, now: int) -> bool:
    """Whether this was the first answer."""
    return await mood_alerts.answered(
        unit, alert_id, state=answer, quiet_until=now + _MUTED if answer == "muted" else 0
    )


async def learnt(unit: Unit, alert: Alert, *, is_so: bool, said_by: int, now: int) -> list[Correction]:
    """What is learnt of the messages that the alert pointed at, where they are still known."""
    return [
        await mood_alerts.correct(unit, each, is_so=is_so, said_by=said_by, said_at=now)
        for each in await mood_alerts.marks_of(unit, alert)
        if each.words
    ]


async def corrections(reader: Reader, *, chat_id: int) -> list[Correction]:
    """What the group's moderators taught, the latest first."""
    return await mood_alerts.corrections_of(reader, chat_id=chat_id)


def exported(known: Sequence[Correction]) -> list[dict[str, object]]:
    """As plain data, without who said it."""
    return [
        {"number": one.number, "aspect": one.aspect, "is_so": one.is_so, "words": one.words, "said_at": one.said_at}
        for one in known
    ]


async def undo(unit: Unit, *, chat_id: int, number: int) -> bool:
    """Whether there was such a correction."""
    return await mood_alerts.undo(unit, chat_id=chat_id, number=number)


async def dealt_with(unit: Unit, *, chat_id: int, message_id: int) -> bool:
    """Whether the message was still waiting for a moderator's deed."""
    return await mood_alerts.unmark(unit, chat_id=chat_id, message_id=message_id) is not None


def hot_words(marks: Sequence[Mark]) -> list[str]:
    """Words that at least five people used, at most three: what it is about, and nobody's own phrase."""
    used = {(word, mark.user_id) for mark in marks for word in mark.words if len(word) > 1}
    seen = Counter(word for word, _ in sorted(used))
    return [word for word, times in seen.most_common(_HOT) if times >= _SHARED_BY]


async def trained(reader: Reader, *, chat_id: int, now: int, days: int) -> int:
    return await mood_alerts.trained(reader, chat_id=chat_id, since=now - days * _DAY)

"""What moderators answer to an alert of the mood and taught by it; when there is one is decided elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from bot.domain.mood.corrections import Aspect, Correction
from bot.domain.mood.pulse import HOUR
from storage import mood_alerts
from storage.database import Reader, Unit
from storage.mood_alerts import Alert, Mark, State

__all__ = ["AFTER", "Alert", "Answer", "Mark", "State"]

Answer: TypeAlias = Literal["seen", "muted", "wrong", "right", "warned"]

AFTER: Final[Mapping[Answer, tuple[State, ...]]] = {
    "seen": ("told",),
    "warned": ("told", "seen"),
    "muted": ("told", "seen", "warned"),
    "right": ("told", "seen", "warned"),
    "wrong": ("told", "seen", "warned"),
}
"""Where an alert may stand for that answer: whoever has seen it can still say more, what was said is not said again."""

_MUTED: Final = HOUR
_LATELY: Final = 90 * 24 * HOUR


async def alert(reader: Reader, alert_id: int) -> Alert | None:
    return await mood_alerts.alert(reader, alert_id)


async def answered(unit: Unit, alert_id: int, *, answer: Answer, now: int) -> bool:
    """Whether the answer still counts."""
    return await mood_alerts.answered(
        unit, alert_id, state=answer, after=AFTER[answer], quiet_until=now + _MUTED if answer == "muted" else 0
    )


async def learnt(unit: Unit, alert: Alert, *, is_so: bool, said_by: int, now: int) -> list[Correction]:
    """What is learnt of the messages that the alert pointed at, where they are still known.

    Who says that the mood has not turned says nothing about a hostile message among them, hence the alert's aspect.
    """
    return [
        await mood_alerts.correct(unit, replace(each, aspect=alert.aspect), is_so=is_so, said_by=said_by, said_at=now)
        for each in await mood_alerts.marks_of(unit, alert)
        if each.words
    ]


async def dealt_with(unit: Unit, alert: Alert, *, message_id: int) -> tuple[Mark | None, Alert]:
    """The message, where it was still waiting for a moderator's action, and the alert without it."""
    mark = await mood_alerts.unmark(unit, chat_id=alert.chat_id, message_id=message_id)
    return mark, await mood_alerts.strike(unit, alert, message_id=message_id)


async def left_out(unit: Unit, *, user_id: int) -> None:
    """Somebody does not want to be looked at any more: no alert points at their messages."""
    await mood_alerts.unmark_all(unit, user_id=user_id)


@dataclass(frozen=True, slots=True)
class Precision:
    """Of so many alerts of a kind on which a moderator said how it was, so many were `right`."""

    aspect: Aspect
    right: int
    said: int


async def precision(reader: Reader, *, chat_id: int, now: int) -> list[Precision]:
    """Of the last 90 days; whoever warned the group agreed. A kind on which nobody said anything is left out."""
    rows = await mood_alerts.judged(reader, chat_id=chat_id, since=now - _LATELY)
    said = {aspect: [(state, times) for each, state, times in rows if each is aspect] for aspect in Aspect}
    return [
        Precision(aspect, sum(times for state, times in own if state != "wrong"), sum(times for _, times in own))
        for aspect, own in said.items()
        if own
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

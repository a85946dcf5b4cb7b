"""What the reader of a whole line says beside what it read: where it was in doubt, and what it cannot read at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeVar

from bot.domain.grammar.moments import Here, read_moment
from bot.domain.grammar.reading import NotUnderstood, Reading, Understood
from bot.domain.grammar.spans import read_span
from bot.domain.refusals import Key, WrongForm

T = TypeVar("T")

TakenFor: TypeAlias = Literal["prize", "option", "field", "lines", "name", "nothing"]

_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Guess:
    """A part of the line, and what it was taken for; of a field its word is told."""

    seen: str
    taken_for: TakenFor
    field: str = ""


class Unread(WrongForm):
    """`seen`, `remedy`: the key of the sentence that says how such a thing is written."""

    key = "grammar.unread"


def taken(reading: Reading[T]) -> T:
    """What was read, doubtful or not; raises Unread for what was not understood."""
    if isinstance(reading, NotUnderstood):
        raise unread(reading)
    return reading.value


def unread(reading: NotUnderstood) -> Unread:
    seen = " ".join(reading.seen.split())
    return Unread(seen=seen if len(seen) <= _SHOWN else f"{seen[: _SHOWN - 1]}…", remedy=Key(reading.remedy))


def read_length(words: str, here: Here) -> Reading[int]:
    """Seconds of a span, or until a moment."""
    span = read_span(words)
    if isinstance(span, Understood):
        return span
    moment = read_moment(words, here)
    return Understood(moment.value - here.now) if isinstance(moment, Understood) else NotUnderstood("span", words)

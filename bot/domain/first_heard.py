"""Whom an hour and a day hears for the first time: what memory knows of it, and what is new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from bot.domain.activity import HOUR, Day, Heard

_FEW: Final = 200_000
"""Days of members remembered before those that are over are let go."""


def hour_bit(at: int) -> int:
    """The hour of a moment among the hours of a local day: no day has 32 of them."""
    return 1 << at // HOUR % 32


class Fresh(NamedTuple):
    """A member's day with hours that are not known, as bits; `before` are those known, None where nothing is."""

    lines: Sequence[Heard]
    bits: int
    before: int | None


@dataclass(slots=True)
class FirstHeard:
    """In which hours of their days members were heard, as far as remembered: what is not is asked of the store.

    Those in `heard_now` are known to have been heard in the hour that begins at `begins`: a set is asked quickest.
    """

    known: dict[Day, int] = field(default_factory=dict)
    begins: int = 0
    heard_now: set[Day] = field(default_factory=set)

    def look(self, messages: Mapping[Day, Sequence[Heard]], hours: Mapping[int, Sequence[Heard]]) -> dict[Day, Fresh]:
        """Days of which more is told than is known; `hours` are the same messages, as `hours_of` parts them."""
        if len(hours) > 1:
            return {day: each for day in messages if (each := self._fresh(day, messages[day])) is not None}
        begins = next(iter(hours))
        if begins != self.begins:
            self.begins, self.heard_now = begins, set()
        bits, fresh, get = hour_bit(begins), dict[Day, Fresh](), self.known.get
        for day in set(messages).difference(self.heard_now):
            before = get(day)
            if before is None or bits & ~before:
                fresh[day] = Fresh(messages[day], bits, before)
            else:
                self.heard_now.add(day)
        return fresh

    def _fresh(self, day: Day, lines: Sequence[Heard]) -> Fresh | None:
        bits = 0
        for each in lines:
            bits |= hour_bit(each.at)
        before = self.known.get(day)
        return Fresh(lines, bits, before) if before is None or bits & ~before else None

    def take(self, after: Mapping[Day, int]) -> None:
        """To be called after the commit."""
        if len(self.known) > _FEW:
            latest = max(day[1] for day in self.known)
            self.known = {day: bits for day, bits in self.known.items() if day[1] >= latest}
            if len(self.known) > _FEW:
                self.known.clear()
            self.heard_now.clear()
        self.known.update(after)

    def forget(self, user_id: int) -> None:
        """To be called after the commit that erased them."""
        self.known = {day: bits for day, bits in self.known.items() if day[2] != user_id}
        self.heard_now.clear()

    def moved(self, old: int, new: int) -> None:
        """The group goes by another id from now on: what is known of it is asked anew."""
        self.known = {day: bits for day, bits in self.known.items() if day[0] not in (old, new)}
        self.heard_now.clear()


@dataclass(slots=True)
class News:
    """`after`: hours of members' days, as bits, where there are more than were known; `days`: those that begin.

    `voices`: members more, by chat and local day; `people`: by chat and the moment an hour begins.
    """

    after: dict[Day, int] = field(default_factory=dict)
    days: list[Day] = field(default_factory=list)
    voices: dict[tuple[int, int], int] = field(default_factory=dict)
    people: dict[tuple[int, int], int] = field(default_factory=dict)

    def add(self, day: Day, fresh: Fresh, *, stored: int | None) -> None:
        """`stored` are the hours as the store has them, None where it has nothing of that day."""
        chat_id, ordinal, _ = day
        before = stored if fresh.before is None else fresh.before
        if before is None:
            self.days.append(day)
            self.voices[chat_id, ordinal] = self.voices.get((chat_id, ordinal), 0) + 1
        before = before or 0
        self.after[day] = before | fresh.bits
        if bits := fresh.bits & ~before:
            for begins in {each.at - each.at % HOUR for each in fresh.lines if hour_bit(each.at) & bits}:
                self.people[chat_id, begins] = self.people.get((chat_id, begins), 0) + 1


def news(fresh: Mapping[Day, Fresh], stored: Mapping[Day, int]) -> News:
    found = News()
    for day, each in fresh.items():
        found.add(day, each, stored=stored.get(day))
    return found


LONG: Final = 61
"""Days after which it is all the same how long ago somebody was heard: no span that is looked back on is as long."""


def returns(days: Iterable[Day], before: Mapping[Day, int]) -> dict[tuple[int, int, int], int]:
    """Of members' days that begin, voices by chat, day and how many days ago they were heard before.

    `before` are the days on which the store last heard those whom it ever did; whoever was heard on a later day
    already counts there.
    """
    last: dict[tuple[int, int], int] = {}
    found: dict[tuple[int, int, int], int] = {}
    for day in sorted(days, key=lambda each: each[1]):
        chat_id, ordinal, user_id = day
        ago = ordinal - last.get((chat_id, user_id), before.get(day, ordinal - LONG))
        last[chat_id, user_id] = ordinal
        if ago > 0:
            place = chat_id, ordinal, min(LONG, ago)
            found[place] = found.get(place, 0) + 1
    return found

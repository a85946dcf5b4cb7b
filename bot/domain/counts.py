"""What a group's life comes to in counts: hours, days, posts; nobody in particular is in them, and no text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple, TypeAlias

from bot.domain.activity import HOUR, Day, Heard

_BRIEF: Final = 8
_LENGTHY: Final = 40
"""Letters below which a message is brief, and from which on it is lengthy."""

_LENGTHS: Final = bytes(1 if letters < _BRIEF else 2 for letters in range(_LENGTHY))
"""Places in `Said` of messages with so many letters."""

_PLACES: Final = 61
"""Of a set of voices, a prime, so that ids fall into all of them; a store's numbers have 63 bits and a sign."""

_FEW: Final = 200_000
"""Days of members remembered before those that are over are let go."""

POSTS: Final = ("schedule", "announce", "lottery", "poll", "round", "event", "challenge", "discussion", "ask", "board")
"""First words of the names of what the bot posts to a group, rather than answers somebody."""

Where: TypeAlias = tuple[int, int, int]
"""Chat, the moment an hour begins (epoch seconds), topic."""

Source: TypeAlias = Literal["link", "member", "request", "added", "open"]
"""The way somebody came: by a link, a member's own link, a granted request, added by somebody, or by themselves."""

EchoKind: TypeAlias = Literal["reaction", "unnamed", "press"]


class Echo(NamedTuple):
    """What came back to a message: `number` reactions more (or fewer), a press, or how many nameless ones there are.

    `at` is 0 where Telegram does not date it.
    """

    chat_id: int
    message_id: int
    user_id: int
    at: int
    kind: EchoKind
    number: int


@dataclass(frozen=True, slots=True)
class Said:
    """Messages of an hour, or of several; `voices` is a set as `voice_of` makes it, which `at_least` counts."""

    messages: int = 0
    brief: int = 0
    middling: int = 0
    lengthy: int = 0
    replies: int = 0
    forwards: int = 0
    voices: int = 0

    def __add__(self, other: Said) -> Said:
        return Said(
            self.messages + other.messages,
            self.brief + other.brief,
            self.middling + other.middling,
            self.lengthy + other.lengthy,
            self.replies + other.replies,
            self.forwards + other.forwards,
            self.voices | other.voices,
        )

    @property
    def people(self) -> int:
        """So many at least."""
        return at_least(self.voices)


class Voices(NamedTuple):
    """Of a local day: members who spoke, and what they said."""

    voices: int
    messages: int


NOTHING: Final = Said()


def voice_of(user_id: int) -> int:
    """The member's place among 61, as a bit: many share it, so nobody can be told from it."""
    return 1 << user_id % _PLACES


def at_least(voices: int) -> int:
    """How many people at the least are in a set of voices: as many as places are taken."""
    return voices.bit_count()


def hours_of(heard: Sequence[Heard]) -> Mapping[int, Sequence[Heard]]:
    """Messages by the moment their hour begins: nearly always a batch lies in one."""
    moments = [each[4] for each in heard]
    first = min(moments) // HOUR
    if max(moments) // HOUR == first:
        return {first * HOUR: heard}
    found: dict[int, list[Heard]] = {}
    for each in heard:
        found.setdefault(each.at - each.at % HOUR, []).append(each)
    return found


def by_hour(hours: Mapping[int, Sequence[Heard]]) -> Mapping[Where, Sequence[int]]:
    """What was said by chat, hour and topic: numbers in the order of `Said`."""
    return {
        (chat_id, begins, topic): row
        for begins, heard in hours.items()
        for (chat_id, topic), row in _sums(heard).items()
    }


def _sums(heard: Iterable[Heard]) -> Mapping[tuple[int, int], Sequence[int]]:
    """By chat and topic.

    It reads the places of `Heard` rather than its names: every message asks.
    """
    found: dict[tuple[int, int], list[int]] = {}
    get = found.get
    for each in heard:
        place = each[0], each[5]
        row = get(place)
        if row is None:
            row = found[place] = [0, 0, 0, 0, 0, 0, 0]
        row[0] += 1
        if letters := len(each[6]):
            row[_LENGTHS[letters] if letters < _LENGTHY else 3] += 1
        if (reply_to := each[7]) and reply_to != each[1]:
            row[4] += 1
        if each[8]:
            row[5] += 1
        row[6] |= 1 << each[1] % _PLACES
    return found


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

    def look(self, said: Mapping[Day, Sequence[Heard]], hours: Mapping[int, Sequence[Heard]]) -> dict[Day, Fresh]:
        """Days of which more is told than is known; `hours` are the same messages, as `hours_of` parts them."""
        if len(hours) > 1:
            return {day: each for day in said if (each := self._fresh(day, said[day])) is not None}
        begins = next(iter(hours))
        if begins != self.begins:
            self.begins, self.heard_now = begins, set()
        bits, fresh, get = hour_bit(begins), dict[Day, Fresh](), self.known.get
        for day in set(said).difference(self.heard_now):
            before = get(day)
            if before is None or bits & ~before:
                fresh[day] = Fresh(said[day], bits, before)
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
        """Told after the commit."""
        if len(self.known) > _FEW:
            latest = max(day[1] for day in self.known)
            self.known = {day: bits for day, bits in self.known.items() if day[1] >= latest}
            if len(self.known) > _FEW:
                self.known.clear()
            self.heard_now.clear()
        self.known.update(after)

    def forget(self, user_id: int) -> None:
        """Told after the commit that erased them."""
        self.known = {day: bits for day, bits in self.known.items() if day[2] != user_id}
        self.heard_now.clear()

    def moved(self, old: int, new: int) -> None:
        """The group goes by another id from now on: what is known of it is asked anew."""
        self.known = {day: bits for day, bits in self.known.items() if day[0] not in (old, new)}
        self.heard_now.clear()


@dataclass(slots=True)
class News:
    """`after`: hours of members' days, as bits, where there are more than were known; `days`: those that
    begin. `voices`: members more, by chat
    and local day; `people`: by chat and the moment an hour begins.
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

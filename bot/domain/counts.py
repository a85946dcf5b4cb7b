"""What a group's life comes to in counts: hours, days, posts; nobody in particular is in them, and no text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

from bot.domain.activity import HOUR, Heard

_BRIEF: Final = 8
_LENGTHY: Final = 40
"""Letters below which a message is brief, and from which on it is lengthy."""

_LENGTHS: Final = bytes(1 if letters < _BRIEF else 2 for letters in range(_LENGTHY))
"""Places in `Said` of messages with so many letters."""

_PLACES: Final = 61
"""Of a set of voices, a prime, so that ids fall into all of them; a store's numbers have 63 bits and a sign."""

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


def hours_of(messages: Sequence[Heard]) -> Mapping[int, Sequence[Heard]]:
    """Messages by the moment their hour begins: nearly always a batch lies in one."""
    moments = [each[4] for each in messages]
    first = min(moments) // HOUR
    if max(moments) // HOUR == first:
        return {first * HOUR: messages}
    found: dict[int, list[Heard]] = {}
    for each in messages:
        found.setdefault(each.at - each.at % HOUR, []).append(each)
    return found


def by_hour(hours: Mapping[int, Sequence[Heard]]) -> Mapping[Where, Sequence[int]]:
    """What was said by chat, hour and topic: numbers in the order of `Said`."""
    return {
        (chat_id, begins, topic): row
        for begins, messages in hours.items()
        for (chat_id, topic), row in _sums(messages).items()
    }


def _sums(messages: Iterable[Heard]) -> Mapping[tuple[int, int], Sequence[int]]:
    """By chat and topic.

    It reads the places of `Heard` rather than its names: every message asks.
    """
    found: dict[tuple[int, int], list[int]] = {}
    get = found.get
    for each in messages:
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

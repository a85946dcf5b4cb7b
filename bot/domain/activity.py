"""What plain messages leave behind: counts by member and local day, and points; no text outlives the batch."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple, TypeAlias

from bot.domain.grammar.commands import is_command

FLOOD_GAP = 3
"""Seconds within which a second message is rather a flood than a thought: it earns nothing."""

_FEW_RESTS = 50_000
"""Rests remembered before those that are over are let go: a few megabytes."""

_READ = 200
"""Characters of a message that are looked at."""

Pair: TypeAlias = tuple[int, int]
"""A chat and a person."""


class Heard(NamedTuple):
    """One plain message of a member, held in memory for the length of a batch. A tuple: the bulk of all that comes.

    `reply_to` is whom it answers, `replied` which message; `thread` is the first of that row of replies, where told.
    `emoji` is what a sticker stands for, `marks` are bits of `guard`: a link, a contact, mentions. `is_edit`: the words
    replace what was said before, at the same moment. `is_to_bot`: a command, or else what a feature waits for.
    `beside` are the words of what is no text: a poll's, a button's, a file's name.
    """

    chat_id: int
    user_id: int
    name: str
    username: str
    at: int
    topic: int
    text: str
    reply_to: int = 0
    is_forward: bool = False
    topic_name: str = ""
    replied: int = 0
    thread: int = 0
    message_id: int = 0
    emoji: str = ""
    marks: int = 0
    is_edit: bool = False
    is_to_bot: bool = False
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Earning:
    """What a message earns: `reward` points, at most `daily` a day, the next after `cooldown` seconds.

    `length` is the number of letters that make a message of it.
    """

    reward: int = 2
    daily: int = 20
    cooldown: int = 60
    length: int = 8


class Talk(NamedTuple):
    """How a member's day stands: points earned, when last and by what (`prints`), and when last heard at all.

    `hours` are those in which they were heard, as bits; negative where they were not on that day. `spoke_at` is when
    they last said something, 0 for never.
    """

    credited: int = 0
    credited_at: int = 0
    prints: int = 0
    seen_at: int = 0
    hours: int = -1
    spoke_at: int = 0


Day: TypeAlias = tuple[int, int, int]
"""Chat, local day, member."""


def by_day(messages: Iterable[Heard], day_of: Callable[[int, int], int]) -> dict[Day, list[Heard]]:
    """Messages by whose day they belong to; `day_of` takes a chat id and epoch seconds."""
    days: dict[Day, list[Heard]] = {}
    for each in messages:
        days.setdefault((each.chat_id, day_of(each.chat_id, each.at), each.user_id), []).append(each)
    return days


class Names:
    """Whose names were written down within the hour, so that not every batch writes them again.

    By the hour, since a name may be written by other ways too: what they wrote is put right by then.
    """

    def __init__(self) -> None:
        self._hour, self._kept = 0, dict[int, int]()

    def news(self, messages: Sequence[Heard]) -> dict[int, Heard]:
        """The last message of each member who is called otherwise there than remembered."""
        if (hour := messages[-1].at // 3600) != self._hour:
            self._hour, self._kept = hour, {}
        last = {each.user_id: each for each in messages}
        kept = self._kept
        return {user_id: each for user_id, each in last.items() if kept.get(user_id) != _called(each)}

    def take(self, messages: Iterable[Heard]) -> None:
        """Once they are committed."""
        self._kept.update((each.user_id, _called(each)) for each in messages)

    def forget(self, user_id: int) -> None:
        self._kept.pop(user_id, None)


HOUR = 3600


def _called(message: Heard) -> int:
    return hash((message.name, message.username))


class Cooldowns:
    """Until when a member's messages cannot earn again, as far as remembered: it spares asking the store.

    What is not remembered is asked; a rest counts under the rule it was made by alone.
    """

    def __init__(self) -> None:
        self._ends: dict[tuple[int, int], tuple[Earning, int, float]] = {}
        self._enough = _FEW_RESTS

    def covers(self, day: Day, messages: Iterable[Heard], rule: Earning) -> bool:
        """Whether none of that day's messages can earn anything."""
        made_by, of_day, end = self._ends.get((day[0], day[2]), (None, 0, 0.0))
        begin = end - 2 * rule.cooldown if end < inf else 0  # before it a clock was ahead when the rest began
        if made_by is not rule or of_day != day[1]:
            return False
        moments = [each.at for each in messages]
        return begin < min(moments) and max(moments) < end

    def take(self, talks: Mapping[Day, Talk], rules: Mapping[int, Earning | None], *, now: int) -> None:
        """How these days stand, once that is committed."""
        if len(self._ends) > self._enough:
            self._ends = {who: rest for who, rest in self._ends.items() if now < rest[2] < inf}
            # Where nearly all rest still, the next batches need not look through them again.
            self._enough = max(_FEW_RESTS, 2 * len(self._ends))
        for (chat_id, day, user_id), talk in talks.items():
            if (rule := rules[chat_id]) is not None and talk.credited:
                is_done = talk.credited + rule.reward > rule.daily
                self._ends[chat_id, user_id] = (rule, day, inf if is_done else talk.credited_at + rule.cooldown)


def could_earn(message: Heard, rule: Earning) -> bool:
    """Whether its words need be looked at at all: one's own, no command, long enough."""
    return len(message.text) >= rule.length and not message.is_forward and not is_command(message.text)


def after(message: Heard, talk: Talk, rule: Earning) -> Talk:
    """The day after one more message of the same member; `credited` has grown if it earned anything.

    A message earns by words of one's own, no command, long enough, no repeat, and neither too soon nor in a flood.
    """
    heard = talk._replace(seen_at=message.at) if message.at > talk.seen_at else talk
    # What earned long after this message was reckoned by a clock that was ahead.
    is_late_enough = (
        abs(message.at - talk.credited_at) >= rule.cooldown and not 0 <= message.at - talk.seen_at < FLOOD_GAP
    )
    if not is_late_enough or talk.credited + rule.reward > rule.daily:
        return heard
    if not could_earn(message, rule):
        return heard
    letters = "".join(filter(str.isalnum, message.text[:_READ]))
    # Letters said over and over count twice at most: a row of laughter is short however long it is.
    if min(len(letters), 2 * len(set(letters))) < rule.length:
        return heard
    print_ = _print_of(letters)
    if print_ in (talk.prints & 0xFFFF, talk.prints >> 16 & 0xFFFF, talk.prints >> 32):
        return heard
    prints = (talk.prints << 16 | print_) & 0xFFFF_FFFF_FFFF
    return Talk(talk.credited + rule.reward, message.at, prints, max(message.at, talk.seen_at))


def _print_of(letters: str) -> int:
    """From 1 to 65535; the same for a repeat with other punctuation, spaces or case."""
    return zlib.crc32(letters.casefold().encode(errors="replace")) % 0xFFFF + 1

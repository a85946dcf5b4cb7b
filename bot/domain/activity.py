"""What plain messages leave behind: counts by member and local day, and points; no text outlives the batch."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

FLOOD_GAP = 3
"""Seconds within which a second message is rather a flood than a thought: it earns nothing."""

_READ = 200
"""Characters of a message that are looked at."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One plain message of a member, held in memory for the length of a batch.

    `reply_to` is whom it answers, `replied` which message; `thread` is the first of that row of replies, where told.
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


@dataclass(frozen=True, slots=True)
class Earning:
    """What a message earns: `reward` points, at most `daily` a day, the next after `cooldown` seconds.

    `length` is the number of letters that make a message of it.
    """

    reward: int = 2
    daily: int = 20
    cooldown: int = 60
    length: int = 8


@dataclass(frozen=True, slots=True)
class Talk:
    """How a member's day stands: points earned, when last and by what (`prints`), and when last heard at all."""

    credited: int = 0
    credited_at: int = 0
    prints: int = 0
    seen_at: int = 0


def counted(heard: Iterable[Heard], day_of: Callable[[int, int], int]) -> list[tuple[int, int, int, int]]:
    """(chat, local day, member, messages); `day_of` takes a chat id and epoch seconds."""
    counts = Counter((each.chat_id, day_of(each.chat_id, each.at), each.user_id) for each in heard)
    return [(*key, messages) for key, messages in counts.items()]


def is_worth(said: Heard, rule: Earning) -> bool:
    """Whether a message could earn anything: words of one's own, no command, long enough.

    Letters said over and over count twice at most, so that a row of laughter is short however long it is.
    """
    if said.is_forward or len(said.text) < rule.length or said.text.startswith("/"):
        return False
    letters = [letter for letter in said.text[:_READ] if letter.isalnum()]
    return min(len(letters), 2 * len(set(letters))) >= rule.length


def after(said: Heard, talk: Talk, rule: Earning) -> Talk:
    """The day after one more message of the same member; `credited` has grown if it earned anything."""
    heard = replace(talk, seen_at=max(said.at, talk.seen_at))
    is_late_enough = said.at - talk.credited_at >= rule.cooldown and not 0 <= said.at - talk.seen_at < FLOOD_GAP
    if not is_late_enough or talk.credited + rule.reward > rule.daily or not is_worth(said, rule):
        return heard
    print_ = _print_of(said.text)
    if any(talk.prints >> shift & 0xFFFF == print_ for shift in (0, 16, 32)):
        return heard
    prints = (talk.prints << 16 | print_) & 0xFFFF_FFFF_FFFF
    return replace(heard, credited=talk.credited + rule.reward, credited_at=said.at, prints=prints)


def _print_of(words: str) -> int:
    """From 1 to 65535; the same for a repeat with other punctuation, spaces or case."""
    letters = "".join(letter for letter in words[:_READ] if letter.isalnum())
    return zlib.crc32(letters.casefold().encode(errors="replace")) % 0xFFFF + 1

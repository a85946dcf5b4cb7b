"""An announcement that a moderator planned in chat: a value, when it is due, and the entry it stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from bot.domain.grammar.doubts import taken, unread
from bot.domain.grammar.moments import Here, read_moment, wall_in
from bot.domain.grammar.reading import NotUnderstood
from bot.domain.grammar.script import plain
from bot.domain.refusals import Refusal
from bot.domain.schedule.forms import read_when
from bot.domain.schedule.plan import Content, Entry
from bot.domain.schedule.policy import wall_of
from bot.domain.schedule.when import Once, When, WhenError
from bot.domain.segments import Segment, segment_of

NOW: Final = "now"
_AT_ONCE: Final = frozenset({NOW, "right now", "at once", "现在", "马上", "立刻", "现在就发"})
_AGAIN: Final = ("每", "every ")
_NAME_LENGTH: Final = 16
_LATE: Final = 6 * 3600
"""Seconds after which one that was held up is told no more."""


@dataclass(frozen=True, slots=True)
class PlannedPost:
    """`written` is a date by the clock on the wall in `zone`, or words for every week; then `due_at` is 0. Of a
    `segment` each reads it in private.
    """

    id: int
    chat_id: int
    topic: int
    user_id: int
    name: str
    html: str
    file_id: str
    is_pinned: bool
    written: str
    zone: str
    due_at: int
    segment: Segment | Literal[""]


class UnknownPost(Refusal):
    """It was dropped, or has gone out."""

    key = "schedule.unknown_post"


class NoSuchSegment(Refusal):
    """`seen`."""

    key = "announce.no_such_segment"


def read_segment(words: str) -> Segment | Literal[""]:
    """Empty for the whole group. Raises NoSuchSegment."""
    found = segment_of(words) if words else ""
    if found is None:
        raise NoSuchSegment(seen=words[:40])
    return found


def name_for(number: int, words: str) -> str:
    """By its number, and how its words begin."""
    line = " ".join(re.sub(r"\s+", " ", words).split())
    short = line if len(line) <= _NAME_LENGTH else f"{line[: _NAME_LENGTH - 1]}…"
    return f"#{number} {short}".strip()


def read_due(words: str, here: Here) -> str:
    """`now`, a date, or words for every week, as they are kept. Raises Unread."""
    written = plain(words)
    if written in _AT_ONCE:
        return NOW
    if written.startswith(_AGAIN):
        try:
            read_when(written)
        except WhenError:
            raise unread(NotUnderstood("moment", words)) from None
        return written
    return f"{wall_of(taken(read_moment(words, here)), here.timezone):%Y-%m-%d %H:%M}"


def returns(written: str) -> bool:
    """Whether it comes again."""
    return written.startswith(_AGAIN)


def when_of(written: str) -> When:
    """Raises WhenError for words that `read_due` never kept."""
    at = wall_in(written)
    return Once(at) if at is not None and not returns(written) else read_when(written)


def entry_of(post: PlannedPost) -> Entry:
    """No cap drops it: somebody said when. Quiet hours hold it."""
    words = (post.html,) if post.html else ()
    return Entry(
        post.name,
        when_of(post.written),
        Content("photo" if post.file_id else "text", words=words, file_id=post.file_id),
        written=post.written,
        zone=post.zone,
        chats=(post.chat_id,),
        topic=0 if post.segment else post.topic,
        pin=post.is_pinned and not post.segment,
        within=_LATE,
        is_capped=False,
        post=post.id,
        segment=post.segment,
    )

"""What may be said of a poll or quiz beside its question and options: the words of each flag, and what it changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.domain.amounts import shown
from bot.domain.grammar.doubts import unread
from bot.domain.grammar.fields import Field, Vocabulary
from bot.domain.grammar.moments import Here, read_moment
from bot.domain.grammar.reading import NotUnderstood, Understood
from bot.domain.polls import Terms
from bot.domain.polls.refusals import EndOutOfReach, TooLong, UnknownFlag

ABOUT_LENGTH, WHY_LENGTH = 1024, 200
"""Characters, by the Bot API."""

SHORTEST, LONGEST = 5, 2_628_000
"""Seconds a poll may stay open by Telegram's own clock."""

_SWITCHES: Final[dict[str, Callable[[Terms], Terms]]] = {
    "anonymous": lambda terms: replace(terms, is_anonymous=True),
    "multiple": lambda terms: replace(terms, is_multiple=True),
    "final": lambda terms: replace(terms, is_final=True),
    "shuffle": lambda terms: replace(terms, is_shuffled=True),
    "hidden": lambda terms: replace(terms, is_hidden=True),
    "add": lambda terms: replace(terms, takes_more=True),
    "pin": lambda terms: replace(terms, is_pinned=True),
    "topic": lambda terms: replace(terms, opens_topic=True),
}
FLAGS: Final = Vocabulary(
    {
        "anonymous": ("anonymous", "anon", "匿名", "不记名"),
        "multiple": ("multiple", "multi", "多选", "可多选"),
        "final": ("final", "不改", "不可改", "不能改"),
        "shuffle": ("shuffle", "乱序", "打乱"),
        "hidden": ("hidden", "隐藏", "隐藏结果"),
        "add": ("add", "可添加", "可新增", "可加选项"),
        "pin": ("pin", "置顶"),
        "topic": ("topic", "开话题"),
        "ends": (
            *("ends", "end", "ends at", "ends in", "ends on", "deadline", "until", "closes", "close", "due"),
            *("截止", "截至", "截止时间", "截止日期", "截止于", "结束", "结束时间"),
        ),
        "event": ("event", "办活动"),
        "about": ("about", "说明"),
        "why": ("why", "解释", "解析"),
    },
    switches=frozenset(_SWITCHES),
)


def with_flag(terms: Terms, flag: Field, *, seen: str, here: Here) -> Terms:
    """Raises UnknownFlag for one that this kind of poll does not have, or that has no value where it needs one."""
    if flag.name in _SWITCHES:
        return _SWITCHES[flag.name](terms)
    if flag.name == "ends":
        return replace(terms, ends_at=read_end(flag.value or seen, here=here))
    if flag.name == "about" and flag.value:
        return replace(terms, about=within(flag.value, ABOUT_LENGTH))
    if flag.name == "event" and flag.value and terms.kind == "poll":
        return replace(terms, event=flag.value)
    if flag.name == "why" and flag.value and terms.kind == "quiz":
        return replace(terms, why=within(flag.value, WHY_LENGTH))
    raise UnknownFlag(seen=shown(seen))


def read_end(words: str, *, here: Here) -> int:
    """Epoch seconds of a span from now, or a moment.

    Raises Unread, and EndOutOfReach for less than five seconds or more than thirty days from now.
    """
    reading = read_moment(words, here)
    if isinstance(reading, NotUnderstood) and reading.kind != "passed":
        raise unread(reading)
    if not isinstance(reading, Understood) or not SHORTEST <= reading.value - here.now <= LONGEST:
        raise EndOutOfReach(seen=shown(words))
    return reading.value


def within(words: str, most: int) -> str:
    if units(words) > most:
        raise TooLong(seen=shown(words), most=most)
    return words


def units(words: str) -> int:
    """Telegram counts in UTF-16."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2

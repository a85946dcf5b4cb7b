"""Greeting newcomers: how many at once are a raid, what a group's own words may hold, and the first week's tasks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import Final, Literal, TypeAlias

from bot.domain.refusals import Refusal
from bot.domain.schedule.markup import plain_text
from bot.domain.schedule.wording import WordingError, check_wording

RAID: Final = 60
"""Who came within a minute, from which on they are greeted by their number, and moderators are told."""

MINUTE: Final = 60
CALM_AFTER: Final = 30 * 60
"""Seconds after which those of a raid that goes on are greeted all the same."""

ONE_COMING: Final = 300
"""Seconds by which Telegram's two tellings of one arrival may differ."""

BACK_AFTER: Final = 30 * 86_400
"""Seconds after which somebody who comes again is greeted again, as who comes back."""

NAMED: Final = 8
"""Newcomers greeted by name in one message."""

FIRST_WEEK: Final = 7 * 86_400
LONGEST: Final = 1000
PLACEHOLDERS: Final = ("name", "group", "rules", "about")
_PLACE: Final = re.compile(r"\{([^{}\n]{0,40})\}")

State: TypeAlias = Literal["waiting", "greeted", "silent"]
"""To be greeted, greeted, or passed over: they went, or came again too soon."""

Task: TypeAlias = Literal["hello", "checkin", "topic"]
TASKS: Final[tuple[Task, ...]] = ("hello", "checkin", "topic")


class UnknownPlace(Refusal):
    """`seen`: what stands in braces, and is none of the placeholders."""

    key = "welcome.unknown_place"


class WelcomeTooLong(Refusal):
    """`most`."""

    key = "welcome.too_long"


class BadMarkup(Refusal):
    key = "welcome.bad_markup"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Greeted by that name; `language` is their app's, an IETF tag, where Telegram tells it."""

    user_id: int
    name: str
    language: str
    is_back: bool


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who is greeted: how many are new and how many came back, and some of them by name."""

    new: int
    back: int
    named: tuple[Newcomer, ...]


def check_words(words: str) -> None:
    """Raises WordingError for markup that Telegram refuses, unknown placeholders, and words that are too long."""
    check_wording(words, most=LONGEST, placeholders=PLACEHOLDERS)


def read_words(html: str) -> str:
    """A moderator's words. Raises UnknownPlace, WelcomeTooLong, BadMarkup."""
    words = html.strip()
    for match in _PLACE.finditer(words):
        if match[1] not in PLACEHOLDERS:
            raise UnknownPlace(seen=match[0], **{each: f"{{{each}}}" for each in PLACEHOLDERS})
    try:
        if len(plain_text(words)) > LONGEST:
            raise WelcomeTooLong(most=LONGEST)
        check_words(words)
    except WordingError:
        raise BadMarkup from None
    return words


def filled(words: str, *, names: str, group: str, rules: str, about: str = "") -> str:
    """Telegram HTML of a group's own words; `names` and `rules` are HTML, put before the words that leave them out."""
    if "{name}" not in words:
        words = "{name}\n" + words
    values = {"{name}": names, "{group}": escape(group), "{rules}": rules, "{about}": escape(about)}
    for place, value in values.items():
        words = words.replace(place, value)
    return words


@dataclass(slots=True)
class Rush:
    """Who came lately, by chat and in memory alone: it tells a raid while it begins."""

    _came: dict[int, dict[int, int]] = field(default_factory=dict)
    _told: dict[int, int] = field(default_factory=dict)

    def took(self, chat_id: int, user_id: int, at: int) -> None:
        came = self._came.setdefault(chat_id, {})
        came.setdefault(user_id, at)

    def is_raid(self, chat_id: int, *, at: int) -> bool:
        """Whether it is one, and was not said to be one within the last ten minutes."""
        came = self._came.get(chat_id, {})
        kept = self._came[chat_id] = {who: when for who, when in came.items() if when > at - MINUTE}
        if len(kept) < RAID or self._told.get(chat_id, 0) > at - 10 * MINUTE:
            return False
        self._told[chat_id] = at
        return True

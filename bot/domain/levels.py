"""Levels by lifetime score, and badges by rules: what a member has reached; when that is told lives in services."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.refusals import Key

TAG_LENGTH = 16
"""Characters that Telegram shows beside a name, none of them an emoji."""

_JOINERS = "\u200d\u20e3\ufe0e\ufe0f"
_SKIN_TONES = range(0x1F3FB, 0x1F400)


@dataclass(frozen=True, slots=True)
class Level:
    """A tier; `give_more` points a day may be passed on beyond the group's own measure."""

    name: str
    score: int
    give_more: int = 0


@dataclass(frozen=True, slots=True)
class Height:
    """Where a score stands: the level reached (None below the first), the next one, and what is missing to it."""

    level: Level | None
    next: Level | None
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """What badges are given for, as it stands after a check-in."""

    streak: int
    is_lucky: bool
    score: int


STREAKS = (7, 30, 100, 365)
"""Days in a row that are worth a badge."""


SHIPPED = {
    "银卡": Key("levels.name_silver"),
    "金卡": Key("levels.name_gold"),
    "钻石卡": Key("levels.name_diamond"),
}
"""Names that no operator chose have a sentence, and so every language its own."""


def named(name: str) -> str | Key:
    """The key of the level's name where it is one of ours; else the name as the file has it."""
    return SHIPPED.get(name, name)


def height(score: int, levels: Sequence[Level]) -> Height:
    """`levels` rise."""
    reached = [level for level in levels if level.score <= score]
    coming = [level for level in levels if level.score > score]
    following = coming[0] if coming else None
    return Height(reached[-1] if reached else None, following, following.score - score if following else 0)


def earned(facts: Facts, levels: Sequence[Level]) -> list[str]:
    """Every badge that the facts are worth, whether given before or not."""
    badges = [f"streak_{days}" for days in STREAKS if facts.streak >= days]
    if facts.is_lucky:
        badges.append("lucky")
    return [*badges, *(f"level:{level.name}" for level in levels if facts.score >= level.score)]


def tag_of(name: str) -> str:
    """A level's name as it stands beside a member's; empty where nothing of it is allowed there."""
    kept = (each for each in name if not _is_emoji(each))
    return "".join(kept).strip()[:TAG_LENGTH].strip()


def _is_emoji(char: str) -> bool:
    return char in _JOINERS or ord(char) in _SKIN_TONES or unicodedata.category(char) == "So"

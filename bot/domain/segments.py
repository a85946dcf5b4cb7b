"""Members by how they take part: the words for it, and how long somebody counts as new."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple, TypeAlias, get_args

from bot.domain.grammar.script import plain

Segment: TypeAlias = Literal["newcomer", "active", "core", "quiet", "at_risk"]
SEGMENTS: Final[tuple[Segment, ...]] = get_args(Segment)

_WORDS: Final[Mapping[Segment, tuple[str, ...]]] = {
    "newcomer": ("newcomer", "newcomers", "new", "新人", "新成员"),
    "active": ("active", "活跃", "活跃的"),
    "core": ("core", "骨干"),
    "quiet": ("quiet", "安静", "安静的"),
    "at_risk": ("at risk", "at_risk", "fading", "快不来了", "快不来的", "快不来的人"),
}


def segment_of(words: str) -> Segment | None:
    """The one that is meant, in either script; None where none is."""
    written = plain(words)
    return next((segment for segment, names in _WORDS.items() if written in names), None)


NEW_FOR: Final = 14
"""Days for which somebody is a newcomer."""

Named: TypeAlias = Literal["at_risk", "care"]
"""Lists of members by name, for moderators alone."""


class Listed(NamedTuple):
    """A member of a list. `at_risk`: days with words in the four weeks before the last two, and in these two. `care`:
    how often they were thanked or what they wrote was adopted, and how many people reacted to it, in four weeks.
    """

    user_id: int
    name: str
    before: int
    now: int

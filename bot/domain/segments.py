"""Members by how they take part: the words for it, and how long somebody counts as new."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, TypeAlias, get_args

Segment: TypeAlias = Literal["newcomer", "active", "core", "quiet", "at_risk"]
SEGMENTS: Final[tuple[Segment, ...]] = get_args(Segment)

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

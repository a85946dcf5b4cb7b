"""What of members is looked up or copied, and by whom: the month's account tells how often."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, get_args

View: TypeAlias = Literal[
    "audit", "warnings", "entries", "economy", "feedback", "questions", "mood", "guard", "names", "reports", "appeals",
    "orders", "team",
]  # fmt: skip
"""Looked at, in chat or in the console."""

Copy: TypeAlias = Literal["feedback_file", "mood_file", "chat_file", "backup", "moved"]
"""Handed out of the house as a file."""

Own: TypeAlias = Literal["own_data"]
"""A member's copy of what is theirs."""

Look: TypeAlias = View | Copy | Own
By: TypeAlias = Literal["moderator", "operator", "member"]

VIEWS: Final[tuple[View, ...]] = get_args(View)
COPIES: Final[tuple[Copy, ...]] = get_args(Copy)


def by_whom(what: Look, *, is_operator: bool) -> By:
    if what in get_args(Own):
        return "member"
    return "operator" if is_operator else "moderator"

"""Tips against fraud, and five questions about them: which answers are right; what they say is the catalogs'."""

from __future__ import annotations

from typing import Final

TIPS: Final = 9
"""`safety.tip_1` and so on."""

RIGHT: Final = "12020"
"""By question the place of its right answer, from 0 on."""

ANSWERS: Final = 3
"""Of each question."""

BADGE: Final = "safe"
_WEEK: Final = 7 * 86_400


def is_course(given: str) -> bool:
    """Whether these can be answers to the first questions: what a button brings may be anybody's making."""
    return len(given) <= len(RIGHT) and all(each in "012"[:ANSWERS] for each in given)


def is_right(given: str) -> bool:
    """The last answer."""
    return bool(given) and given[-1] == RIGHT[len(given) - 1]


def score(given: str) -> int:
    return sum(each == right for each, right in zip(given, RIGHT, strict=False))


def tip_of_the_week(at: int) -> int:
    """From 1 on, each in its turn."""
    return at // _WEEK % TIPS + 1

"""At which hours of the day a group's mood is best and worst; turns of the mood, which are sudden, are `shift`'s."""

from collections.abc import Iterable
from typing import Final

from bot.domain.mood.pulse import LEAST_A_DAY, NOTHING, Counts, Hour, slot

_LEAST_HOURS: Final = 3
_LEAST_NEGATIVE: Final = 4
# Between the best hour and the worst, in hundredths: less is nothing to tell.
_LEAST_APART: Final = 0.08


def hours_apart(hours: Iterable[Hour], *, timezone: str) -> tuple[int, int] | None:
    """The calmest and the most heated hour by the clock on the wall; None where they cannot be told apart."""
    by_clock: dict[int, Counts] = {}
    for each in hours:
        _, at = slot(each.hour, timezone)
        by_clock[at] = by_clock.get(at, NOTHING) + each.counts
    known = {at: counts for at, counts in sorted(by_clock.items()) if counts.said >= LEAST_A_DAY}
    if len(known) < _LEAST_HOURS:
        return None
    calm, hot = min(known, key=lambda at: known[at].share), max(known, key=lambda at: known[at].share)
    if known[hot].negative < _LEAST_NEGATIVE or known[hot].share - known[calm].share < _LEAST_APART:
        return None
    return calm, hot

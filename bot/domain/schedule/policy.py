"""Whether what is due goes out, and the reason when it does not; pure decisions, every reason is recorded.

Order: late (missed runs) first, for the whole occurrence; then by chat:
paused, skipped, filled (a reserve), its condition, a better hour, something that came up, quiet, caps.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from bot.domain.schedule.plan import Condition, Entry, Missed

Reason: TypeAlias = Literal[
    "late",
    "missed",
    "merged",
    "paused",
    "skipped",
    "filled",
    "condition",
    "quiet",
    "held",
    "incident",
    "best",
    "cap_day",
    "cap_week",
    "cap_promo",
    "cap_topic",
    "parked",
    "empty",
    "refused",
]

HELD: tuple[Reason, ...] = ("held", "incident", "best")

PROMO = "promo"
"""The genre of what wins somebody something: a group hears only so much of it."""

LOOK_AGAIN = 600
"""Seconds until what waits for the end of something that came up asks again."""

ON_TIME = 60
"""Seconds: a run no later than this was not missed."""


@dataclass(frozen=True, slots=True)
class Chances:
    """What a chat says to an announcement at this moment; `sent_*` do not count urgent ones."""

    is_paused: bool = False
    is_skipped: bool = False
    is_parked: bool = False
    is_filled: bool = False
    """Something else went out within the entry's slot, or is planned there."""
    heard: int = 0
    members: int = 0
    sent_today: int = 0
    sent_this_week: int = 0
    per_day: int | None = None
    per_week: int | None = None
    promos_this_week: int = 0
    promo_per_week: int | None = None
    sent_in_topic: int = 0
    topic_per_day: int | None = None
    waits_until: int = 0
    """Something has come up in the chat: what is not urgent asks again then, epoch seconds; 0 where nothing has."""
    quiet_until: int = 0
    """The end of the quiet hours we are in, epoch seconds; 0 outside them."""
    best_at: int = 0
    """When most people are there, epoch seconds; 0 where that is past, not known, or not asked for."""


def until(reason: Reason, chances: Chances) -> int:
    """When what is held asks again, epoch seconds."""
    if reason == "best":
        return chances.best_at
    return chances.waits_until if reason == "incident" else chances.quiet_until


def of_missed(missed: Missed, *, within: int, due: int, now: int, is_last: bool) -> Reason | None:
    """None: it goes out. `is_last`: no later run of the same entry is due already."""
    late = now - due
    if late <= ON_TIME:
        return None
    if missed == "skip":
        return "missed"
    if missed == "merge" and not is_last:
        return "merged"
    return "late" if late > within else None


def of_chat(entry: Entry, chances: Chances) -> Reason | None:
    """None: it goes out; of HELD: it waits, for the best hour, the end of the quiet hours or of what came up."""
    if chances.is_parked:
        return "parked"
    if chances.is_paused or chances.is_skipped:
        return "paused" if chances.is_paused else "skipped"
    if entry.is_reserve and chances.is_filled:
        return "filled"
    if entry.only_if is not None and not _holds(entry.only_if, chances):
        return "condition"
    if chances.best_at:
        return "best"
    return None if entry.urgent else _of_calm(entry, chances)


def _of_calm(entry: Entry, chances: Chances) -> Reason | None:
    """What came up, quiet hours, then caps."""
    if chances.waits_until:
        return "incident"
    if chances.quiet_until and entry.quiet != "ignore":
        return "held" if entry.quiet == "hold" else "quiet"
    return _of_caps(entry, chances) if entry.is_capped else None


def _of_caps(entry: Entry, chances: Chances) -> Reason | None:
    if chances.per_day is not None and chances.sent_today >= chances.per_day:
        return "cap_day"
    if chances.per_week is not None and chances.sent_this_week >= chances.per_week:
        return "cap_week"
    if chances.topic_per_day is not None and chances.sent_in_topic >= chances.topic_per_day:
        return "cap_topic"
    if entry.genre == PROMO and chances.promo_per_week is not None:
        return "cap_promo" if chances.promos_this_week >= chances.promo_per_week else None
    return None


def _holds(condition: Condition, chances: Chances) -> bool:
    seen = chances.members if condition.of == "members" else chances.heard
    return seen >= condition.least


def quiet_until(hours: str, *, at: int, zone: str) -> int:
    """When the quiet hours that hold `at` end (epoch seconds); 0 when none do. Of two such clocks the first counts."""
    if not hours:
        return 0
    first, _, last = hours.partition("-")
    begins, ends = _minutes(first), _minutes(last)
    local = datetime.fromtimestamp(at, ZoneInfo(zone))
    minute = local.hour * 60 + local.minute
    if begins == ends or not (begins <= minute < ends if begins < ends else minute >= begins or minute < ends):
        return 0
    is_tomorrow = begins > ends and minute >= begins
    day = datetime(local.year, local.month, local.day) + timedelta(days=is_tomorrow)  # noqa: DTZ001  (a wall time)
    return max(at + 1, instant(day + timedelta(minutes=ends), zone))


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.strip().partition(":")
    return int(hours) * 60 + int(minutes)


def instant(wall: datetime, zone: str) -> int:
    """Epoch seconds of a wall time there.

    One that a change of clocks leaves out is as much later as the clocks move; of one that comes twice, the first.
    A time that names its own offset is that moment anywhere.
    """
    if wall.tzinfo is not None:
        return int(wall.timestamp())
    return int(wall.replace(tzinfo=ZoneInfo(zone), fold=0).timestamp())


def wall_of(at: int, zone: str) -> datetime:
    return datetime.fromtimestamp(at, UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)

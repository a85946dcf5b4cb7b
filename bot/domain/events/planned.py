"""Events that the operators' file plans, and what an edited file means for one that is known already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from bot.domain.events.event import Details, Event

Step: TypeAlias = Literal["begin", "move", "change", "cancel"]


@dataclass(frozen=True, slots=True)
class Planned:
    """One `[[event]]`; `at` is a wall time in `zone`, or in each group's own where that is empty."""

    name: str
    details: Details
    at: datetime
    zone: str = ""
    chats: tuple[int, ...] | None = None
    topic: int | str = 0

    @property
    def written(self) -> str:
        """What the file says of when: an edited one moves the event, a host's own word moves it otherwise."""
        return f"{self.at:%Y-%m-%d %H:%M:%S%z} {self.zone}".rstrip()


def step_for(planned: Planned, known: Event | None, *, starts_at: int, topic: int, now: int) -> Step | None:
    """`known` is the last event of that name in the group. A time that has passed begins nothing and moves nothing."""
    is_other = known is None or known.written != planned.written
    if known is None or known.state != "open":
        return "begin" if is_other and starts_at > now else None
    if known.ends_at <= now:
        return None
    if is_other and starts_at > now:
        return "move"
    return "change" if (known.details, known.topic) != (planned.details, topic) else None


def is_forgotten(known: Event, *, now: int) -> bool:
    """What the file no longer names is called off, unless it has begun."""
    return known.state == "open" and known.starts_at > now

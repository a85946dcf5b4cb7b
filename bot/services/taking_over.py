"""What the operators' file says to groups is looked at: at the start, once it was edited, and where a group is new."""

from __future__ import annotations

from bot.services import conduct, terms
from bot.services.events import planned
from storage.database import Unit


async def wake(unit: Unit, *, now: int) -> None:
    """Events, rules and what members count on, as soon as this is committed."""
    await planned.wake(unit, now=now)
    await conduct.wake(unit, now=now)
    await terms.wake(unit, now=now)

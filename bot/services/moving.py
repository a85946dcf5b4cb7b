"""A group that becomes a supergroup: what is going on there, and when a move that failed is tried again."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.events.event import Event
from bot.domain.lottery.terms import Lottery
from bot.services import incident
from bot.services.events import hosting
from bot.services.incident import Told
from storage.chat_migration import AGAIN, ARRIVED
from storage.database import Reader
from storage.lottery import lotteries

__all__ = ["AGAIN", "ARRIVED", "GoingOn", "going_on", "pause_after"]

_SHORTEST, _LONGEST = 60, 3600


@dataclass(frozen=True, slots=True)
class GoingOn:
    """Lotteries that can be entered or have prizes to be claimed, events to come, and the matter that is up."""

    lotteries: list[Lottery]
    events: list[Event]
    incident: Told | None

    def __bool__(self) -> bool:
        return bool(self.lotteries or self.events or self.incident)


async def going_on(reader: Reader, *, chat_id: int, now: int) -> GoingOn:
    return GoingOn(
        await lotteries.going_on(reader, chat_id=chat_id),
        await hosting.coming(reader, chat_id=chat_id, now=now),
        await incident.running(reader, chat_id=chat_id),
    )


def pause_after(waited: int) -> int:
    """Seconds until the next try, from those before the last one: a minute at first, an hour at most."""
    return min(max(2 * waited, _SHORTEST), _LONGEST)

"""How the store is doing, in numbers: what waits, what failed, how much there is; what is wrong is judged elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from storage import condition
from storage.database import Reader

_QUICK = 200_000_000
"""Bytes up to which the store is checked on the spot; a larger one takes too long for somebody who waits."""


@dataclass(frozen=True, slots=True)
class Condition:
    """`oldest_unsent` and `oldest_waiting` are ages in seconds, 0 where nothing waits."""

    is_whole: bool
    waiting: int
    oldest_waiting: int
    unsent: int
    oldest_unsent: int
    bad_updates: int
    bad_timers: int
    timers: int
    groups: int
    people: int


async def of(reader: Reader, *, now: int, with_check: bool = True) -> Condition:
    numbers = await condition.numbers(reader, now=now)
    is_whole = not with_check or await reader.size() > _QUICK or await reader.is_whole()
    return Condition(is_whole=is_whole, **numbers)

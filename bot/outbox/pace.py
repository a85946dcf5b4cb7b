"""Telegram's send limits as token buckets: about 30 a second in all, 20 a minute in a group, 1 a second in private."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, then one every `every` seconds."""

    burst: int
    every: float


EVERYWHERE: Final = Rate(burst=30, every=1 / 30)
IN_GROUP: Final = Rate(burst=20, every=60 / 20)
IN_PRIVATE: Final = Rate(burst=3, every=1.0)
_MANY = 1000


class Bucket:
    """Kept as the moment at which it would be full again: one number, and nothing to refill."""

    __slots__ = ("_full_at", "_rate")

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._full_at = 0.0

    def free_at(self, now: float) -> float:
        """When one more may go; at once (`now`) while the burst is not used up."""
        return max(now, self._full_at - (self._rate.burst - 1) * self._rate.every)

    def spend(self, now: float) -> None:
        self._full_at = max(now, self._full_at) + self._rate.every

    def is_full(self, now: float) -> bool:
        return self._full_at <= now


class Pace:
    """No waiting at all when not `is_limited`, for servers of one's own."""

    def __init__(self, *, is_limited: bool) -> None:
        self._is_limited = is_limited
        self._all = Bucket(EVERYWHERE)
        self._chats: dict[int, Bucket] = {}

    def everywhere(self, now: float) -> float:
        return self._all.free_at(now) if self._is_limited else now

    def here(self, chat_id: int, now: float, *, is_paced: bool) -> float:
        bucket = self._chats.get(chat_id) if self._is_limited and is_paced else None
        return bucket.free_at(now) if bucket else now

    def spend(self, chat_id: int, now: float, *, is_paced: bool) -> None:
        if not self._is_limited:
            return
        self._all.spend(now)
        if not is_paced:
            return
        if len(self._chats) > _MANY:
            self._chats = {chat: bucket for chat, bucket in self._chats.items() if not bucket.is_full(now)}
        rate = IN_PRIVATE if chat_id > 0 else IN_GROUP
        self._chats.setdefault(chat_id, Bucket(rate)).spend(now)

"""What waits, by chat: one lane a chat, priority within, one action in flight; no database, no network.

Times are the loop's monotonic seconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from typing import Final, TypeAlias

import msgspec

from bot.outbox.pace import Pace
from storage.outbox import Due

LaneKey: TypeAlias = tuple[int, bool]
"""A chat, and whether this is its lane of toasts: a waiting sign is not kept waiting by a flooded group."""

_PACED: Final = frozenset({"say", "photo", "document", "poll", "edit"})
"""Actions that count against Telegram's limit of messages a chat."""


class _Kind(msgspec.Struct):
    do: str


_read_kind = msgspec.json.Decoder(_Kind).decode


@dataclass(slots=True)
class Lane:
    waiting: list[tuple[int, int, Due]] = field(default_factory=list)
    is_busy: bool = False
    rests_until: float = 0.0


def lane_of(due: Due) -> tuple[LaneKey, bool]:
    """The lane of a action, and whether it is paced; a body that cannot be read is left to the sender."""
    try:
        kind = _read_kind(due.body).do
    except msgspec.MsgspecError:
        kind = ""
    return (due.chat_id, kind == "toast"), kind in _PACED


class SendQueue:
    """Picks who goes next: the smallest priority of all chats whose lane is free, the oldest among equals."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._lanes: dict[LaneKey, Lane] = {}
        self._ready: list[tuple[int, int, LaneKey]] = []
        self._resting: list[tuple[float, LaneKey]] = []
        self._blocked_until = 0.0

    def add(self, dues: Iterable[Due], *, now: float) -> None:
        for due in dues:
            key, _ = lane_of(due)
            lane = self._lanes.setdefault(key, Lane())
            heappush(lane.waiting, (due.priority, due.id, due))
            if lane.waiting[0][1] == due.id and not lane.is_busy and lane.rests_until <= now:
                heappush(self._ready, (due.priority, due.id, key))

    def take(self, *, now: float) -> Due | None:
        """The next action to do, whose lane is busy until `free`; None when nothing may go now."""
        while self._resting and self._resting[0][0] <= now:
            self._offer(heappop(self._resting)[1], now)
        if self._blocked_until > now:
            return None
        while self._ready:
            _, due_id, key = self._ready[0]
            lane = self._lanes.get(key)
            if (
                lane is None
                or lane.is_busy
                or lane.rests_until > now
                or not lane.waiting
                or lane.waiting[0][1] != due_id
            ):
                heappop(self._ready)
                continue
            due = lane.waiting[0][2]
            self._blocked_until = self._pace.everywhere(now)
            if self._blocked_until > now:
                return None
            heappop(self._ready)
            if (free_at := self._pace.here(due.chat_id, now, is_paced=lane_of(due)[1])) > now:
                self._rest(key, lane, free_at)
                continue
            self._pace.spend(due.chat_id, now, is_paced=lane_of(due)[1])
            heappop(lane.waiting)
            lane.is_busy = True
            return due
        return None

    def free(self, due: Due, *, now: float) -> None:
        """The action is settled: its lane goes on."""
        key, _ = lane_of(due)
        lane = self._lanes.get(key)
        if lane is None:
            return
        lane.is_busy = False
        if lane.waiting or lane.rests_until > now:
            self._offer(key, now)
        else:
            del self._lanes[key]

    def again(self, due: Due, *, now: float, at: float) -> None:
        """The action goes again, and its lane waits for it until `at`."""
        key, _ = lane_of(due)
        lane = self._lanes.setdefault(key, Lane())
        lane.is_busy = False
        heappush(lane.waiting, (due.priority, due.id, due))
        if at > now:
            self._rest(key, lane, at)
        else:
            self._offer(key, now)

    def rest(self, chat_id: int, *, until: float) -> None:
        """Nothing but toasts goes to that chat before then."""
        key = (chat_id, False)
        self._rest(key, self._lanes.setdefault(key, Lane()), until)

    def hold_all(self, until: float) -> None:
        """Nobody goes before then: Telegram cannot be reached."""
        self._blocked_until = max(self._blocked_until, until)

    def clear(self, chat_id: int) -> None:
        """Forget all that waits for a chat."""
        for key in ((chat_id, False), (chat_id, True)):
            if lane := self._lanes.get(key):
                lane.waiting.clear()

    def move(self, old: int, new: int, *, now: float) -> None:
        """The chat has a new id: what waits for it goes there."""
        lanes = [self._lanes.pop(key) for key in ((old, False), (old, True)) if key in self._lanes]
        self.add([replace(each[2], chat_id=new) for lane in lanes for each in lane.waiting], now=now)

    def next_at(self, *, now: float) -> float | None:
        """When `take` may have something again, without any news; None for never."""
        times = [each[0] for each in self._resting[:1]]
        if self._ready and self._blocked_until > now:
            times.append(self._blocked_until)
        return max(min(times), self._blocked_until) if times else None

    @property
    def waiting(self) -> int:
        return sum(len(lane.waiting) for lane in self._lanes.values())

    def _rest(self, key: LaneKey, lane: Lane, until: float) -> None:
        lane.rests_until = until
        heappush(self._resting, (until, key))

    def _offer(self, key: LaneKey, now: float) -> None:
        lane = self._lanes.get(key)
        if lane is None or lane.is_busy:
            return
        if lane.rests_until > now:
            heappush(self._resting, (lane.rests_until, key))
        elif lane.waiting:
            heappush(self._ready, (lane.waiting[0][0], lane.waiting[0][1], key))
        else:
            del self._lanes[key]

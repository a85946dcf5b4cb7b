"""What waits, by chat: one lane a chat, priority within, one action in flight; no database, no network.

Times are the loop's monotonic seconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from typing import Final, TypeAlias

from bot.outbox.fairness import Head, Repeat, Shares, Slot, head_of
from bot.outbox.pace import Pace
from storage.outbox import Due

LaneKey: TypeAlias = tuple[int, bool]
"""A chat, and whether this is its lane of toasts: a waiting sign is not kept waiting by a flooded group."""

_PACED: Final = frozenset({"say", "photo", "document", "poll", "edit"})
"""Actions that count against Telegram's limit of messages a chat."""


Entry: TypeAlias = tuple[float, int, Slot]
"""Rank, order among equals, and what stands there."""


@dataclass(slots=True)
class Lane:
    """`busy_rank` is that of the action in flight; `repeats` finds what a later one would say again."""

    waiting: list[Entry] = field(default_factory=list)
    repeats: dict[Repeat, Slot] = field(default_factory=dict)
    shares: Shares = field(default_factory=Shares)
    is_busy: bool = False
    busy_rank: float = 0.0
    rests_until: float = 0.0

    def push(self, rank: float, slot: Slot) -> None:
        heappush(self.waiting, (rank, slot.due.id, slot))
        if (repeat := slot.repeat) is not None:
            self.repeats.setdefault(repeat, slot)

    def pop(self) -> Slot:
        self.busy_rank, _, slot = heappop(self.waiting)
        if (repeat := slot.repeat) is not None and self.repeats.get(repeat) is slot:
            del self.repeats[repeat]
        return slot

    def merged(self, slot: Slot) -> Due | None:
        """What need not be done any more, if either makes the other needless."""
        repeat = slot.repeat
        earlier = self.repeats.get(repeat) if repeat is not None else None
        if earlier is None:
            return None
        if slot.head.do != "edit":
            return slot.due if self.shares.has_many(slot.due, slot.head) else None
        if not earlier.yields_to(slot):
            return None
        needless, earlier.due, earlier.head = earlier.due, slot.due, slot.head
        return needless


def lane_of(due: Due, head: Head) -> LaneKey:
    return due.chat_id, head.do == "toast"


class SendQueue:
    """Picks who goes next: of all chats whose lane is free, whose turn came first (`fairness`)."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._lanes: dict[LaneKey, Lane] = {}
        self._ready: list[tuple[float, int, LaneKey]] = []
        self._resting: list[tuple[float, LaneKey]] = []
        self._taken: dict[int, Head] = {}
        self._blocked_until = 0.0

    def add(self, dues: Iterable[Due], *, now: float) -> list[Due]:
        """Those of them, or of what waited, that need not be done any more: another stands for them."""
        needless = list[Due]()
        for due in dues:
            slot = Slot(due, head_of(due))
            key = lane_of(due, slot.head)
            lane = self._lanes.setdefault(key, Lane())
            if (out := lane.merged(slot)) is not None:
                needless.append(out)
                continue
            lane.push(lane.shares.rank(due, slot.head), slot)
            if lane.waiting[0][2] is slot and not lane.is_busy and lane.rests_until <= now:
                self._offer(key, now)
        return needless

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
            slot = lane.waiting[0][2]
            is_paced = slot.head.do in _PACED
            self._blocked_until = self._pace.everywhere(now)
            if self._blocked_until > now:
                return None
            heappop(self._ready)
            if (free_at := self._pace.here(key[0], now, is_paced=is_paced)) > now:
                self._rest(key, lane, free_at)
                continue
            self._pace.spend(key[0], now, is_paced=is_paced)
            lane.is_busy = True
            slot = lane.pop()
            self._taken[slot.due.id] = slot.head
            return slot.due
        return None

    def free(self, due: Due, *, now: float) -> None:
        """The action is settled: its lane goes on."""
        key = lane_of(due, self._head(due))
        lane = self._lanes.get(key)
        if lane is None:
            return
        lane.is_busy = False
        if lane.waiting or lane.rests_until > now:
            self._offer(key, now)
        else:
            del self._lanes[key]

    def again(self, due: Due, *, now: float, at: float, behind: int = 0) -> None:
        """The action goes again, and its lane waits for it until `at`; `behind` is the id of one that must go first."""
        slot = Slot(due, self._head(due))
        key = lane_of(due, slot.head)
        lane = self._lanes.setdefault(key, Lane())
        lane.is_busy = False
        rank = next((entry[0] for entry in lane.waiting if entry[2].due.id == behind), 0.0) if behind else 0.0
        lane.push(max(rank, lane.busy_rank), slot)
        if at > now:
            self._rest(key, lane, at)
        else:
            self._offer(key, now)

    def _head(self, due: Due) -> Head:
        """As it was read when the action joined the queue."""
        return self._taken.pop(due.id) if due.id in self._taken else head_of(due)

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
                lane.repeats.clear()

    def move(self, old: int, new: int, *, now: float) -> None:
        """The chat has a new id: what waits for it goes there."""
        lanes = [self._lanes.pop(key) for key in ((old, False), (old, True)) if key in self._lanes]
        self.add([replace(each[2].due, chat_id=new) for lane in lanes for each in sorted(lane.waiting)], now=now)

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

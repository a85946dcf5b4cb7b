"""What goes to a webhook next: each queue in its own order, the lower one first, a failed one after a while."""

from collections import deque
from heapq import heappop, heappush

from playground.world.streams import hook_queue
from playground.world.updates import Updates
from playground.world.values import JSON

LONGEST_DELAY, LONGEST_ASKED = 60.0, 3600.0  # seconds


class Lines:
    """Holds up to `width` queues at a time; those on their way wait for `done` or `failed`."""

    def __init__(self, updates: Updates, *, width: int) -> None:
        self._updates = updates
        self._width = width
        self._queues: dict[int, deque[JSON]] = {}
        self._ready: list[tuple[float, int]] = []  # when a queue may go, and which
        self._known: set[int] = set()
        self._fails: dict[int, int] = {}

    def next(self, now: float) -> tuple[int, JSON] | None:
        """The queue and update to post now; it is on its way from then on."""
        self._load(now)
        while self._ready and self._ready[0][0] <= now:
            _, queue = heappop(self._ready)
            waiting = self._queues[queue]
            while waiting and not self._is_pending(waiting[0]):
                self._forget(waiting.popleft())
            if waiting:
                return queue, waiting[0]
            del self._queues[queue]
            self._load(now)
        return None

    def next_at(self) -> float | None:
        """When a queue that waits may go; None for never."""
        return self._ready[0][0] if self._ready else None

    def done(self, queue: int, now: float) -> None:
        """The first of the queue arrived: its next one may go."""
        update = self._queues[queue].popleft()
        self._forget(update)
        if self._is_pending(update):
            self._updates.pending.remove(update)
        self._go_on(queue, now)

    def failed(self, queue: int, now: float, *, asked: float, unit: float) -> None:
        """It goes again after what was `asked`, else at once, then after 2, 4, 8 .. 60 times `unit` seconds."""
        update_id = self._queues[queue][0]["update_id"]
        fails = self._fails.get(update_id, 0)
        self._fails[update_id] = fails + 1
        delay = min(asked, LONGEST_ASKED) or (min(2.0**fails, LONGEST_DELAY) * unit if fails else 0.0)
        heappush(self._ready, (now + delay, queue))

    def _load(self, now: float) -> None:
        self._updates.let_lapse()
        room = self._width - len(self._queues)
        for update in list(self._updates.pending) if room > 0 else ():
            if update["update_id"] in self._known or room <= 0:
                continue
            room -= 1
            self._known.add(update["update_id"])
            queue = hook_queue(update)
            if queue not in self._queues:
                heappush(self._ready, (now, queue))
            self._queues.setdefault(queue, deque()).append(update)

    def _go_on(self, queue: int, now: float) -> None:
        if self._queues[queue]:
            heappush(self._ready, (now, queue))
        else:
            del self._queues[queue]

    def _forget(self, update: JSON) -> None:
        self._known.discard(update["update_id"])
        self._fails.pop(update["update_id"], None)

    def _is_pending(self, update: JSON) -> bool:
        return any(each is update for each in self._updates.pending)

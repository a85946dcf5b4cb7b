"""What the desk owes an answer, a heap at a time: how much there is of each, and its first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from bot.domain.feedback import Ticket
from storage.database import Reader
from storage.feedback.tickets import SELECT, as_ticket

Heap = Literal["urgent", "open", "under_way"]

_HEAPS: Final[dict[Heap, str]] = {
    "urgent": "is_urgent = 1 AND state IN ('open', 'claimed', 'asked')",
    "open": "is_urgent = 0 AND state = 'open'",
    "under_way": "is_urgent = 0 AND state IN ('claimed', 'asked')",
}


@dataclass(frozen=True, slots=True)
class Owed:
    """How many; `late` are those of any heap that should have been answered by now."""

    heaps: dict[Heap, int]
    late: int

    @property
    def all(self) -> int:
        return sum(self.heaps.values())


async def owed(reader: Reader, *, chat_id: int, now: int) -> Owed:
    counted = ", ".join(
        f"coalesce(sum(CASE WHEN {rule} THEN 1 ELSE 0 END), 0) AS {heap}" for heap, rule in _HEAPS.items()
    )
    row = await reader.one(
        f"SELECT {counted}, coalesce(sum(CASE WHEN due_at < :now THEN 1 ELSE 0 END), 0) AS late FROM feedback "
        "WHERE chat_id = :chat_id AND state IN ('open', 'claimed', 'asked')",
        {"chat_id": chat_id, "now": now},
    )
    if row is None:
        raise AssertionError("a sum of nothing is a row")
    return Owed({heap: row[heap] for heap in _HEAPS}, row["late"])


async def first_of(reader: Reader, heap: Heap, *, chat_id: int, limit: int) -> list[Ticket]:
    """What most others joined, then the oldest. Names are looked up of those alone that are shown."""
    rows = await reader.all(
        SELECT + "WHERE feedback.id IN (SELECT heap.id FROM feedback AS heap "
        f"WHERE heap.chat_id = :chat_id AND {_HEAPS[heap]} ORDER BY "
        "(SELECT count(*) FROM feedback AS others WHERE others.merged_id = heap.id) DESC, heap.id LIMIT :limit) "
        "ORDER BY joined DESC, feedback.id",
        {"chat_id": chat_id, "limit": limit},
    )
    return [as_ticket(row) for row in rows]

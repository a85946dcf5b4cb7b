"""Boards: who stands where by balance, or by what a week or month brought; ranks are counted, not walked."""

from __future__ import annotations

from typing import Final

from bot.domain.points import Board, Place, Standing
from storage.database import Reader, Unit

BITS: Final = 8
LEVELS: Final = 5
"""The grains of the table `spread`, as the migration makes them."""

_BY_BALANCE = "SELECT account, balance AS points, entry FROM balances WHERE chat_id = :chat_id AND account > 0"
_BY_EARNED = "SELECT account, points, entry FROM earned WHERE chat_id = :chat_id AND board = :board AND since = :since"

_ABOVE = " UNION ALL ".join(
    "SELECT members FROM spread WHERE chat_id = :chat_id AND board = :board AND since = :since "
    f"AND level = {level} AND bucket > :points >> {BITS * level}"
    + (f" AND bucket < ((:points >> {BITS * (level + 1)}) + 1) << {BITS}" if level + 1 < LEVELS else "")
    for level in range(LEVELS)
)
"""How many stand above: within each grain, the buckets after the member's own and within the next grain's bucket."""


async def points(reader: Reader, *, chat_id: int, user_id: int, board: Board, since: int) -> int:
    side = f"{_BY_BALANCE if board == 'all' else _BY_EARNED} AND account = :user_id"
    row = await reader.one(side, {"chat_id": chat_id, "user_id": user_id, "board": board, "since": since})
    return row["points"] if row else 0


async def standing(reader: Reader, *, chat_id: int, user_id: int, board: Board = "all", since: int = 0) -> Standing:
    """Points and rank; rank 0 for whoever has no points."""
    held = await points(reader, chat_id=chat_id, user_id=user_id, board=board, since=since)
    if held <= 0:
        return Standing(held, 0)
    row = await reader.one(
        f"SELECT coalesce(sum(members), 0) AS above FROM ({_ABOVE})",
        {"chat_id": chat_id, "board": board, "since": since, "points": held},
    )
    return Standing(held, 1 + (row["above"] if row else 0))


async def top(reader: Reader, *, chat_id: int, board: Board, since: int, limit: int = 10) -> list[Place]:
    """The first of a board, of equals whoever reached those points first; equal points share a rank."""
    source = _BY_BALANCE if board == "all" else _BY_EARNED
    amount = "balance" if board == "all" else "points"
    rows = await reader.all(
        f"SELECT account, points, coalesce(name, '') AS name FROM "
        f"({source} AND {amount} > 0 ORDER BY {amount} DESC, entry LIMIT :limit) AS first "
        "LEFT JOIN people ON people.user_id = account ORDER BY points DESC, entry",
        {"chat_id": chat_id, "board": board, "since": since, "limit": limit},
    )
    places: list[Place] = []
    for number, row in enumerate(rows, start=1):
        is_equal = bool(places) and places[-1].points == row["points"]
        places.append(Place(places[-1].rank if is_equal else number, row["account"], row["name"], row["points"]))
    return places


async def forget(unit: Unit, *, board: Board, before: int) -> None:
    """Drop boards of periods that began before that local day; the ledger they were added up from stays."""
    for table in ("earned", "spread"):
        await unit.run(
            f"DELETE FROM {table} WHERE board = :board AND since < :before AND since > 0",
            {"board": board, "before": before},
        )

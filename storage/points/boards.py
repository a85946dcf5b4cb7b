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
_BY_DAY = "SELECT account, points, entry FROM daily WHERE chat_id = :chat_id AND day = :since"

_NEWEST = 500
"""Of the newcomers, how many are looked at: those who came last."""

# CROSS: the few newcomers first, whatever the planner makes of its statistics.
_BY_NEWNESS = (
    "SELECT account, points, seen_from AS entry FROM (SELECT user_id, seen_from FROM members "
    "WHERE chat_id = :chat_id AND seen_from >= :since AND state = 'in' "
    f"ORDER BY seen_from DESC LIMIT {_NEWEST}) AS newest CROSS JOIN scores "
    "WHERE scores.chat_id = :chat_id AND account = user_id"
)
_SOURCES: Final[dict[Board, str]] = {
    "all": _BY_BALANCE,
    "week": _BY_EARNED,
    "month": _BY_EARNED,
    "day": _BY_DAY,
    "new": _BY_NEWNESS,
}
_SEEN = (
    "NOT EXISTS (SELECT 1 FROM hidden WHERE hidden.chat_id = :chat_id AND hidden.user_id = account) "
    "AND NOT EXISTS (SELECT 1 FROM members AS gone WHERE gone.chat_id = :chat_id AND gone.user_id = account "
    "AND gone.state = 'left')"
)
"""Whoever asked to be left off is not on any board, nor is who left the group."""

_UNSEEN = (
    "(SELECT user_id FROM hidden WHERE chat_id = :chat_id "
    "UNION SELECT user_id FROM members WHERE chat_id = :chat_id AND state = 'left')"
)

_ABOVE = " UNION ALL ".join(
    "SELECT members FROM spread WHERE chat_id = :chat_id AND board = :board AND since = :since "
    f"AND level = {level} AND bucket > :points >> {BITS * level}"
    + (f" AND bucket < ((:points >> {BITS * (level + 1)}) + 1) << {BITS}" if level + 1 < LEVELS else "")
    for level in range(LEVELS)
)
"""How many stand above: within each grain, the buckets after the member's own and within the next grain's bucket."""


async def points(reader: Reader, *, chat_id: int, user_id: int, board: Board, since: int) -> int:
    side = f"{_SOURCES[board]} AND account = :user_id"
    row = await reader.one(side, {"chat_id": chat_id, "user_id": user_id, "board": board, "since": since})
    return row["points"] if row else 0


async def standing(reader: Reader, *, chat_id: int, user_id: int, board: Board = "all", since: int = 0) -> Standing:
    """Points and rank; rank 0 for whoever has no points. `since`: of "new", the moment from which one is a newcomer."""
    held = await points(reader, chat_id=chat_id, user_id=user_id, board=board, since=since)
    if held <= 0:
        return Standing(held, 0)
    params = {"chat_id": chat_id, "board": board, "since": since, "points": held}
    row = await reader.one(_rank(board), params)
    return Standing(held, 1 + (row["above"] if row else 0))


def _rank(board: Board) -> str:
    """How many that are seen stand above. Of a day they are counted along the index.

    Whoever is not seen is taken off afterwards: asking it of each row costs ten times as much.
    """
    source = _SOURCES[board]
    if board == "new":
        return f"SELECT count(*) AS above FROM ({source}) AS held WHERE points > :points AND {_SEEN}"
    unseen = (
        f"SELECT count(*) FROM {_UNSEEN} AS unseen CROSS JOIN ({source}) AS held "
        "WHERE held.account = unseen.user_id AND held.points > :points"
    )
    if board == "day":
        above = "SELECT count(*) FROM daily WHERE chat_id = :chat_id AND day = :since AND points > :points"
        return f"SELECT ({above}) - ({unseen}) AS above"
    return f"SELECT coalesce(sum(members), 0) - ({unseen}) AS above FROM ({_ABOVE}) AS higher"


async def top(reader: Reader, *, chat_id: int, board: Board, since: int, limit: int = 10) -> list[Place]:
    """The first of a board, of equals whoever reached those points first; equal points share a rank."""
    source = _SOURCES[board]
    amount = "balance" if board == "all" else "points"
    rows = await reader.all(
        f"SELECT account, points, coalesce(name, '') AS name FROM "
        f"({source} AND {amount} > 0 AND {_SEEN} ORDER BY {amount} DESC, entry LIMIT :limit) AS first "
        "LEFT JOIN people ON people.user_id = account ORDER BY points DESC, entry",
        {"chat_id": chat_id, "board": board, "since": since, "limit": limit},
    )
    places: list[Place] = []
    for number, row in enumerate(rows, start=1):
        is_equal = bool(places) and places[-1].points == row["points"]
        places.append(Place(places[-1].rank if is_equal else number, row["account"], row["name"], row["points"]))
    return places


async def hide(unit: Unit, *, chat_id: int, user_id: int) -> None:
    await unit.run(
        "INSERT INTO hidden (chat_id, user_id) VALUES (:chat_id, :user_id) ON CONFLICT DO NOTHING",
        {"chat_id": chat_id, "user_id": user_id},
    )


async def show(unit: Unit, *, chat_id: int, user_id: int) -> None:
    await unit.run(
        "DELETE FROM hidden WHERE chat_id = :chat_id AND user_id = :user_id", {"chat_id": chat_id, "user_id": user_id}
    )


async def is_hidden(reader: Reader, *, chat_id: int, user_id: int) -> bool:
    row = await reader.one(
        "SELECT 1 AS yes FROM hidden WHERE chat_id = :chat_id AND user_id = :user_id",
        {"chat_id": chat_id, "user_id": user_id},
    )
    return row is not None


async def forget_days(unit: Unit, *, before: int) -> None:
    await unit.run("DELETE FROM daily WHERE day < :before", {"before": before})


async def forget(unit: Unit, *, board: Board, before: int) -> None:
    """Drop boards of periods that began before that local day; the ledger they were added up from stays."""
    for table in ("earned", "spread"):
        await unit.run(
            f"DELETE FROM {table} WHERE board = :board AND since < :before AND since > 0",
            {"board": board, "before": before},
        )

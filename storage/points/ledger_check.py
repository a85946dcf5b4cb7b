"""Adding up anew: whether every balance, board and rank is what the ledger says; nothing is mended here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from storage.database import Reader


@dataclass(frozen=True, slots=True)
class Mismatch:
    """What was kept and what adding up gives; `account` is a member, the house, the points of a rank, or a day."""

    what: Literal["balance", "earned", "spread", "total", "made", "taken", "spent", "score"]
    chat_id: int
    account: int
    kept: int
    summed: int


_SIDES = (
    "SELECT chat_id, to_account AS account, amount FROM ledger UNION ALL "
    "SELECT chat_id, from_account, -amount FROM ledger"
)
_EARNED = (
    "SELECT chat_id, CASE from_account WHEN 0 THEN to_account ELSE from_account END AS account, {since} AS since, "
    "CASE from_account WHEN 0 THEN amount ELSE -amount END AS amount FROM ledger "
    "WHERE (from_account = 0 AND to_account > 0) OR (to_account = 0 AND from_account > 0)"
)


def _compare(what: str, kept: str, summed: str) -> str:
    """Rows of `kept` and `summed`, both of (chat_id, account, n), whose totals differ."""
    return (
        f"SELECT '{what}' AS what, chat_id, account, sum(kept) AS kept, sum(summed) AS summed FROM ("
        f"SELECT chat_id, account, n AS kept, 0 AS summed FROM ({kept}) AS kept UNION ALL "
        f"SELECT chat_id, account, 0, n FROM ({summed}) AS summed) AS sides "
        "GROUP BY chat_id, account HAVING sum(kept) <> sum(summed)"
    )


def _boards(board: str, since: str) -> str:
    return (
        "SELECT 'earned' AS what, chat_id, account, sum(kept) AS kept, sum(summed) AS summed FROM ("
        f"SELECT chat_id, account, since, points AS kept, 0 AS summed FROM earned WHERE board = '{board}' UNION ALL "
        f"SELECT chat_id, account, since, 0, amount FROM ({_EARNED.format(since=since)}) AS summed "
        f"WHERE since >= (SELECT min(since) FROM earned WHERE board = '{board}')) AS sides "
        "GROUP BY chat_id, account, since HAVING sum(kept) <> sum(summed)"
    )


_IN_HOUSE = "{side}_account BETWEEN -1000000 AND -1"
_FLOWED = {
    "made": "SELECT chat_id, day AS account, amount AS n FROM ledger WHERE from_account = 0",
    "taken": "SELECT chat_id, day AS account, amount AS n FROM ledger WHERE to_account = 0",
    "spent": f"SELECT chat_id, day AS account, amount AS n FROM ledger WHERE {_IN_HOUSE.format(side='to')} UNION ALL "
    f"SELECT chat_id, day, -amount FROM ledger WHERE {_IN_HOUSE.format(side='from')}",
}
_CHECKS = (
    _compare(
        "balance",
        "SELECT chat_id, account, balance AS n FROM balances",
        f"SELECT chat_id, account, amount AS n FROM ({_SIDES}) AS sides",
    ),
    _boards("week", "day - (day - 1) % 7"),
    _boards("month", "month"),
    _compare(
        "spread",
        "SELECT chat_id, bucket AS account, members AS n FROM spread WHERE board = 'all' AND level = 0",
        "SELECT chat_id, balance AS account, 1 AS n FROM balances WHERE account > 0 AND balance > 0",
    ),
    *(
        _compare(what, f"SELECT chat_id, day AS account, {what} AS n FROM flows", sums)
        for what, sums in _FLOWED.items()
    ),
    _compare(
        "score",
        "SELECT chat_id, account, points AS n FROM scores",
        f"SELECT chat_id, account, amount AS n FROM ({_EARNED.format(since='0')}) AS earned WHERE account > 0",
    ),
    "SELECT 'total' AS what, chat_id, 0 AS account, sum(balance) AS kept, 0 AS summed FROM balances "
    "GROUP BY chat_id HAVING sum(balance) <> 0",
)


async def audit(reader: Reader) -> list[Mismatch]:
    """All that does not add up, over every group; reads the whole ledger, so it is for the night."""
    rows = [row for check in _CHECKS for row in await reader.all(check)]
    return [Mismatch(row["what"], row["chat_id"], row["account"], row["kept"], row["summed"]) for row in rows]

"""How many points there are: made, taken back, spent and held, and by how few; sums kept as entries are written."""

from __future__ import annotations

from bot.domain.points import Economy
from storage.database import Reader
from storage.points.boards import LEVELS

_FLOWS = (
    "SELECT coalesce(sum(made), 0) AS made, coalesce(sum(taken), 0) AS taken, coalesce(sum(spent), 0) AS spent "
    "FROM flows WHERE chat_id = :chat_id AND day >= :since"
)
_HELD = "SELECT -coalesce(sum(balance), 0) AS held FROM balances WHERE chat_id = :chat_id AND account <= 0"
"""All accounts of a group come to nothing: what members hold, the house and the forgotten lack."""

_HOLDERS = (
    "SELECT coalesce(sum(members), 0) AS holders FROM spread "
    f"WHERE chat_id = :chat_id AND board = 'all' AND since = 0 AND level = {LEVELS - 1}"
)
_TOP = (
    "SELECT coalesce(sum(balance), 0) AS top FROM (SELECT balance FROM balances "
    "WHERE chat_id = :chat_id AND account > 0 ORDER BY balance DESC LIMIT 10) AS first"
)


async def economy(reader: Reader, *, chat_id: int, since: int) -> Economy:
    """What was made, taken and spent from that local day on; what is held now, and by the first ten."""
    row = await reader.one(
        f"SELECT * FROM ({_FLOWS}) AS flows CROSS JOIN ({_HELD}) AS held "
        f"CROSS JOIN ({_HOLDERS}) AS holders CROSS JOIN ({_TOP}) AS top",
        {"chat_id": chat_id, "since": since},
    )
    if row is None:
        return Economy(0, 0, 0, 0, 0, 0)
    return Economy(row["made"], row["taken"], row["spent"], row["held"], row["holders"], row["top"])

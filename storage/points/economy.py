"""How many points there are: made, taken back, spent and held, and by how few; reads through the whole ledger."""

from __future__ import annotations

from bot.domain.points import Economy
from storage.database import Reader

_FLOWS = (
    "SELECT coalesce(sum(CASE WHEN from_account = 0 THEN amount END), 0) AS made, "
    "coalesce(sum(CASE WHEN to_account = 0 THEN amount END), 0) AS taken, "
    "coalesce(sum(CASE WHEN to_account < 0 AND to_account > -1000000 THEN amount "
    "WHEN from_account < 0 AND from_account > -1000000 THEN -amount END), 0) AS spent "
    "FROM ledger WHERE chat_id = :chat_id AND day >= :since"
)
_HELD = (
    "SELECT coalesce(sum(balance), 0) AS held, count(*) AS holders FROM balances "
    "WHERE chat_id = :chat_id AND account > 0 AND balance > 0"
)
_TOP = (
    "SELECT coalesce(sum(balance), 0) AS top FROM (SELECT balance FROM balances "
    "WHERE chat_id = :chat_id AND account > 0 ORDER BY balance DESC LIMIT 10)"
)


async def economy(reader: Reader, *, chat_id: int, since: int) -> Economy:
    """What was made, taken and spent from that local day on; what is held now, and by the first ten."""
    row = await reader.one(
        f"SELECT * FROM ({_FLOWS}) CROSS JOIN ({_HELD}) CROSS JOIN ({_TOP})", {"chat_id": chat_id, "since": since}
    )
    if row is None:
        return Economy(0, 0, 0, 0, 0, 0)
    return Economy(row["made"], row["taken"], row["spent"], row["held"], row["holders"], row["top"])

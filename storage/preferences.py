"""What members declined; keeping it in memory for the light path is the wishes'."""

from __future__ import annotations

from bot.domain.preferences import DECLINABLE, Declinable
from storage.database import Reader, Unit


async def declined(reader: Reader) -> dict[Declinable, frozenset[int]]:
    """Everybody's: members by what they declined."""
    rows = await reader.all("SELECT user_id, declined FROM preferences")
    return {what: frozenset(row["user_id"] for row in rows if row["declined"] == what) for what in DECLINABLE}


async def decline(unit: Unit, what: Declinable, *, user_id: int, at: int) -> None:
    await unit.run(
        "INSERT INTO preferences (user_id, declined, at) VALUES (:user_id, :what, :at) ON CONFLICT DO NOTHING",
        {"user_id": user_id, "what": what, "at": at},
    )


async def allow(unit: Unit, what: Declinable, *, user_id: int) -> None:
    await unit.run(
        "DELETE FROM preferences WHERE user_id = :user_id AND declined = :what", {"user_id": user_id, "what": what}
    )

"""Who is in a lottery: entering and leaving while it is open, the list once frozen, prices owed back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.lottery.draw import Entrant
from storage.database import Reader, Row, Unit


@dataclass(frozen=True, slots=True)
class Entry:
    """`paid` is for all tickets together."""

    user_id: int
    pseudonym: str
    tickets: int
    paid: int
    is_fit: bool = True

    @property
    def entrant(self) -> Entrant:
        return Entrant(self.pseudonym, self.tickets)


_COLUMNS = "SELECT user_id, pseudonym, tickets, paid, state FROM lottery_entries "


def _entry(row: Row) -> Entry:
    return Entry(row["user_id"], row["pseudonym"], row["tickets"], row["paid"], row["state"] == "in")


async def entry(reader: Reader, *, lottery_id: int, user_id: int) -> Entry | None:
    row = await reader.one(
        _COLUMNS + "WHERE lottery_id = :lottery_id AND user_id = :user_id",
        {"lottery_id": lottery_id, "user_id": user_id},
    )
    return _entry(row) if row else None


async def enter(unit: Unit, *, lottery_id: int, user_id: int, pseudonym: str, paid: int, most: int, at: int) -> bool:
    """Whether they are in by this: the lottery is open, has room (`most` entrants, 0 is no limit), and had them not."""
    return await unit.change(
        "INSERT INTO lottery_entries (lottery_id, user_id, pseudonym, paid, entered_at) "
        "SELECT id, :user_id, :pseudonym, :paid, :at FROM lotteries "
        "WHERE id = :lottery_id AND state = 'open' AND (:most = 0 OR entrants < :most) ON CONFLICT DO NOTHING",
        {
            "lottery_id": lottery_id,
            "user_id": user_id,
            "pseudonym": pseudonym,
            "paid": paid,
            "most": most,
            "at": at,
        },
    )


async def add_ticket(unit: Unit, *, lottery_id: int, user_id: int, paid: int, most: int) -> bool:
    return await unit.change(
        "UPDATE lottery_entries SET tickets = tickets + 1, paid = paid + :paid "
        "WHERE lottery_id = :lottery_id AND user_id = :user_id AND tickets < :most "
        "AND (SELECT state FROM lotteries WHERE id = :lottery_id) = 'open'",
        {"lottery_id": lottery_id, "user_id": user_id, "paid": paid, "most": most},
    )


async def leave(unit: Unit, *, lottery_id: int, user_id: int) -> bool:
    return await unit.change(
        "DELETE FROM lottery_entries WHERE lottery_id = :lottery_id AND user_id = :user_id "
        "AND (SELECT state FROM lotteries WHERE id = :lottery_id) = 'open'",
        {"lottery_id": lottery_id, "user_id": user_id},
    )


async def page(reader: Reader, *, lottery_id: int, after: str, limit: int) -> list[Entry]:
    """The list as it is published, fit entrants by pseudonym, from the one after `after`."""
    rows = await reader.all(
        _COLUMNS + "WHERE lottery_id = :lottery_id AND pseudonym > :after AND state = 'in' "
        "ORDER BY pseudonym LIMIT :limit",
        {"lottery_id": lottery_id, "after": after, "limit": limit},
    )
    return [_entry(row) for row in rows]


async def mark_unfit(unit: Unit, *, lottery_id: int, pseudonyms: Iterable[str]) -> None:
    await unit.many(
        "UPDATE lottery_entries SET state = 'unfit' WHERE lottery_id = ? AND pseudonym = ? AND state = 'in'",
        ((lottery_id, each) for each in pseudonyms),
    )


async def owed(reader: Reader, *, lottery_id: int, unfit_only: bool, limit: int) -> list[Entry]:
    """Entries whose price has to go back and did not yet."""
    who = "AND state = 'unfit' " if unfit_only else ""
    rows = await reader.all(
        _COLUMNS + f"WHERE lottery_id = :lottery_id AND paid > 0 AND returned = 0 {who}ORDER BY user_id LIMIT :limit",
        {"lottery_id": lottery_id, "limit": limit},
    )
    return [_entry(row) for row in rows]


async def mark_returned(unit: Unit, *, lottery_id: int, user_ids: Iterable[int]) -> None:
    await unit.many(
        "UPDATE lottery_entries SET returned = 1 WHERE lottery_id = ? AND user_id = ?",
        ((lottery_id, each) for each in user_ids),
    )


async def staked(reader: Reader, *, lottery_id: int) -> int:
    """What those in the list have paid together."""
    return await reader.number(
        "SELECT coalesce(sum(paid), 0) AS paid FROM lottery_entries WHERE lottery_id = :lottery_id AND state = 'in'",
        {"lottery_id": lottery_id},
    )

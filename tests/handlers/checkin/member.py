"""A member who checks in at given moments."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.checkin import Calendar, Rule
from bot.services.checkin import CheckedIn, CheckedInBefore, check_in
from storage.database import Database
from storage.points import ledger

GROUP, MEI, LI = -100123, 2, 3


SHANGHAI = Calendar("Asia/Shanghai")


RULE = Rule()


def moment(when: str, zone: str = "Asia/Shanghai") -> int:
    return int(datetime.fromisoformat(when).replace(tzinfo=ZoneInfo(zone)).timestamp())


class Member:
    """Checks in and tells what was won, so that a story reads as days."""

    def __init__(self, database: Database, user_id: int = MEI) -> None:
        self.database, self.user_id, self.keys = database, user_id, 0

    async def at(self, when: int, calendar: Calendar = SHANGHAI, rule: Rule = RULE) -> CheckedIn | CheckedInBefore:
        self.keys += 1
        async with self.database.unit() as unit:
            return await check_in(
                unit,
                chat_id=GROUP,
                user_id=self.user_id,
                at=when,
                calendar=calendar,
                rule=rule,
                key=f"{self.user_id}:{self.keys}",
            )

    async def says(self, when: str, zone: str = "Asia/Shanghai", starts_at: int = 0) -> int:
        """The streak after checking in at that local time; 0 where the day was done already."""
        outcome = await self.at(moment(when, zone), Calendar(zone, starts_at))
        return outcome.streak if isinstance(outcome, CheckedIn) else 0

    async def balance(self) -> int:
        return await ledger.balance(self.database.reads, chat_id=GROUP, user_id=self.user_id)

"""People of a group and what they give each other, for the stories of the ledger."""

from __future__ import annotations

from datetime import date

from bot.domain.people import Person
from bot.domain.points import (
    Actor,
)
from bot.services import points
from bot.services.points import Order
from storage.database import Database
from storage.points import ledger

GROUP, OTHER_GROUP = -100123, -100456


OWEN = Actor(1, "欧文")


MEI, LI, WANG = Person(2, "小美"), Person(3, "老李"), Person(4, "王五")


NOW = 1_800_000_000


TODAY = date(2026, 11, 25).toordinal()  # a Wednesday


def order(key: str = "u:1", *, actor: Actor = OWEN, at: int = NOW, day: int = TODAY, chat_id: int = GROUP) -> Order:
    return Order(chat_id, actor, at, day, key)


async def give(database: Database, to: Person, amount: int, key: str, *, day: int = TODAY) -> points.Moved:
    async with database.unit() as unit:
        return await points.grant(unit, order(key, day=day), to=to, amount=amount, reason="画得好", most_a_day=50_000)


async def take(database: Database, of: Person, amount: int, key: str) -> points.Moved:
    async with database.unit() as unit:
        return await points.deduct(unit, order(key), of=of, amount=amount, reason="", most_a_day=50_000)


async def balance(database: Database, person: Person) -> int:
    return await ledger.balance(database.reads, chat_id=GROUP, user_id=person.id)

"""Codes that go with prizes: kept before the draw, each given to one place; delivering them is the claim's."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.lottery.terms import Place
from storage.database import Reader, Unit


async def keep(unit: Unit, *, lottery_id: int, prize: int, codes: Iterable[str]) -> None:
    for code in codes:
        await unit.run(
            "INSERT INTO lottery_codes (lottery_id, number, prize, code) "
            "SELECT :id, count(*), :prize, :code FROM lottery_codes WHERE lottery_id = :id",
            {"id": lottery_id, "prize": prize, "code": code},
        )


async def known(reader: Reader, *, lottery_id: int) -> set[str]:
    rows = await reader.all("SELECT code FROM lottery_codes WHERE lottery_id = :id", {"id": lottery_id})
    return {row["code"] for row in rows}


async def count(reader: Reader, *, lottery_id: int) -> dict[int, int]:
    """How many there are for each prize."""
    rows = await reader.all(
        "SELECT prize, count(*) AS n FROM lottery_codes WHERE lottery_id = :id GROUP BY prize", {"id": lottery_id}
    )
    return {row["prize"]: row["n"] for row in rows}


async def give(unit: Unit, place: Place, *, at: int) -> str:
    """The code of a place: the same each time it is asked; empty where the prize has none left."""
    asked = {"id": place.lottery_id, "place": place.place, "prize": place.prize, "at": at}
    await unit.run(
        "UPDATE lottery_codes SET place = :place, given_at = :at WHERE lottery_id = :id AND number = "
        "(SELECT min(number) FROM lottery_codes WHERE lottery_id = :id AND prize = :prize AND place IS NULL) "
        "AND NOT EXISTS (SELECT 1 FROM lottery_codes WHERE lottery_id = :id AND place = :place)",
        asked,
    )
    row = await unit.one(
        "SELECT code FROM lottery_codes WHERE lottery_id = :id AND place = :place",
        {"id": place.lottery_id, "place": place.place},
    )
    return row["code"] if row else ""

"""What two may want at the same moment: a day's allowance, the last seat, the last code, a draw while somebody leaves.

Each is loaded, decided and stored within a unit; that the units of a store come one after another makes it safe.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.domain.checkin import Calendar
from bot.domain.events.event import Details
from bot.domain.lottery.draw import Prize
from bot.domain.lottery.terms import Lottery, Terms
from bot.domain.people import Person
from bot.domain.points import Actor
from bot.domain.refusals import Refusal
from bot.domain.shop import Offer
from bot.services import points, shop
from bot.services.events import attending, hosting
from bot.services.lottery import drawing, entering, opening
from bot.services.lottery.entering import Attempt
from bot.services.points import Order
from bot.services.shop import Buyer
from storage.database import Database, Unit, open_database
from storage.points.ledger_check import audit
from tests.store import fresh

GROUP, DAY, NOW = -100123, 739_000, 1_800_000_000
ROUNDS = 50
PEOPLE = range(1, 6)
CALENDAR = Calendar("UTC", 0)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(fresh(tmp_path / "weilu.db")) as opened:
        yield opened


Deed = Callable[[Unit], Awaitable[Any]]


async def at_once(database: Database, *deeds: Deed) -> list[Any]:
    """What came of each, a refusal where it was refused; all begin before any has ended."""

    async def done(deed: Deed) -> Any:
        try:
            async with database.unit() as unit:
                return await deed(unit)
        except Refusal as refused:
            return refused

    return await asyncio.gather(*map(done, deeds))


def won(outcomes: list[Any]) -> list[Any]:
    return [each for each in outcomes if not isinstance(each, Refusal)]


async def test_a_days_allowance_is_never_exceeded_by_two_grants(database: Database) -> None:
    def grant(number: int, to: int) -> Deed:
        order = Order(GROUP, Actor(1000 + number, "x"), NOW, DAY, f"g:{number}:{to}")
        return lambda unit: points.grant(unit, order, to=Person(to, "y"), amount=600, reason="", most_a_day=1000)

    for number in range(ROUNDS):
        outcomes = await at_once(database, *(grant(number, 2000 + 3 * number + each) for each in range(3)))
        assert len(won(outcomes)) == 1, f"round {number}"
    assert await audit(database.reads) == []


async def test_the_last_seat_is_taken_once(database: Database) -> None:
    for number in range(ROUNDS):
        async with database.unit() as unit:
            details = Details("包饺子", cap=1)
            event = await hosting.create(unit, details, chat_id=GROUP, topic=0, starts_at=NOW + 9, by=1, now=NOW)

        def come(who: int, number: int = event.id) -> Deed:
            return lambda unit: attending.answer(unit, number, user_id=who, wanted="going", now=NOW)

        outcomes = await at_once(database, *map(come, PEOPLE))
        assert [each.answer for each in outcomes].count("going") == 1, f"round {number}"
        guests = await attending.guests(database.reads, event.id)
        assert [each.answer for each in guests].count("going") == 1
        assert len(guests) == len(PEOPLE)


async def test_the_last_code_goes_out_once(database: Database) -> None:
    async with database.unit() as unit:
        for who in PEOPLE:
            order = Order(GROUP, Actor(99, "x"), NOW, DAY, f"g:{who}")
            await points.grant(unit, order, to=Person(who, "x"), amount=1000, reason="", most_a_day=10**6)
        goods = await shop.put_up(unit, Offer("点卡", 1, 0, 0, "code"), chat_id=GROUP, by=1, at=0)
    for number in range(ROUNDS):
        async with database.unit() as unit:
            await shop.stock_up(unit, [f"CODE-{number}"], number=goods, chat_id=GROUP)

        def buy(who: int, key: str = f"{number}") -> Deed:
            return lambda unit: shop.redeem(unit, Buyer(who, "x", NOW, DAY, f"u:{who}:{key}"), number=goods)

        assert len(won(await at_once(database, *map(buy, PEOPLE)))) == 1, f"round {number}"
    assert await audit(database.reads) == []


async def test_who_leaves_while_it_is_drawn_is_out_or_in_with_their_price(database: Database) -> None:
    """Whichever comes first: on the list with the price staked, or off it with the price given back."""
    async with database.unit() as unit:
        order = Order(GROUP, Actor(99, "x"), NOW, DAY, "g")
        await points.grant(unit, order, to=Person(1, "x"), amount=1000, reason="", most_a_day=10**6)
    staked = 0
    for number in range(ROUNDS):
        lottery, attempt = await one_with_an_entrant(database, f"l:{number}")
        drawn: Deed = partial(drawing.close, lottery=lottery, at=NOW, by_hand=True)
        left: Deed = partial(entering.leave, attempt=attempt, lottery_id=lottery.id, chat_id=GROUP)
        outcomes = await at_once(database, *((drawn, left) if number % 2 else (left, drawn)))
        now = await opening.lottery_of(database.reads, lottery_id=lottery.id, chat_id=GROUP)
        assert now.state == "frozen"
        has_left = len(won(outcomes)) == 2
        assert now.entrants == (0 if has_left else 1), f"round {number}"
        staked += 0 if has_left else 1
    held = await database.reads.number("SELECT balance FROM balances WHERE account = 1")
    assert held == 1000 - staked
    assert 0 < staked < ROUNDS, "only one of the two ever came first"
    assert await audit(database.reads) == []


async def one_with_an_entrant(database: Database, key: str) -> tuple[Lottery, Attempt]:
    attempt = Attempt(Person(1, "x"), NOW, CALENDAR, key)
    async with database.unit() as unit:
        terms = Terms(prizes=(Prize("票"),), price=1)
        lottery = await opening.open_lottery(unit, terms, chat_id=GROUP, opened_by=2, at=NOW, key=key)
        await entering.enter(unit, attempt, lottery_id=lottery.id, chat_id=GROUP)
    return lottery, attempt

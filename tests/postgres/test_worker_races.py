"""What members want at the same moment of two workers: their units come one after another, as within one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.events.event import Details
from bot.domain.people import Person
from bot.domain.points import Actor
from bot.domain.refusals import Refusal
from bot.services import points
from bot.services.events import attending, hosting
from bot.services.points import Order
from storage import outbox
from storage.database import Database, Store, Unit, open_database
from storage.outbox import Posted
from storage.points.ledger_check import audit
from tests.engine.test_races import DAY, GROUP, NOW, PEOPLE, ROUNDS, Deed, won


@pytest.fixture
async def both(store: Store) -> AsyncIterator[list[Database]]:
    shared = replace(store, is_shared=True)
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(open_database(shared, is_served=True)) for _ in range(2)]


async def at_once(both: list[Database], *deeds: Deed) -> list[Any]:
    """What came of each, a refusal where it was refused; they go to the two in turn."""

    async def done(deed: Deed, database: Database) -> Any:
        try:
            async with database.unit() as unit:
                return await deed(unit)
        except Refusal as refused:
            return refused

    return await asyncio.gather(*(done(deed, both[number % 2]) for number, deed in enumerate(deeds)))


async def test_a_days_allowance_is_never_exceeded_by_two_workers(both: list[Database]) -> None:
    def grant(number: int, to: int) -> Deed:
        order = Order(GROUP, Actor(1000 + number, "x"), NOW, DAY, f"g:{number}:{to}")
        return lambda unit: points.grant(unit, order, to=Person(to, "y"), amount=600, reason="", most_a_day=1000)

    for number in range(ROUNDS):
        outcomes = await at_once(both, *(grant(number, 2000 + 3 * number + each) for each in range(3)))
        assert len(won(outcomes)) == 1, f"round {number}"
    assert await audit(both[0].reads) == []


async def test_the_last_seat_is_given_by_one_of_two_workers(both: list[Database]) -> None:
    for number in range(ROUNDS):
        async with both[0].unit() as unit:
            details = Details("包饺子", cap=1)
            event = await hosting.create(unit, details, chat_id=GROUP, topic=0, starts_at=NOW + 9, by=1, now=NOW)

        def come(who: int, number: int = event.id) -> Deed:
            return lambda unit: attending.answer(unit, number, user_id=who, wanted="going", now=NOW)

        outcomes = await at_once(both, *map(come, PEOPLE))
        assert [each.answer for each in outcomes].count("going") == 1, f"round {number}"


async def test_what_two_workers_post_is_numbered_in_the_order_in_which_it_can_be_read(both: list[Database]) -> None:
    """The sender's cursor passes no number by that is committed later."""
    seen, cursor = list[int](), 0

    async def post(unit: Unit) -> None:
        await outbox.post(unit, [Posted(GROUP, 0, "{}", "drop")] * 3, now=NOW)
        await outbox.unsent(unit, after_id=0)

    for _ in range(ROUNDS):
        posting = asyncio.ensure_future(at_once(both, *[post] * 6))
        while not posting.done():
            rows = await outbox.unsent(both[0].reads, after_id=cursor)
            cursor = rows[-1].id if rows else cursor
            seen += [each.id for each in rows]
        seen += [each.id for each in await outbox.unsent(both[0].reads, after_id=cursor)]
        cursor = seen[-1]
        async with both[0].unit() as unit:
            await outbox.drop_lane(unit, chat_id=GROUP, error="", now=NOW)
    assert len(seen) == len(set(seen)) == ROUNDS * 18

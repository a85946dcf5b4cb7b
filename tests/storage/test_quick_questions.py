"""Short questions are answered on the event loop, long ones and whatever writes in the connection's thread."""

from __future__ import annotations

import asyncio

import pytest

from storage import key_values
from storage.database import Database, Reader
from storage.engines.sqlite_quick import STEPS

SHORT = "SELECT value FROM facts WHERE name = :name"
LONG = (
    "SELECT count(*) FROM (WITH RECURSIVE up (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < :most) "
    "SELECT n FROM up) AS counted"
)


async def others_got_a_turn(reader: Reader, sql: str, **params: object) -> bool:
    """Whether the event loop went round while the question was asked."""
    went_round = asyncio.Event()
    asyncio.get_running_loop().call_soon(went_round.set)
    await reader.all(sql, params)
    return went_round.is_set()


async def test_a_short_question_is_answered_at_once(database: Database) -> None:
    async with database.unit() as unit:
        await key_values.keep(unit, "a", "1")
    assert not await others_got_a_turn(database.reads, SHORT, name="a")
    assert await key_values.fact(database.reads, "a") == "1"


async def test_a_long_question_holds_nobody_up_and_is_answered_all_the_same(database: Database) -> None:
    for _ in range(3):  # at first found out to be long, then known as such
        assert await others_got_a_turn(database.reads, LONG, most=STEPS)
        assert await database.reads.number(LONG, {"most": STEPS}) == STEPS
    assert not await others_got_a_turn(database.reads, SHORT, name="a")


async def test_however_often_a_short_question_is_asked_it_stays_one_and_others_get_their_turn(
    database: Database,
) -> None:
    answers = [await others_got_a_turn(database.reads, LONG, most=100) for _ in range(200)]
    assert 0 < sum(answers) < len(answers) // 4


async def test_a_long_question_in_a_transaction_leaves_what_was_written(database: Database) -> None:
    async with database.unit() as unit:
        await key_values.keep(unit, "a", "1")
        assert not await others_got_a_turn(unit, SHORT, name="a")
        assert await unit.number(LONG, {"most": STEPS}) == STEPS
        assert await key_values.fact(unit, "a") == "1"
    assert await key_values.fact(database.reads, "a") == "1"


async def test_a_question_that_cannot_be_asked_says_so_as_before(database: Database) -> None:
    for _ in range(3):
        with pytest.raises(Exception, match="no such table"):
            await database.reads.all("SELECT * FROM nowhere")

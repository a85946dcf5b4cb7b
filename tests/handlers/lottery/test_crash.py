"""Stories of a bot that dies: at every commit of a lottery's course, and what the next start makes of what was kept."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import shutil
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from storage.database import Unit
from tests.handlers.lottery.support import button, opened, presses
from tests.story import FORUM, OWNER, PEISHAN, XIAOMAN, YINUO, ZIXUAN, Story, told

HOUR = 3600
PEOPLE = (YINUO, ZIXUAN, PEISHAN, XIAOMAN)
Course = Callable[[Story], Awaitable[None]]


async def drawn_and_claimed(story: Story) -> None:
    """Prices, a leaver, a code, a claim, a reserve who inherits, and the end."""
    await _entered(story)
    await story.passes(2 * HOUR + 5)
    rows = await story.rows("SELECT user_id FROM lottery_places WHERE state = 'won' ORDER BY place")
    await presses(story, rows[0]["user_id"], "领奖")
    await story.passes(HOUR + 5)
    await story.passes(HOUR + 5)


async def cancelled(story: Story) -> None:
    await _entered(story)
    await story.says(OWNER, "/lottery cancel 1")
    await story.passes(5)


async def judged_with_a_public_value(story: Story) -> None:
    """Two go on for longer, one fits no longer and is paid back, a value is awaited, all claim."""
    for who in PEOPLE:
        await story.says(who, "签到")
    number = await opened(
        story, "热茶 x2 | ends 1h | least 4 | extend 1h | price 3 | public 红球 | if points 5 | claim 1h"
    )
    for who in PEOPLE[:3]:
        await presses(story, who, "参加")
    await story.passes(HOUR + 5)
    await presses(story, XIAOMAN, "参加")
    await story.says(OWNER, f"/deduct {YINUO} 7 刷屏")
    await story.passes(HOUR + 5)
    await story.says(OWNER, f"/lottery draw {number} 07")
    for row in await story.rows("SELECT user_id FROM lottery_places"):
        await presses(story, row["user_id"], "领奖")


async def _entered(story: Story) -> None:
    for who in PEOPLE:
        await story.says(who, "/start", chat=who)
        await story.says(who, "签到")
    number = await opened(story, "兑换券 x2 | ends 2h | price 3 | reserves 1 | claim 1h")
    await story.says(OWNER, f"/lottery codes {number}\nAAA\nBBB", chat=OWNER)
    for who in PEOPLE:
        await presses(story, who, "参加")
    await presses(story, XIAOMAN, "退出")


async def moments_of(folder: Path, course: Course, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The store as every commit of the course left it: what a bot killed right then would find."""
    kept: list[Path] = []
    commit = Unit.commit
    home = folder / "course"
    home.mkdir()

    async def commit_and_copy(unit: Unit) -> None:
        was_open = unit.is_open
        await commit(unit)
        if was_open:
            kept.append(folder / f"moment-{len(kept):03}.db")
            with (
                contextlib.closing(sqlite3.connect(home / "weilu.db")) as connection,
                contextlib.closing(sqlite3.connect(kept[-1])) as moment,
            ):
                connection.backup(moment)

    with monkeypatch.context() as patch:
        async with told(home) as story:
            patch.setattr(Unit, "commit", commit_and_copy)
            await course(story)
    return kept


def facts(path: Path, sql: str) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


PLACES = "SELECT place, user_id FROM lottery_places ORDER BY place"
GIVEN = "SELECT number, place FROM lottery_codes WHERE place IS NOT NULL ORDER BY number"
STEPS = (
    "SELECT what, count(*) FROM lottery_history WHERE what IN ('opened', 'frozen', 'listed', 'drawn', 'announced', "
    "'settled', 'cancelled') GROUP BY what HAVING count(*) > 1"
)
HELD = "SELECT coalesce(sum(balance), 0) FROM balances WHERE account = -1"
STAKED = "SELECT coalesce(sum(paid), 0) FROM lottery_entries WHERE state = 'in'"
RESULTS = "SELECT count(*) FROM outbox WHERE body LIKE '%lottery:1:result%' AND body LIKE '%\"do\":\"say\"%'"
RECORDS = 'SELECT count(*) FROM outbox WHERE body LIKE \'%"filename":"lottery-1.json"%\''
OWED = (
    "SELECT e.user_id FROM lottery_entries AS e JOIN lotteries AS l ON l.id = e.lottery_id "
    "WHERE l.state = 'cancelled' AND e.paid > 0 AND e.returned = 0"
)


async def goes_on_from(moment: Path, folder: Path) -> Path:
    """A new start on what was kept, in a world whose clock goes on; nobody but the bot does anything."""
    home = folder / moment.stem
    home.mkdir()
    shutil.copy(moment, home / "weilu.db")
    shutil.copy(folder / "course" / "weilu.db.secret", home / "weilu.db.secret")
    async with told(home) as story:
        for _ in range(6):
            await story.passes(HOUR)
    return home / "weilu.db"


@pytest.mark.of_the_file("keeps copies of it, as a death leaves it")
@pytest.mark.parametrize("course", [drawn_and_claimed, cancelled, judged_with_a_public_value])
async def test_killed_at_any_arrow_it_draws_once_and_loses_nothing(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = await moments_of(tmp_path, course, monkeypatch)
    begun = [each for each in moments if facts(each, "SELECT 1 FROM lotteries")]
    assert len(begun) > 20
    states = {facts(each, "SELECT state FROM lotteries")[0][0] for each in begun}
    assert states >= ({"open", "cancelled"} if course is cancelled else {"open", "frozen", "drawn", "announced"})
    for moment in _telling(begun):
        after = await goes_on_from(moment, tmp_path)
        ((state, is_awaited),) = facts(after, "SELECT state, public_value = '' AND terms LIKE '%红球%' FROM lotteries")
        assert state in ("settled", "cancelled") or (state == "frozen" and is_awaited), moment
        assert facts(after, STEPS) == [], moment
        assert facts(after, HELD) == (facts(after, STAKED) if state == "frozen" else [(0,)]), moment
        assert facts(after, OWED) == [], moment
        if drawn := facts(moment, PLACES):
            assert facts(after, PLACES) == drawn, moment
        given = facts(moment, GIVEN)
        assert facts(after, GIVEN)[: len(given)] == given, moment
        wanted = 1 if facts(after, "SELECT 1 FROM lotteries WHERE state = 'settled'") else 0
        assert facts(after, RESULTS) == [(wanted,)], moment
        assert facts(after, RECORDS) == [(wanted,)], moment
        assert facts(after, "SELECT count(*) FROM timers WHERE state = 'bad'") == [(0,)], moment


def _telling(moments: list[Path]) -> list[Path]:
    """Of moments that differ in the outbox's bookkeeping alone, the first and the last."""
    alike = [list(each) for _, each in itertools.groupby(moments, key=_course_of)]
    return [moment for each in alike for moment in dict.fromkeys((each[0], each[-1]))]


def _course_of(path: Path) -> str:
    tables = ("lotteries", "lottery_entries", "lottery_places", "lottery_codes", "lottery_history", "ledger", "timers")
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return json.dumps([connection.execute(f"SELECT * FROM {each}").fetchall() for each in tables])


async def test_a_thousand_presses_at_once_by_a_hundred_people_are_a_hundred_entries(story: Story) -> None:
    people = [await story.does(OWNER, "newcomer", name=f"人{number}") for number in range(100)]
    for who in people:
        await story.does(who, "join", chat_id=FORUM)
    for who in people:
        await story.says(OWNER, f"/grant {who} 50 见面礼")
    await opened(story, "围巾 | price 7")
    message_id, data = button(story, "参加", FORUM)
    with story.unheard():
        for _ in range(10):
            for who in people:
                await story.does(who, "press", chat_id=FORUM, message_id=message_id, data=data)
    async with asyncio.timeout(60):
        await story.settle()
    assert await story.rows("SELECT count(*) AS n, sum(paid) AS paid FROM lottery_entries") == [{"n": 100, "paid": 700}]
    assert await story.rows("SELECT count(*) AS n FROM ledger WHERE kind = 'stake'") == [{"n": 100}]
    assert await story.rows("SELECT balance FROM balances WHERE account = -1") == [{"balance": 700}]

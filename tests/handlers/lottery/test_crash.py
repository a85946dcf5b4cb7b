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
from typing import NamedTuple

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


def facts(store: sqlite3.Connection, sql: str) -> list[tuple[object, ...]]:
    return store.execute(sql).fetchall()


class Moment(NamedTuple):
    """A store as a commit left it: the lottery's state, and all that its course wrote."""

    store: Path
    state: str
    course: str


def moment_at(path: Path) -> Moment:
    tables = ("lotteries", "lottery_entries", "lottery_places", "lottery_codes", "lottery_history", "ledger", "timers")
    with contextlib.closing(sqlite3.connect(path)) as store:
        course = json.dumps([facts(store, f"SELECT * FROM {each}") for each in tables])
        return Moment(path, "".join(str(state) for (state,) in facts(store, "SELECT state FROM lotteries")), course)


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
    begun = [each for each in map(moment_at, await moments_of(tmp_path, course, monkeypatch)) if each.state]
    assert len(begun) > 20
    states = {each.state for each in begun}
    assert states >= ({"open", "cancelled"} if course is cancelled else {"open", "frozen", "drawn", "announced"})
    for moment in _telling(begun):
        with (
            contextlib.closing(sqlite3.connect(moment)) as before,
            contextlib.closing(sqlite3.connect(await goes_on_from(moment, tmp_path))) as after,
        ):
            assert _amiss(before, after) == [], moment


def _amiss(before: sqlite3.Connection, after: sqlite3.Connection) -> list[str]:
    """What is lost, left or done twice of the lottery that a bot went on with from where another was killed."""
    ((state, is_awaited),) = facts(after, "SELECT state, public_value = '' AND terms LIKE '%红球%' FROM lotteries")
    wanted = [(1 if state == "settled" else 0,)]
    drawn, given = facts(before, PLACES), facts(before, GIVEN)
    is_so = {
        "ended": state in ("settled", "cancelled") or (state == "frozen" and is_awaited),
        "each step once": facts(after, STEPS) == [],
        "held what is staked": facts(after, HELD) == (facts(after, STAKED) if state == "frozen" else [(0,)]),
        "nobody owed": facts(after, OWED) == [],
        "places kept": not drawn or facts(after, PLACES) == drawn,
        "codes kept": facts(after, GIVEN)[: len(given)] == given,
        "result told once": facts(after, RESULTS) == wanted,
        "record told once": facts(after, RECORDS) == wanted,
        "no bad timer": facts(after, "SELECT 1 FROM timers WHERE state = 'bad'") == [],
    }
    return [what for what, is_right in is_so.items() if not is_right]


def _telling(moments: list[Moment]) -> list[Path]:
    """Of moments that differ in the outbox's bookkeeping alone, the first and the last."""
    alike = [[each.store for each in some] for _, some in itertools.groupby(moments, key=lambda each: each.course)]
    return [moment for each in alike for moment in dict.fromkeys((each[0], each[-1]))]


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

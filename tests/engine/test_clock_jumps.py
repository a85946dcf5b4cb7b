"""Stories of clocks that jump: this machine's far from Telegram's does no harm, one that went back delays nothing."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot import clock
from bot.clock import FAR, Clock
from bot.config import load
from storage import queues
from storage.database import open_database
from storage.queues import Timer
from tests.story import FORUM, NOON, OWNER, YINUO, ZIXUAN, Story, told

ROOT = Path(__file__).parents[2]
DAY = 86_400
TO_NINE = 21 * 3600
"""From the stories' noon to nine in the morning."""
DAILY = '[[schedule]]\nname = "早"\ncron = "0 9 * * *"\ntext = "早上好"\nquiet = "ignore"\n'


@dataclass
class Machine:
    """This machine's wall clock, set by hand; what it measures spans with goes on as ever."""

    ahead: float = field(default_factory=lambda: NOON - time.time())

    def time(self) -> float:
        return time.time() + self.ahead


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
async def by_system(tmp_path: Path, machine: Machine) -> AsyncIterator[Story]:
    """A bot that goes by its machine's own clock, as most do."""
    async with told(tmp_path, DAILY) as story:
        await story.end()
        file = story.config.folder / "config.toml"
        file.write_text(file.read_text().replace('clock = "server"', 'clock = "system"'))
        story.config, story.machine = load(file, {}), machine.time
        await story.begin()
        yield story


async def due_of(story: Story, kind: str) -> int:
    """The latest of that kind."""
    return int((await story.rows("SELECT max(due_at) AS at FROM timers WHERE kind = :kind", kind=kind))[0]["at"])


async def sum_of(story: Story) -> dict[str, int]:
    tables = ("checkins", "activity", "ledger", "destroyed")
    return {each: (await story.rows(f"SELECT count(*) AS n FROM {each}"))[0]["n"] for each in tables}


@pytest.mark.parametrize("jump", [500 * DAY, 3 * DAY, -500 * DAY, FAR + 60], ids=lambda jump: f"{jump} s")
async def test_nothing_is_swept_drawn_or_said_while_the_machines_clock_is_far(
    by_system: Story, machine: Machine, jump: int
) -> None:
    story = by_system
    for who in (YINUO, ZIXUAN):
        await story.says(who, "签到")
    await story.says(OWNER, "/lottery new 奖 x1 | ends 2h")
    await story.presses(YINUO, "参加")
    before = await sum_of(story), len(story.world.sent(FORUM)), await due_of(story, "housekeeping")
    machine.ahead += jump
    await story.settle()
    assert (await sum_of(story), len(story.world.sent(FORUM)), await due_of(story, "housekeeping")) == before
    assert "定时的事都停着" in (await story.says(OWNER, "/doctor"))["text"]
    assert "已经签过" in (await story.says(YINUO, "签到"))["text"]
    machine.ahead -= jump
    story.world.clock.advance(3 * 3600)
    machine.ahead += 3 * 3600
    await story.says(ZIXUAN, "早")
    await story.settle()
    assert (await story.rows("SELECT state FROM lotteries"))[0]["state"] == "announced"


async def test_what_waited_is_done_once_when_the_clock_is_set_right(by_system: Story, machine: Machine) -> None:
    story = by_system
    machine.ahead -= 2 * DAY
    story.world.clock.advance(TO_NINE)
    await story.says(YINUO, "早")
    assert posted(story) == 0
    machine.ahead += 2 * DAY + TO_NINE
    for _ in range(2):
        await story.says(YINUO, "早")
        assert posted(story) == 1


def posted(story: Story) -> int:
    return len([each for each in story.world.sent(FORUM) if each.get("text") == "早上好"])


async def test_a_machine_that_slept_asks_what_time_it_is_and_goes_on(by_system: Story, machine: Machine) -> None:
    """What measures spans stands still in sleep, and with a webhook there may be nothing to ask for."""
    story = by_system
    await story.says(YINUO, "早")
    machine.ahead += TO_NINE
    story.world.clock.advance(TO_NINE)
    story.app.timers.wake()
    async with asyncio.timeout(20):
        while not posted(story):
            await asyncio.sleep(0.01)


async def jumps(story: Story, seconds: int) -> None:
    story.world.clock.advance(seconds)
    await story.says(YINUO, "早")
    await story.settle()


@pytest.mark.parametrize("restarts", [False, True], ids=["running", "restarted"])
async def test_a_clock_that_was_ahead_for_a_moment_silences_nothing_when_it_is_back(
    tmp_path: Path, restarts: bool
) -> None:
    """Here Telegram's own time is what jumps: the bot was told to go by it."""
    async with told(tmp_path, DAILY) as story:
        await jumps(story, 500 * DAY)
        assert await due_of(story, "housekeeping") > NOON + 499 * DAY
        await jumps(story, -500 * DAY)
        if restarts:
            await story.restart()
        recurring = story.app.engine._router.wiring.recurring
        for kind, next_time in recurring.items():
            assert await due_of(story, kind) == next_time(NOON, "Asia/Shanghai"), kind
        before = posted(story)
        for span in (TO_NINE, DAY, DAY):
            await jumps(story, span)
        assert posted(story) == before + 3


@given(some.lists(some.tuples(some.integers(-(10**9), 10**9), some.integers(0, 10**6), some.booleans()), max_size=20))
def test_whatever_the_machines_clock_does_the_bots_is_near_telegrams(steps: list[tuple[int, int, bool]]) -> None:
    wall = SimpleNamespace(at=1_800_000_000.0, span=0.0)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(clock, "time", SimpleNamespace(monotonic=lambda: wall.span))
        ours, telegrams = Clock(lambda: wall.at), 1_800_000_000
        ours.hear(telegrams)
        for jump, span, is_heard in steps:
            wall.at += jump + span
            wall.span += span
            telegrams += span
            if is_heard:
                ours.hear(telegrams)
            assert abs(ours.now() - telegrams) <= FAR + 1
            assert ours.is_far == (abs(telegrams - int(wall.at)) > FAR)


@pytest.mark.parametrize("restarts", [False, True], ids=["running", "restarted"])
async def test_a_span_that_began_while_the_clock_was_ahead_is_no_longer_than_it_is(
    tmp_path: Path, restarts: bool
) -> None:
    async with told(tmp_path) as story:
        await jumps(story, 3 * DAY)
        await story.says(OWNER, "/quiz add\n一加一 | *二 | 三\n二加二 | *四 | 五")
        await story.says(OWNER, "/quiz round 2 30s")
        await story.says(OWNER, "/poll 去哪 | 山 | 海 | #ends 2027-01-25 20:00")
        told_moment = await due_of(story, "poll_due")
        await jumps(story, -3 * DAY)
        if restarts:
            await story.restart()
        assert asked(story) == 1
        await jumps(story, 31)
        await jumps(story, 11)
        assert asked(story) == 2, "the next question"
        assert told_moment in [row["due_at"] for row in await story.rows("SELECT due_at FROM timers")]


def asked(story: Story) -> int:
    return len([each for each in story.world.sent(FORUM) if each.get("poll", {}).get("type") == "quiz"])


async def test_however_the_clock_goes_no_span_waits_longer_than_its_length_and_no_moment_moves(tmp_path: Path) -> None:
    async with open_database(tmp_path / "weilu.db") as database:
        for seed in range(60):
            chance, now = random.Random(seed), NOON
            lengths, moments = dict[str, int](), dict[str, int]()
            for step in range(15):
                jump = chance.choice((0, 0, 5, 400, 90, -90, DAY, -DAY, 500 * DAY, -500 * DAY))
                now += jump
                key, length = f"{seed}:{step}", chance.choice((0, 1, 30, 3600))
                async with database.unit() as unit:
                    if jump < 0:
                        await queues.begin_spans_anew(unit, now=now)
                    await queues.set_timer(unit, Timer("span", key, 0, now + length, "null", now))
                    await queues.set_timer(unit, Timer("moment", key, 0, now + length, "null"))
                lengths[key], moments[key] = length, now + length
                rows = await database.reads.all("SELECT kind, key, due_at FROM timers", {})
                due = {(row["kind"], row["key"]): row["due_at"] for row in rows if row["key"].startswith(f"{seed}:")}
                late = [each for each in lengths if due["span", each] > now + lengths[each]]
                assert not late, f"seed {seed}, step {step}: later than their length from now"
                assert {each: due["moment", each] for each in moments} == moments


def test_a_span_is_said_as_one() -> None:
    """A moment that is reckoned on the spot would not be known for a span when the clock goes back."""
    sources = {path: path.read_text(encoding="utf-8") for path in (ROOT / "handlers").rglob("*.py")}
    assert len(sources) > 100
    assert [str(path) for path, text in sources.items() if re.search(r"later\([^)]*at=turn\.now \+", text)] == []


async def test_what_was_earned_while_the_clock_was_ahead_keeps_nobody_from_earning(tmp_path: Path) -> None:
    async with told(tmp_path) as story:
        for number, jump in enumerate((0, 7200, -7200, 90)):
            story.world.clock.advance(jump)
            await story.says(YINUO, f"{'春夏秋冬'[number]}天的晚上一起围炉夜话，谁来带一壶好茶呢")
        paid = await story.rows("SELECT credited FROM activity WHERE user_id = :who", who=YINUO)
        assert [row["credited"] for row in paid] == [4 * 2]

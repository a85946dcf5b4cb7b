"""A year of a hundred entries across twelve zones, stopped and killed at random: nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.cli.simulate import PretendClock, Rehearsal
from bot.config import Config, load
from bot.outbox import actions
from handlers import ENTRANCES
from storage import people, queues
from storage.database import open_database
from storage.engines.sqlite import SqliteDatabase
from storage.people import Chat
from storage.queues import Timer
from tests.store import fresh

ZONES = (
    *("Asia/Shanghai", "Asia/Taipei", "Asia/Kolkata", "Asia/Kathmandu", "Europe/Berlin", "Europe/London"),
    *("America/New_York", "America/St_Johns", "America/Sao_Paulo"),
    *("Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Apia"),
)  # fmt: skip
FIRST = int(datetime(2027, 1, 1, tzinfo=UTC).timestamp())
LAST = int(datetime(2028, 1, 1, tzinfo=UTC).timestamp()) - 1
WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
CHAT = -1001


class Made:
    """An entry of the file, and its due times reckoned with nothing but dates and the zone's own rules."""

    def __init__(self, number: int, chance: random.Random) -> None:
        self.name, self.zone = f"entry {number}", ZONES[number % len(ZONES)]
        self.minute, self.hour = chance.randrange(60), chance.randrange(24)
        self.kind = ("weekly", "monthly", "last", "every")[number % 4] if number % 16 else "daily"
        self.weekday, self.day, self.hours = chance.randrange(7), chance.randrange(1, 29), chance.choice((84, 168, 200))
        self.missed = chance.choice(("send", "skip", "merge"))
        self.within = chance.choice(("10m", "1h", "12h"))

    def table(self) -> str:
        clock = f"{self.minute} {self.hour}"
        when = {
            "daily": f'cron = "{clock} * * *"',
            "weekly": f'cron = "{clock} * * {self.weekday}"',
            "monthly": f'cron = "{clock} {self.day} * *"',
            "last": f'when = "每月最后一天 {self.hour}:{self.minute:02}"',
            "every": f'every = "{self.hours}h"',
        }[self.kind]
        return (
            f'[[schedule]]\nname = "{self.name}"\nchats = [{CHAT}]\nzone = "{self.zone}"\n{when}\ntext = "x"\n'
            f'missed = "{self.missed}"\n' + (f'within = "{self.within}"\n' if self.missed != "skip" else "")
        )

    def dues(self) -> Iterator[int]:
        if self.kind == "every":
            since = int(datetime(2024, 1, 1, tzinfo=ZoneInfo(self.zone)).timestamp())
            yield from (at for at in range(since, LAST + 1, self.hours * 3600) if at >= FIRST)
            return
        found = set()
        for offset in range(-2, 368):
            wall = datetime(2027, 1, 1, self.hour, self.minute) + timedelta(days=offset)
            if self._is_meant(wall):
                # An hour that is left out: one second before it, as many seconds later.
                found.add(int(wall.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC).timestamp()))
        yield from sorted(at for at in found if FIRST <= at <= LAST)

    def _is_meant(self, wall: datetime) -> bool:
        return {
            "daily": True,
            "weekly": WEEKDAYS[wall.isoweekday() % 7] == WEEKDAYS[self.weekday],
            "monthly": wall.day == self.day,
            "last": (wall + timedelta(days=1)).day == 1,
        }[self.kind]


class Life:
    """The schedule on one store, through stops and kills."""

    def __init__(self, folder: Path, config: Config, seed: int) -> None:
        self.path, self.config, self.chance = folder / "weilu.db", config, random.Random(seed)
        self.clock = PretendClock(FIRST - 1)
        self.restarts = self.kills = self.read_up_to = 0

    async def live(self) -> None:
        is_over = False
        while not is_over:
            async with open_database(fresh(self.path)) as database:
                if isinstance(database, SqliteDatabase):
                    await database._writer.execute("PRAGMA synchronous = OFF")
                async with database.unit() as unit:
                    await people.keep_chat(unit, Chat(CHAT, "supergroup", "g"), now=self.clock.at)
                rehearsal = Rehearsal(database, self.config, ENTRANCES, self.clock)
                await rehearsal.begin()
                rehearsal._read_up_to = self.read_up_to
                is_over = await self._for_a_while(rehearsal)
                self.read_up_to = rehearsal._read_up_to
            self.restarts += 1
            self.clock.at += self.chance.choice((0, 1, 90, 1800, 7200, 18_000, 100_000))

    async def _for_a_while(self, rehearsal: Rehearsal) -> bool:
        """Whether the year is over."""
        for _ in range(self.chance.randrange(1, 120)):
            due = await queues.next_due(rehearsal._database.reads, after=-1)
            if due is None or due > LAST:
                return True
            self.clock.at = max(self.clock.at, due)
            if self.chance.random() < 0.02:
                await self._killed(rehearsal)
                return False
            async for _sent in rehearsal.due_now():
                pass
        return False

    async def _killed(self, rehearsal: Rehearsal) -> None:
        """Somewhere in the middle of a turn: what was not committed is gone."""
        self.kills += 1
        timer = (await queues.due_timers(rehearsal._database.reads, now=self.clock.at))[0]
        turn = asyncio.get_running_loop().create_task(rehearsal._steps.take(timer))
        for _ in range(self.chance.randrange(1, 40)):
            await asyncio.sleep(0)
        turn.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await turn


@pytest.mark.parametrize("seed", [20270101])
async def test_what_was_due_in_a_year_is_what_was_dealt_with_and_nothing_went_out_twice(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    made = [Made(number, chance) for number in range(96)]
    path = tmp_path / "config.toml"
    path.write_text('[quiet]\nhours = ""\n' + "".join(each.table() for each in made))
    config = load(path, {"BOT_TOKEN": "123456:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    life = Life(tmp_path, config, seed)
    await life.live()

    async with open_database(fresh(life.path)) as database:
        runs = await database.reads.all(
            "SELECT entry, due_at, state FROM schedule_runs WHERE due_at <= :last", {"last": LAST}
        )
        posts = await database.reads.all("SELECT body FROM outbox")
    expected = {(each.name, due) for each in made for due in each.dues()}
    assert {(row["entry"], row["due_at"]) for row in runs} == expected
    said = Counter(actions.decode(row["body"]).name for row in posts)
    assert max(said.values()) == 1
    posted = {f"schedule:{row['entry']}:{row['due_at']}" for row in runs if row["state"] == "posted"}
    assert posted == {name for name in said if int(name.rpartition(":")[2]) <= LAST}
    assert life.kills > 12
    assert life.restarts > 30
    assert len(expected) > 3000
    assert len(posted) > len(expected) * 0.6


@pytest.mark.of_the_file("asks SQLite how it reads")
async def test_a_tick_looks_at_what_is_due_alone_however_much_is_planned(tmp_path: Path) -> None:
    async with open_database(fresh(tmp_path / "weilu.db")) as database:
        async with database.unit() as unit:
            for number in range(300):
                await queues.set_timer(unit, Timer("schedule", f"entry {number}@UTC", 0, FIRST + number, "null"))
        asked: list[str] = []
        await database.reads._connection.set_trace_callback(asked.append)  # type: ignore[attr-defined]
        assert len(await queues.due_timers(database.reads, now=FIRST + 1)) == 2
        assert await queues.next_due(database.reads, after=FIRST + 1) == FIRST + 2
        reads, plans = database.reads, list[str]()
        for each in asked:
            plans += [row["detail"] for row in await reads.all(f"EXPLAIN QUERY PLAN {each}")]
        assert any("timers_due" in each for each in plans)
        assert not any(each.startswith("SCAN") for each in plans)

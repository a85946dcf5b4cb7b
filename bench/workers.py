"""Several workers on one token: killed at random, their sessions cut off, the server restarted; the books in the end.

The same script is told twice, to one worker that nobody disturbs and to several that die; what the stores hold then is
compared row by row, and added up anew.
"""

from __future__ import annotations

import asyncio
import contextlib
import random as chance
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import asyncpg
import click

from bench import facts
from bench.actions import Action, act, greetings, new_world, script
from bench.report import machine, table
from bench.stage import Bot, Moment, stage
from playground.world import World
from storage.database import Store, open_database
from storage.engines import postgres_backup
from storage.points.ledger_check import audit
from tests import postgres_server
from tests.postgres_server import Server

_ACTIONS_A_BLOW = 6
_PATIENCE = 120.0
"""Seconds in which something has to be done, as long as anything is to do."""

_MOST_CALLS, _LONGEST_PAUSE, _LONGEST_WAIT = 8, 0.3, 20.0
"""Before a blow: calls of whoever leads, and seconds after them, so that it strikes whatever goes on then: a start, a
turn, a hand-over. Nobody is struck again before something was done, or that long.
"""

_BY_ALL = frozenset({"getMe", "deleteWebhook"})
"""Calls of a start, which are no sign of work."""

_OUT_OF_ORDER = (
    "SELECT count(*) FROM (SELECT id, came, max(came) OVER (PARTITION BY chat_id ORDER BY id) AS latest FROM (SELECT "
    "chat_id, id, CAST(substr(idempotency_key, 3) AS BIGINT) AS came FROM ledger WHERE idempotency_key LIKE 'u:%' "
    "AND kind IN ('checkin', 'grant')) AS entered) AS found WHERE came < latest"
)
"""Entries made after one of the same group that an update brought which came later."""

_UNDONE = (
    "SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')) "
    "+ (SELECT count(*) FROM timers WHERE state = 'waiting' AND due_at <= $1)"
)
_CUT_OFF = (
    "SELECT count(pg_terminate_backend(pid)) FROM (SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
    "AND application_name LIKE 'weilu%' ORDER BY random() LIMIT 1) AS one"
)


@dataclass(frozen=True, slots=True)
class Blows:
    """What befalls the workers."""

    kills: int = 0
    sessions: int = 0
    restarts: int = 0

    def drawn(self, random: chance.Random) -> list[str]:
        blows = ["kill"] * self.kills + ["session"] * self.sessions + ["restart"] * self.restarts
        random.shuffle(blows)
        return blows


@dataclass(slots=True)
class Books:
    facts: dict[str, list[tuple[Any, ...]]]
    wrong: list[str]
    deeds: int
    blows: Counter[str] = field(default_factory=Counter)


class Team:
    """Workers as processes, one store and one small Telegram."""

    def __init__(self, world: World, store: Store, server: Server, bots: list[Bot]) -> None:
        self._world, self._store, self._server, self._bots = world, store, server, bots

    async def begin(self) -> None:
        for bot in self._bots:
            await bot.begin()

    async def strikes(self, blow: str, random: chance.Random) -> None:
        """One that ended since, for it found no store when it began, is begun again, as a supervisor does."""
        for bot in self._bots:
            if not bot.pid:
                await bot.begin()
        bot = random.choice(self._bots)
        match blow:
            case "kill":
                bot.kill()
                await bot.ended()
                await bot.begin()
            case "session":
                await self._asked(_CUT_OFF)
            case _:
                self._server.halt()
                self._server.start()  # by this thread: the server ends with the one that began it

    async def done(self) -> None:
        """Until Telegram holds nothing back and the store has nothing left to do."""
        loop, before = asyncio.get_running_loop(), -1
        async with asyncio.timeout(_PATIENCE) as patience:
            while left := len(self._world.updates.pending) + await self._asked(_UNDONE, int(self._world.clock.now())):
                if left != before:
                    before = left
                    patience.reschedule(loop.time() + _PATIENCE)
                self._world.updates.wake()
                await asyncio.sleep(0.05)

    async def end(self) -> list[str]:
        """Bugs that they met."""
        for bot in self._bots:
            await bot.stop()
        return ["a bug is in the log"] if "Traceback" in self._bots[0].log() else []

    async def _asked(self, sql: str, *values: int) -> int:
        connection = await asyncpg.connect(self._store.url)
        try:
            return int(await connection.fetchval(sql, *values))
        finally:
            await connection.close()


async def run(folder: Path, *, workers: int, blows: Blows, actions: int, seed: int) -> Books:
    """The whole script, with the blows spread over it."""
    world, random = new_world(), chance.Random(seed)
    story, drawn = script(world, count=actions, seed=seed), blows.drawn(random)
    for action in greetings(world):
        act(world, action)
    store = replace(await postgres_server.fresh(folder / "weilu.db"), is_shared=True)
    extra = f'[storage]\nurl = "{store.url}"\nworkers = true\n'
    async with stage(world, folder, extra=extra) as (watched, first), AsyncExitStack() as ends:
        bots = [first, *(Bot.beside(first) for _ in range(workers - 1))]
        for bot in bots:
            ends.push_async_callback(_gone, bot)
        team = Team(world, store, postgres_server.server(), bots)
        await team.begin()
        work = Work(random)
        watched.before = work.called
        await _told(world, story, drawn, team, work)
        await team.done()
        bugs = await team.end()
    return Books(await _facts(store, folder), bugs + await _wrong(store), len(story), Counter(drawn))


async def _gone(bot: Bot) -> None:
    bot.kill()
    await bot.ended()


class Work:
    """Signs that something is being done."""

    def __init__(self, random: chance.Random) -> None:
        self.random = random
        self._left, self._enough = 0, asyncio.Event()

    def called(self, method: str, _: Moment) -> None:
        self._left -= method not in _BY_ALL
        if self._left <= 0:
            self._enough.set()

    async def goes_on(self) -> None:
        self._left = self.random.randint(1, _MOST_CALLS)
        self._enough.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LONGEST_WAIT):
                await self._enough.wait()
        await asyncio.sleep(self.random.uniform(0, _LONGEST_PAUSE))


async def _told(world: World, story: list[Action], blows: list[str], team: Team, work: Work) -> None:
    share = len(story) / (len(blows) + 1)
    for number in range(len(blows) + 1):
        for action in story[round(share * number) : round(share * (number + 1))]:
            act(world, action)
            await asyncio.sleep(0)
        if number < len(blows):
            await work.goes_on()
            await team.strikes(blows[number], work.random)


async def _facts(store: Store, folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    await postgres_backup.snapshot(store, copy := folder / "copy.db")
    return facts.facts(copy)


async def _wrong(store: Store) -> list[str]:
    async with open_database(store) as database:
        found = [f"added up anew: {each}" for each in await audit(database.reads)]
        if number := await database.reads.number(_OUT_OF_ORDER):
            found.append(f"out of order: {number}")
    return found


def report(folder: Path, *, workers: int, blows: Blows, seed: int) -> bool:
    """Whether nothing was lost, doubled or out of order."""
    click.echo(f"{machine()}; seed {seed}\n")
    postgres_server.server()
    actions = _ACTIONS_A_BLOW * (blows.kills + blows.sessions + blows.restarts + 1)
    quiet = asyncio.run(run(folder / "quiet", workers=1, blows=Blows(), actions=actions, seed=seed))
    struck = asyncio.run(run(folder / "struck", workers=workers, blows=blows, actions=actions, seed=seed))
    table(["blow", "times"], sorted(struck.blows.items()))
    differences = facts.compare(quiet.facts, struck.facts)
    for each in differences:
        click.echo(f"FAIL {each.what}: expected {each.expected[:5]}, seen {each.seen[:5]}")
    for wrong in quiet.wrong + struck.wrong:
        click.echo(f"FAIL {wrong}")
    good = not differences and not quiet.wrong and not struck.wrong
    if good:
        total = struck.blows.total()
        click.echo(f"ok   {workers} workers, {total} blows during {struck.deeds:,} deeds: books as without, in order")
    return good

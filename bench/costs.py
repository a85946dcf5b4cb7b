"""What a store on PostgreSQL costs beside a file: processor time of bots and server, for an update and for a command.
And how long answers take with the server some way off.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import asyncpg
import click

from bench import contest
from bench.contest import Course, Result, Shared
from bench.far import far_from
from bench.report import machine, percentile, table, verdict
from bench.traffic import EVERY, MEMBERS
from tests.postgres_server import Server

_SOME, _MANY = EVERY, 5
"""One update in so many is a command: what more of them cost more is a command's cost."""


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU microseconds: of the bots for an update of the mix, and for a command; of the server alike."""

    update: float
    command: float
    server_update: float
    server_command: float


_RATES = (200, 500, 1_000)
"""Updates a second at which answers are timed; the last is judged."""

_TRIPS = 500

_SETUPS = {"a file": None, "PostgreSQL": 0, "1 worker": 1, "4 workers": 4}
"""Workers on a server; None is a file, 0 one bot that shares the store with nobody."""


def report(folder: Path, *, rounds: int, count: int) -> bool:
    """Whether every bound holds."""
    click.echo(f"{machine()}; {count:,} updates a run, one in {_SOME} a command, or in {_MANY}; medians of {rounds}\n")
    server = Server(is_durable=True)
    try:
        costs = _race(folder, server, rounds=rounds, count=count)
        _show(costs)
        good = _judge(costs)
        good.append(_waiting(folder, server))
    finally:
        server.stop()
    return all(good)


def _race(folder: Path, server: Server, *, rounds: int, count: int) -> dict[str, list[Cost]]:
    """One after the other, round by round."""
    costs = defaultdict(list)
    for number in range(rounds):
        for name, workers in _SETUPS.items():
            place = folder / f"{number}-{name.replace(' ', '-')}"
            cost = _of(*(_run(place, server, workers, count=count, every=every) for every in (_SOME, _MANY)))
            costs[name].append(cost)
            shown = f"{cost.update:6.0f} us an update, {cost.command:6.0f} a command"
            click.echo(f"round {number + 1}: {name:12} {shown}", err=True)
    return costs


def _run(folder: Path, server: Server, workers: int | None, *, count: int, every: int) -> Result:
    course = Course(count, MEMBERS, warmup=count // 10, every=every)
    folder /= str(every)
    folder.mkdir(parents=True)
    return contest.run("weilu", course, folder=folder, shared=_shared(server, workers))


def _shared(server: Server, workers: int | None) -> Shared | None:
    if workers is None:
        return None
    return Shared(server.url(asyncio.run(_database(server))), server.pid, workers)


async def _database(server: Server) -> str:
    connection = await asyncpg.connect(server.url("postgres"))
    try:
        name = f"w{await connection.fetchval('SELECT count(*) FROM pg_database')}"
        await connection.execute(f"CREATE DATABASE {name}")
    finally:
        await connection.close()
    return name


def _of(some: Result, many: Result) -> Cost:
    def parted(few: float, more: float) -> tuple[float, float]:
        """Of an update of the mix, and of a command beyond what a line of talk costs."""
        return few, (more - few) / (1 / _MANY - 1 / _SOME)

    update, command = parted(some.cpu / some.updates, many.cpu / many.updates)
    of_server = parted(some.server_cpu / some.updates, many.server_cpu / many.updates)
    return Cost(*(each * 1e6 for each in (update, command, *of_server)))


def _show(costs: dict[str, list[Cost]]) -> None:
    def row(of: list[Cost]) -> list[str]:
        kinds = ("update", "server_update", "command", "server_command")
        return [f"{median(getattr(cost, kind) for cost in of):,.0f}" for kind in kinds]

    table(
        ["CPU, us", "an update: bots", "server", "a command: bots", "server"],
        [[name, *row(of)] for name, of in costs.items()],
    )


def _judge(costs: dict[str, list[Cost]]) -> list[bool]:
    def ratio(one: str, other: str, *kinds: str) -> float:
        """The median of the rounds' own ratios; the first kind alone is the other's."""
        pairs = zip(costs[one], costs[other], strict=True)
        return median(_sum(mine, kinds) / _sum(theirs, kinds[:1]) for mine, theirs in pairs)

    return [
        verdict("bot, an update: PostgreSQL / file", ratio("PostgreSQL", "a file", "update"), bound=1.15),
        verdict(
            "bot and server, an update: PostgreSQL / file",
            ratio("PostgreSQL", "a file", "update", "server_update"),
            bound=3.5,
        ),
        verdict("bot, a command: PostgreSQL / file", ratio("PostgreSQL", "a file", "command"), bound=2.5),
        verdict("bots, an update: 4 workers / 1", ratio("4 workers", "1 worker", "update"), bound=1.1),
    ]


def _sum(cost: Cost, kinds: Sequence[str]) -> float:
    return sum(float(getattr(cost, kind)) for kind in kinds)


def _waiting(folder: Path, server: Server, *, seconds: int = 15) -> bool:
    """Of a bot some way off from its server."""
    rows, late = [], list[float]()
    for rate in _RATES:
        place = folder / f"far-{rate}"
        place.mkdir()
        name = asyncio.run(_database(server))
        with far_from(server.folder, place) as socket:
            trip = asyncio.run(_round_trip(server.by(socket, name)))
            there = Shared(server.by(socket, name), server.pid)
            course = Course(rate * seconds, MEMBERS, rate=rate, warmup=rate)
            late = contest.run("weilu", course, folder=place, shared=there).late
        rows.append([f"{rate:,}", f"{trip * 1000:.2f}", *(f"{percentile(late, each) * 1000:.1f}" for each in (50, 99))])
    click.echo()
    table(["the server some way off: updates a second", "round trip, ms", "p50, ms", "p99, ms"], rows)
    return verdict(f"p99 at {_RATES[-1]:,} a second", percentile(late, 99) * 1000, bound=50, unit=" ms")


async def _round_trip(url: str) -> float:
    """Seconds, the median of many."""
    connection = await asyncpg.connect(url)
    try:
        return median([await _timed(connection) for _ in range(_TRIPS)])
    finally:
        await connection.close()


async def _timed(connection: Any) -> float:
    began = time.perf_counter()
    await connection.fetchval("SELECT 1")
    return time.perf_counter() - began

"""What a large schedule costs: its start, one tick, one run, and its memory."""

from __future__ import annotations

import asyncio
import resource
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from bench.report import machine, table, verdict
from bot.app import rehearsal_on
from bot.cli.simulate import PretendClock, Rehearsal
from bot.config import load
from storage import people, queues
from storage.database import Reader, open_database
from storage.people import Chat

_TOKEN = {"BOT_TOKEN": "123456:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}
_NOW = 1_800_072_000
_CHAT = -1001
_BATCHES, _TICKS = 40, 50


def _file(folder: Path, entries: int) -> Path:
    path = folder / "config.toml"
    path.write_text(
        "".join(
            f'[[schedule]]\nname = "entry {n}"\nchats = [{_CHAT}]\ncron = "{n % 60} {n // 60 % 24} * * *"\n'
            f'zone = "Asia/Shanghai"\ntext = "早安，今天也请多关照 {n}"\nquiet = "ignore"\n'
            for n in range(entries)
        ),
        encoding="utf-8",
    )
    return path


def _memory() -> float:
    """Megabytes at the most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def report(*, entries: Sequence[int]) -> bool:
    """Whether the longest start is over within what an operator waits for."""
    click.echo(f"{machine()}\n")
    seen = [asyncio.run(_measure(each)) for each in entries]
    rows = [
        [
            f"{count:,}",
            *(f"{seconds:.2f}" for seconds in (each.read, each.first, each.later)),
            f"{each.idle * 1e6:.0f}",
            f"{each.run * 1000:.2f}",
            f"{each.memory:.0f}",
        ]
        for count, each in zip(entries, seen, strict=True)
    ]
    table(["entries", "read, s", "first start, s", "later, s", "idle tick, us", "a run, ms", "memory, MB"], rows)
    return verdict("a later start", max(each.later for each in seen), bound=10, unit=" s")


@dataclass(frozen=True, slots=True)
class _Seen:
    """Seconds, and megabytes more than before."""

    read: float
    first: float
    later: float
    idle: float
    run: float
    memory: float


async def _measure(entries: int) -> _Seen:
    with tempfile.TemporaryDirectory() as name:
        folder, before = Path(name), _memory()
        path = _file(folder, entries)
        begun = time.perf_counter()
        config = load(path, _TOKEN)
        read = time.perf_counter() - begun
        async with open_database(folder / "weilu.db") as database:
            async with database.unit() as unit:
                await people.keep_chat(unit, Chat(_CHAT, "supergroup", "g"), now=_NOW)
            begun = time.perf_counter()
            clock = PretendClock(_NOW)
            rehearsal = rehearsal_on(database, config, clock)
            await rehearsal.begin()
            first = time.perf_counter() - begun
            begun = time.perf_counter()
            again = rehearsal_on(database, config, clock)
            await again.begin()
            second = time.perf_counter() - begun
            idle = await _ticks(database.reads)
            run = await _runs(again, clock)
    return _Seen(read, first, second, idle, run, _memory() - before)


async def _ticks(reads: Reader) -> float:
    """The quickest of many batches: what others do on the machine is not the tick's cost."""
    best = float("inf")
    for _ in range(_BATCHES):
        begun = time.perf_counter()
        for _ in range(_TICKS):
            await queues.due_timers(reads, now=_NOW)
            await queues.next_due(reads, after=_NOW)
        best = min(best, (time.perf_counter() - begun) / _TICKS)
    return best


async def _runs(rehearsal: Rehearsal, clock: PretendClock) -> float:
    """Seconds a run takes, from the timer to the commit, over the first hundred."""
    count = 0
    begun = time.perf_counter()
    async for _ in rehearsal.until(_NOW + 86400):
        count += 1
        if count == 100:
            break
    return (time.perf_counter() - begun) / max(count, 1)

"""How long a draw among very many takes from freeze to record, and what others feel of it meanwhile."""

from __future__ import annotations

import asyncio
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import click

from bench.report import machine, percentile, table, verdict
from bot.domain.lottery.draw import pseudonym_of
from playground.actions import do
from storage.database import Database
from tests.story import FORUM, KITCHEN, OWNER, Story, told


@dataclass
class Felt:
    """Seconds: from freeze to the record's being sent, the loop's lags, another group's commands until answered."""

    took: float = 0.0
    lags: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)


async def fill(database: Database, count: int) -> None:
    async with database.unit() as unit:
        people = range(10_000_000, 10_000_000 + count)
        await unit.many(
            "INSERT INTO members (chat_id, user_id, seen_from, seen_at) VALUES (?, ?, 0, 0)",
            ((FORUM, each) for each in people),
        )
        await unit.many(
            "INSERT INTO lottery_entries (lottery_id, user_id, pseudonym, entered_at) VALUES (1, ?, ?, 0)",
            ((each, pseudonym_of(b"salt", each)) for each in people),
        )


async def watch_loop(lags: list[float]) -> None:
    while True:
        begun = time.perf_counter()
        await asyncio.sleep(0.001)
        lags.append(time.perf_counter() - begun - 0.001)


async def ask_elsewhere(story: Story) -> float:
    """Another group's command, from its being said to its answer."""
    before, begun = len(story.world.sent(KITCHEN)), time.perf_counter()
    do(story.world, {"as": OWNER, "do": "say", "chat_id": KITCHEN, "text": "/points"})
    await story.take_in()
    while len(story.world.sent(KITCHEN)) == before:
        await asyncio.sleep(0.001)
    return time.perf_counter() - begun


async def is_drawn(story: Story) -> bool:
    return bool(await story.rows("SELECT 1 FROM outbox WHERE body LIKE '%lottery-1.json%' AND state = 'sent'"))


async def drawn(count: int) -> Felt:
    felt = Felt()
    with tempfile.TemporaryDirectory() as folder:
        async with told(Path(folder)) as story:
            await story.says(OWNER, "/points", chat=KITCHEN)
            await story.says(OWNER, "/lottery new 围巾 x100 | reserves 20 | if member 1d")
            await fill(story.app.database, count)
            async with asyncio.TaskGroup() as tasks:
                watching = tasks.create_task(watch_loop(felt.lags))
                begun = time.perf_counter()
                do(story.world, {"as": OWNER, "do": "say", "chat_id": FORUM, "text": "/lottery draw 1"})
                await story.take_in()
                while not await is_drawn(story):
                    felt.waits.append(await ask_elsewhere(story))
                felt.took = time.perf_counter() - begun
                watching.cancel()
            await story.settle()
    return felt


def report(*, entrants: int) -> bool:
    click.echo(f"{machine()}; {entrants:,} entrants\n")
    felt = asyncio.run(drawn(entrants))
    rows = [
        [
            name,
            len(seconds),
            *(f"{each * 1000:.1f}" for each in (percentile(seconds, 50), percentile(seconds, 99), max(seconds))),
        ]
        for name, seconds in (("lag of the loop", felt.lags), ("another group's command", felt.waits))
    ]
    table(["meanwhile", "times", "p50, ms", "p99, ms", "most, ms"], rows)
    click.echo(f"freeze to record sent: {felt.took:.2f} s")
    return verdict("another group's command, p50", percentile(felt.waits, 50), bound=1, unit=" s")

"""How long a draw of 200,000 takes from freeze to record, and what others feel of it: `python -m bench.lottery`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from bot.app import App
from bot.domain.lottery.draw import pseudonym_of
from playground.deeds import do
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


async def receive(story: Story, app: App) -> None:
    """What Telegram holds back, taken in; nothing is waited for."""
    if batch := await story._fetch():
        highest = await app.engine.receive(batch)
        story.offset = story.offset if highest is None else highest + 1


async def ask_elsewhere(story: Story, app: App) -> float:
    """Another group's command, from its being said to its answer."""
    before, begun = len(story.world.sent(KITCHEN)), time.perf_counter()
    do(story.world, {"as": OWNER, "do": "say", "chat_id": KITCHEN, "text": "/points"})
    await receive(story, app)
    while len(story.world.sent(KITCHEN)) == before:
        await asyncio.sleep(0.001)
    return time.perf_counter() - begun


def running(story: Story) -> App:
    if story.app is None:
        raise RuntimeError("the bot does not run")
    return story.app


async def is_drawn(story: Story) -> bool:
    return bool(await story.rows("SELECT 1 FROM outbox WHERE body LIKE '%lottery-1.json%' AND state = 'sent'"))


async def drawn(count: int) -> Felt:
    felt = Felt()
    with tempfile.TemporaryDirectory() as folder:
        async with told(Path(folder)) as story:
            app = running(story)
            await story.says(OWNER, "/points", chat=KITCHEN)
            await story.says(OWNER, "/lottery new 围巾 x100 | reserves 20 | if member 1d")
            await fill(app.database, count)
            async with asyncio.TaskGroup() as tasks:
                watching = tasks.create_task(watch_loop(felt.lags))
                begun = time.perf_counter()
                do(story.world, {"as": OWNER, "do": "say", "chat_id": FORUM, "text": "/lottery draw 1"})
                await receive(story, app)
                while not await is_drawn(story):
                    felt.waits.append(await ask_elsewhere(story, app))
                felt.took = time.perf_counter() - begun
                watching.cancel()
            await story.settle()
    return felt


def told_of(name: str, seconds: list[float]) -> str:
    found = sorted(seconds)
    median, late = found[len(found) // 2], found[len(found) * 99 // 100]
    return f"{name}: median {median * 1e3:.1f} ms, p99 {late * 1e3:.1f}, most {found[-1] * 1e3:.0f} ({len(found)})"


async def main(count: int) -> None:
    felt = await drawn(count)
    print(f"{count} entrants: freeze to record sent {felt.took:.2f} s")
    print(told_of("loop lag", felt.lags))
    print(told_of("another group's command", felt.waits))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000))

"""How long a draw of 200,000 takes from freeze to record, and what others feel of it: `python -m bench.lottery`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from bot.domain.lottery.draw import pseudonym_of
from storage.database import Database
from tests.story import FORUM, HIKE, OWNER, YINUO, Story, told


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


async def other_turns(story: Story, waits: list[float]) -> None:
    """Another group's commands, one after another, from the press to the bot's own commit and answer."""
    while True:
        begun = time.perf_counter()
        story.world.say(YINUO, HIKE, "/points") if hasattr(story.world, "say") else None
        await story.app.database.reads.one("SELECT count(*) AS n FROM chats")  # type: ignore[union-attr]
        async with story.app.database.unit() as unit:  # type: ignore[union-attr]
            await unit.run("UPDATE facts SET value = value")
        waits.append(time.perf_counter() - begun)
        await asyncio.sleep(0.005)


async def drawn(story: Story) -> None:
    while not await story.rows("SELECT 1 FROM outbox WHERE body LIKE '%lottery-1.json%' AND state = 'sent'"):
        await asyncio.sleep(0.05)


async def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with told(Path(folder)) as story:
            await story.says(OWNER, "/lottery new 围巾 x100 | reserves 20 | if member 1d")
            await fill(story.app.database, count)  # type: ignore[union-attr]
            lags: list[float] = []
            waits: list[float] = []
            async with asyncio.TaskGroup() as tasks:
                watching = [tasks.create_task(watch_loop(lags)), tasks.create_task(other_turns(story, waits))]
                begun = time.perf_counter()
                await story.says(OWNER, "/lottery draw 1")
                await drawn(story)
                took = time.perf_counter() - begun
                for each in watching:
                    each.cancel()
            lags.sort()
            waits.sort()
            print(f"{count} entrants: freeze to record sent {took:.2f} s")
            print(
                f"loop lag: median {lags[len(lags) // 2] * 1e3:.1f} ms, p99 {lags[len(lags) * 99 // 100] * 1e3:.1f}, "
                f"most {lags[-1] * 1e3:.0f} ms"
            )
            print(f"another transaction: median {waits[len(waits) // 2] * 1e3:.1f} ms, most {waits[-1] * 1e3:.0f} ms")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000))

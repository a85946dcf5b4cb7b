"""A raid on one group, and how long another waits for its answers then, against before: joins and spam by thousands."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import click

from bench.actions import new_world
from bench.report import machine, percentile, table, verdict
from bench.stage import Watched, stage
from playground.world import World
from playground.world.errors import RefusedError

EXTRA: Final = "[guard]\ntrial = false\n"
GATE: Final = '[gate]\nmode = "button"\nwithin = "5m"\n'
_WARM, _TICK, _LONGEST = 10, 0.05, 180
_MOST_WORDS: Final = 3
"""Messages of the bot in the raided group within the minute."""


@dataclass(frozen=True, slots=True)
class Raid:
    """So many come within `seconds`, and of those who are in `spam` messages a second are said."""

    seconds: int
    joins: int
    spam: int
    has_gate: bool = False


@dataclass(slots=True)
class Came:
    """Who came, what they said, and which messages of the bot were seen there; `seen_to` is the last one looked at."""

    people: list[int] = field(default_factory=list)
    said: list[int] = field(default_factory=list)
    words: int = 0
    seen_to: int = 0


def report(folder: Path, raid: Raid, *, questions: int) -> bool:
    """Whether the other group is answered nearly as before, the raided one hardly told anything, and nothing lost."""
    click.echo(f"{machine()}; {raid.joins} joins and {raid.spam} messages a second for {raid.seconds} s\n")
    quiet, raided, came, lost = asyncio.run(_measure(folder, raid, questions=questions))
    rows = [
        [name, str(len(late)), *(f"{percentile(late, p) * 1000:.1f}" for p in (50, 90, 99))]
        for name, late in (("in quiet", quiet), ("in the raid", raided))
    ]
    table(["the other group's answers", "asked", "p50, ms", "p90, ms", "p99, ms"], rows)
    click.echo(f"came: {len(came.people)}; said: {len(came.said)}, as fast as the playground beside could bring it")
    click.echo(
        f"messages of the bot in the raided group: {came.words} (at most {_MOST_WORDS}); lost: {lost or 'nothing'}"
    )
    ratio = percentile(raided, 50) / percentile(quiet, 50)
    return verdict("waiting in the raid / in quiet, p50", ratio, bound=3.0) and came.words <= _MOST_WORDS and not lost


async def _measure(folder: Path, raid: Raid, *, questions: int) -> tuple[list[float], list[float], Came, str]:
    world = new_world()
    target, other = (chat.id for chat in world.chats.values() if chat.type == "supergroup")
    people = [world.newcomer(f"新人{number}") for number in range(raid.joins)]
    async with stage(world, folder, extra=EXTRA + GATE * raid.has_gate) as (watched, bot):
        await bot.begin()
        await _ask(world, watched, other, questions=_WARM)
        quiet = await _ask(world, watched, other, questions=questions)
        came = Came(seen_to=max(world.chats[target].posts, default=0))
        pouring = asyncio.create_task(_pour(world, target, people, raid, came))
        raided: list[float] = []
        while not pouring.done():
            raided += await _ask(world, watched, other, questions=1)
        await pouring
        lost = await _settled(world, watched, target, came, store=bot.store)
        await bot.stop()
    return quiet, raided, came, lost


async def _pour(world: World, chat: int, people: list[int], raid: Raid, came: Came) -> None:
    """Evenly over the time, as far as this machine keeps up."""
    began, joined, said = time.monotonic(), 0, 0
    while (passed := time.monotonic() - began) < raid.seconds:
        while joined < min(len(people), int(passed * raid.joins / raid.seconds)):
            world.join(people[joined], chat)
            came.people.append(people[joined])
            joined += 1
            await asyncio.sleep(0)
        while said < int(passed * raid.spam) and came.people:
            who = came.people[said % len(came.people)]
            with contextlib.suppress(RefusedError):  # whoever the gate keeps from speaking, or is out
                came.said.append(world.say(who, chat, f"刷单日结 https://spam{said}.example/x")["message_id"])
            said += 1
            await asyncio.sleep(0)  # Telegram answers meanwhile
        _count(world, chat, came)
        await asyncio.sleep(_TICK)


def _count(world: World, chat: int, came: Came) -> None:
    posts = world.chats[chat].posts
    for number in reversed(posts):
        if number <= came.seen_to:
            break
        came.words += posts[number].sender_id == world.bot.id
    came.seen_to = max(posts, default=came.seen_to)


async def _settled(world: World, watched: Watched, chat: int, came: Came, *, store: Path) -> str:
    """What is still not dealt with after a while: messages that stand, people whom the store does not know."""
    until = time.monotonic() + _LONGEST
    standing = 1
    while standing and time.monotonic() < until:
        await asyncio.wait([asyncio.ensure_future(watched.next_call())], timeout=1)
        _count(world, chat, came)
        standing = sum(number in world.chats[chat].posts for number in came.said)
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as reader:
        (known,) = reader.execute("SELECT count(*) FROM members WHERE chat_id = ?", (chat,)).fetchone()
    missing = max(0, len(came.people) - known)
    return ", ".join(f"{n} {what}" for n, what in ((standing, "messages that stand"), (missing, "members")) if n)


async def _ask(world: World, watched: Watched, chat: int, *, questions: int) -> list[float]:
    """Seconds until each answer stands there."""
    people = [who for who, each in world.chats[chat].members.items() if each.is_present and who != world.bot.id]
    late = []
    for number in range(questions):
        began = time.monotonic()
        asked = world.say(people[number % len(people)], chat, "/points")["message_id"]
        while not any(post.reply_to == asked for at, post in world.chats[chat].posts.items() if at > asked):
            await watched.next_call()
        late.append(time.monotonic() - began)
    return late

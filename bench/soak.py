"""A day of a whole community under a pretend clock, with everything that can go wrong; what must hold in the end."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import re
import sqlite3
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

import click

from bench import children, facts
from bench.report import machine, table, verdict
from bench.soak_town import FORUM, KITCHEN, OWNER, WHISPER, Town
from bench.soak_troubles import HOUR, Troubles
from bench.stage import Bot, Watched, stage
from playground.world import World
from playground.world.faults import Weather
from playground.world.population import populate
from storage.database import open_database
from storage.points.ledger_check import audit

NOON = 1_800_072_000
TICK = 600
"""Pretend seconds from one round of deeds to the next."""

_DEEDS = 15
_CALM, _ROUGH = 6.0, 1.0
"""Real seconds that a round may take the bot in calm weather, and in trouble, where it need not be done in time."""

_AT_THE_END = 120.0
"""Real seconds a step in which all must be done at the end; what is not by then is stuck, not slow."""

_MOST_GROWTH = 1.15
"""Memory at the end against that two hours after the last start."""

_CONFIG: Final = f"""
[access]
operators = [{OWNER}]

[desk]
chat = {KITCHEN}

[mood]
training_days = 0

[[schedule]]
name = "早"
chats = [{FORUM}]
every = "3h"
text = "早上好"
replace = true

[[schedule]]
name = "问"
chats = [{FORUM}]
every = "4h"
poll = "今晚吃什么 | 粥 | 面 | #ends 30m"

[[event]]
name = "夜谈"
chats = [{FORUM}]
at = "2027-01-16 21:00"
"""

_STUCK: Final = {
    "updates that nobody could take": "SELECT error FROM inbox WHERE state = 'bad'",
    "timers that could not be carried out": "SELECT kind, error FROM timers WHERE state = 'bad'",
    "updates that wait": "SELECT update_id FROM inbox WHERE state = 'waiting'",
    "messages that wait": "SELECT id, body FROM outbox WHERE state IN ('waiting', 'sending')",
    "timers that are overdue": f"SELECT kind, due_at FROM timers WHERE due_at < :now - {HOUR}",
    "draws past their end": f"SELECT id FROM lotteries WHERE state = 'open' AND ends_at BETWEEN 1 AND :now - {HOUR}",
    "polls past their end": (
        "SELECT number FROM polls WHERE state IN ('asked', 'open') "
        f"AND json_extract(terms, '$.ends_at') BETWEEN 1 AND :now - {HOUR}"
    ),
    "challenges past their end": f"SELECT closes_at FROM challenges WHERE state = 'open' AND closes_at < :now - {HOUR}",
    "asks past their end": f"SELECT closes_at FROM asks WHERE state = 'open' AND closes_at < :now - {HOUR}",
    "discussions past their end": (
        f"SELECT closes_at FROM discussions WHERE state IN ('opening', 'open') AND closes_at < :now - {HOUR}"
    ),
}


@dataclass(slots=True)
class Day:
    """What happened, and what is not as it must be; `memory` holds (pretend hour, MB) of the last life."""

    town: Town
    troubles: Troubles
    memory: list[tuple[int, float]] = field(default_factory=list)
    took: float = 0.0
    wrong: dict[str, list[str]] = field(default_factory=dict)

    @property
    def growth(self) -> float:
        """Memory at the end as a share of that two hours after the last start."""
        return self.memory[-1][1] / self.memory[0][1] if self.memory else 1.0


async def run(folder: Path, *, hours: int, seed: int) -> Day:
    """So many pretend hours: troubles in the first two thirds with kills, in the rest without, calm at the end."""
    world = populate(World(seed=seed, start=NOON))
    random = Random(seed)
    world.updates.mixes = Random(seed)
    world.floods.counts = False  # the bot waits in real seconds, which a pretend day has few of
    began = time.monotonic()
    async with stage(world, folder, extra=_CONFIG) as (watched, bot):
        day = Day(Town(world, random), Troubles(world, bot, random))
        await bot.begin()
        for who in (OWNER, 1002, 1003, 1004):
            world.say(who, who, "/start")
        await _lived(day, world, watched, bot, hours=hours)
        day.wrong |= await _calm(world, watched, bot)
        day.memory.append((hours, children.resident(bot.pid)))
        if await bot.stop() != 0:
            day.wrong["the end"] = [f"it did not stop cleanly: {bot.log()[-500:]}"]
        day.took = time.monotonic() - began
        day.wrong |= await _wrong(world, bot)
    return day


async def _lived(day: Day, world: World, watched: Watched, bot: Bot, *, hours: int) -> None:
    rounds = hours * HOUR // TICK
    for number in range(rounds):
        is_rough = number % 2 == 1 and number < rounds - 3
        if is_rough:
            await day.troubles.begin(with_kills=number < rounds * 2 // 3)
        for _ in range(_DEEDS):
            day.town.happens()
        if number == rounds // 3:
            day.troubles.moves()
        await _settled(world, watched, bot, within=_ROUGH if is_rough else _CALM)
        day.troubles.end()
        world.clock.advance(TICK)
        hour = number * TICK // HOUR
        if hour > hours * 2 // 3 + 2 and (not day.memory or day.memory[-1][0] < hour):
            day.memory.append((hour, children.resident(bot.pid)))


async def _calm(world: World, watched: Watched, bot: Bot) -> dict[str, list[str]]:
    """Telegram is well again, and more than a day passes in which nobody does anything: what is left undone then.

    The clock was a day ahead at times, and Telegram's own time at that: what was put off then is late by no more.
    """
    world.faults.set(Weather())
    for seconds in (*[2 * HOUR] * 14, *[60] * 10):
        world.clock.advance(seconds)
        if not await _settled(world, watched, bot, within=_AT_THE_END):
            return {f"not done in {_AT_THE_END:.0f} s": facts.undone(bot.store, now=world.now())}
    return {}


async def _settled(world: World, watched: Watched, bot: Bot, *, within: float) -> bool:
    """Whether Telegram holds nothing back and the store has nothing left to do, before the time is over."""
    loop = asyncio.get_running_loop()
    is_settled = False
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(within):
            for _ in range(2):
                loop.call_soon(world.updates.wake)
                await watched.next_call()
            while world.updates.pending or facts.undone(bot.store, now=world.now()):
                loop.call_soon(world.updates.wake)
                await watched.next_call()
            is_settled = True
    if not bot.pid:
        raise RuntimeError(f"the bot ended by itself: {bot.log()[-2000:]}")
    return is_settled


async def _wrong(world: World, bot: Bot) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {what: rows for what, rows in _stuck(bot.store, now=world.now()).items() if rows}
    async with open_database(bot.store) as database:
        if books := await audit(database.reads):
            found["books that do not add up"] = [str(each) for each in books]
    if world.complaints:
        found["calls that the Bot API does not know"] = [str(each) for each in world.complaints]
    if traces := re.findall(r"^Traceback.*?\n(?=\S)[^\n]*", bot.log(), flags=re.M | re.S):
        found["bugs in the log"] = traces
    if leaks := secrets_in(bot.folder, token=world.token):
        found["secrets in files"] = leaks
    return found


def _stuck(store: Path, *, now: int) -> dict[str, list[str]]:
    with contextlib.closing(sqlite3.connect(store)) as connection:
        return {
            what: [str(row) for row in connection.execute(sql, {"now": now} if ":now" in sql else {})]
            for what, sql in _STUCK.items()
        }


_STORE: Final = ("weilu.db", "weilu.db-wal", "weilu.db-shm")


def secrets_in(folder: Path, *, token: str) -> list[str]:
    """Files beside the store that hold what they must not; the token may stand in the config, the key in its file."""
    key = bytes.fromhex((folder / "weilu.db.secret").read_text(encoding="ascii").strip())
    hidden = {
        "the token": {token.encode(), token.partition(":")[2].encode()},
        "the key": {key, key.hex().encode(), key.hex().upper().encode(), base64.b64encode(key).rstrip(b"=")},
        "words said in confidence": {WHISPER.encode(), WHISPER.encode("unicode_escape"), WHISPER.encode("utf-16-le")},
    }
    own = {("the token", "config.toml"), ("the key", "weilu.db.secret")}
    return [
        f"{path.name} holds {what}"
        for path in sorted(each for each in folder.rglob("*") if each.is_file() and each.name not in _STORE)
        for what, forms in hidden.items()
        if (what, path.name) not in own and any(form in path.read_bytes() for form in forms)
    ]


def report(folder: Path, *, hours: int, seed: int) -> bool:
    """Whether all that must hold does."""
    click.echo(f"{machine()}; {hours} pretend hours, seed {seed}\n")
    day = asyncio.run(run(folder, hours=hours, seed=seed))
    table(["deeds", "times"], sorted(day.town.did.items()))
    table(["what went wrong on purpose", "times"], sorted(day.troubles.struck.items()))
    table(["pretend hour", "memory, MB"], [[hour, f"{held:.1f}"] for hour, held in day.memory])
    for what in (*_STUCK, "books that do not add up", "bugs in the log", "secrets in files"):
        click.echo(f"{'FAIL' if what in day.wrong else 'ok  '} {what}: {len(day.wrong.get(what, []))}")
    for what, seen in day.wrong.items():
        click.echo(f"FAIL {what}: {seen[:5]}")
    flat = verdict("memory at the end / two hours after the last start", day.growth, bound=_MOST_GROWTH)
    click.echo(f"     took {day.took:.0f} s")
    return flat and not day.wrong

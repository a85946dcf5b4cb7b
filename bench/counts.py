"""What counting costs a plain message: batches settled with it and without, on a real store, by CPU time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from bench import traffic
from bench.report import machine, table, verdict
from bot.botapi import fast_updates, readings
from bot.domain.activity import Day, Heard, by_day
from bot.domain.counts import hours_of
from bot.domain.day import local_day
from bot.domain.first_heard import FirstHeard, news
from bot.services import activity as settling
from bot.services import counts
from storage import activity, people
from storage.database import Database, open_database

_BATCH: Final = 100
_ZONE: Final = "Asia/Shanghai"


def _messages(count: int) -> list[Heard]:
    """As the light path reads them; commands are left out."""
    built = traffic.build(count + count // 25)
    found = (readings.plain(fast_updates.decode_update(each).message) for each in built.updates)
    return [each for each in found if each is not None and each.text[:1] != "/"][:count]


async def _settle(database: Database, batches: Sequence[Sequence[Heard]], *, with_counts: bool) -> float:
    """CPU seconds. Either way it is asked how days stand of which nothing is known yet, and kept who spoke."""
    hours, asked, began = FirstHeard(), set[Day](), time.process_time()
    for batch in batches:
        async with database.unit() as unit:
            said, after = by_day(batch, lambda _, at: local_day(at, _ZONE)), dict[Day, int]()
            stood = await activity.talks(unit, [day for day in said if day not in asked])
            asked.update(said)
            if with_counts:
                parted = hours_of(batch)
                fresh = hours.look(said, parted)
                first = news(fresh, {day: talk.hours for day, talk in stood.items() if talk.hours >= 0})
                last = {day: local_day(talk.spoke_at, _ZONE) for day, talk in stood.items() if talk.spoke_at}
                await settling.count(unit, parted, first, last)
                await counts.replied(unit, batch, bot_id=1)
                hours.take(after := first.after)
            await people.keep_spoken(
                unit, [people.Spoken(day[0], day[2], each[0].at, each[-1].at, len(each)) for day, each in said.items()]
            )
            rows = [(*day, len(each), 0, 0, 0, after.get(day, 0)) for day, each in said.items()]
            await activity.keep(unit, rows)
    return time.process_time() - began


async def _round(folder: Path, batches: Sequence[Sequence[Heard]], *, number: int, with_counts: bool) -> float:
    async with open_database(folder / f"{number}-{with_counts}.db") as database:
        return await _settle(database, batches, with_counts=with_counts)


def report(folder: Path, *, count: int, rounds: int) -> bool:
    """Whether counting a message costs no more than four microseconds."""
    messages = _messages(count)
    batches = [messages[at : at + _BATCH] for at in range(0, len(messages), _BATCH)]
    click.echo(f"{machine()}; {len(messages):,} messages in batches of {_BATCH}, 50 chats, 4,000 members\n")
    taken: dict[bool, list[float]] = {False: [], True: []}
    for number in range(rounds):  # turn and turn about: what else the machine does falls on both
        for each in (False, True):
            taken[each].append(asyncio.run(_round(folder, batches, number=number, with_counts=each)))
    a_message = {each: min(seconds) / len(messages) * 1e6 for each, seconds in taken.items()}
    rows = [[name, f"{a_message[each]:.2f}"] for name, each in (("without", False), ("with counting", True))]
    table(["settling", "us of CPU a message"], rows)
    return verdict("counting a message", a_message[True] - a_message[False], bound=4, unit=" us")

"""A store of a million members and ten million entries: how quick it reads, starts, and keeps up with chatter."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random
from statistics import median

import click

from bench import store
from bench.contest import Course
from bench.engine import race, ratio
from bench.report import machine, percentile, table, verdict
from bench.traffic import FIRST_USER, chat_id_of, home_of
from storage.database import Reader, open_database
from storage.points import boards, ledger, ledger_check

_QUESTIONS = 2_000


def report(folder: Path, *, rounds: int, count: int, members: int, with_audit: bool) -> bool:
    """Whether every bound holds."""
    path = folder / f"big-{members}.db"
    if not path.exists():
        store.build(path, members=members)
    size = path.stat().st_size / 2**30
    click.echo(f"{machine()}; {members:,} members, {members * store.ENTRIES:,} entries, {size:.1f} GB\n")
    good = asyncio.run(_reading(path, members=members, with_audit=with_audit))
    course = Course(count, members, warmup=count // 10)
    results = race(("weilu", "ptb"), course, rounds=rounds, folder=folder, store=path)
    started = median(each.ready_after for each in results["weilu"])
    return all(
        [
            good,
            verdict("Weilu on it / PTB, updates by CPU-second", ratio(results, "weilu", "ptb"), bound=1, is_least=True),
            verdict("ready after", started, bound=2, unit=" s"),
        ]
    )


async def _reading(path: Path, *, members: int, with_audit: bool) -> bool:
    random = Random(1)
    asked = [random.randrange(members) for _ in range(_QUESTIONS)]
    async with open_database(path) as database:
        reads = database.reads
        since = await _since(reads)
        timed = {
            "balance": await _timed(asked, lambda chat, user: ledger.balance(reads, chat_id=chat, user_id=user)),
            "top ten, all time": await _timed(
                asked, lambda chat, _: boards.top(reads, chat_id=chat, board="all", since=0)
            ),
            "top ten, month": await _timed(
                asked, lambda chat, _: boards.top(reads, chat_id=chat, board="month", since=since)
            ),
            "own rank, all time": await _timed(
                asked, lambda chat, user: boards.standing(reads, chat_id=chat, user_id=user)
            ),
            "own rank, month": await _timed(
                asked,
                lambda chat, user: boards.standing(reads, chat_id=chat, user_id=user, board="month", since=since),
            ),
        }
        wrong = await ledger_check.audit(reads) if with_audit else []
    rows = [[name, *(f"{percentile(each, p) * 1000:.2f}" for p in (50, 99))] for name, each in timed.items()]
    table(["question", "p50, ms", "p99, ms"], rows)
    for each in wrong[:5]:
        click.echo(f"FAIL the sums do not agree: {each}")
    good = [
        verdict(f"{name}, p99", percentile(each, 99) * 1000, bound=1 if name == "balance" else 20, unit=" ms")
        for name, each in timed.items()
    ]
    return all(good) and not wrong


async def _since(reads: Reader) -> int:
    row = await reads.one("SELECT max(since) AS since FROM earned WHERE board = 'month'")
    return row["since"] if row else 0


async def _timed(asked: list[int], ask: Callable[[int, int], Awaitable[object]]) -> list[float]:
    """Seconds a question, the way to the store's thread and back included."""
    late = []
    for member in asked:
        began = time.monotonic()
        await ask(chat_id_of(home_of(member)), FIRST_USER + member)
        late.append(time.monotonic() - began)
    return late

"""Weilu with everything on against libraries that do nothing: updates by CPU-second, memory, start, waiting times."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from typing import get_args

import click

from bench import contest
from bench.contest import Bot, Course, Result
from bench.report import machine, percentile, table, verdict
from bench.traffic import MEMBERS

NAMES: dict[Bot, str] = {
    "weilu": "Weilu, everything on",
    "ptb": "PTB, empty handler",
    "aiogram": "aiogram, empty handler",
}


def compare(*, rounds: int, count: int, folder: Path) -> bool:
    """Whether every bound holds."""
    click.echo(f"{machine()}; {count:,} updates a run, 98 % chatter, 2 % commands, 50 chats, synchronous=FULL\n")
    results = race(get_args(Bot), Course(count, MEMBERS, warmup=count // 10), rounds=rounds, folder=folder)
    table(
        ["median of rounds", "updates / CPU-second", "updates / second", "most memory, MB", "ready after, s"],
        [_row(NAMES[bot], each) for bot, each in results.items()],
    )
    talk = Course(count, MEMBERS, warmup=count // 10, every=0)
    chatter = race(("weilu", "ptb"), talk, rounds=rounds, folder=folder)
    weilu = results["weilu"]
    good = [
        verdict("Weilu / PTB, updates by CPU-second", ratio(results, "weilu", "ptb"), bound=1.5, is_least=True),
        verdict("Weilu / aiogram, updates by CPU-second", ratio(results, "weilu", "aiogram"), bound=1.3, is_least=True),
        verdict("chatter alone, Weilu / PTB", ratio(chatter, "weilu", "ptb"), bound=1.5, is_least=True),
        verdict("resident memory", max(each.memory for each in weilu), bound=150, unit=" MB"),
        verdict("ready after", median(each.ready_after for each in weilu), bound=1, unit=" s"),
    ]
    click.echo()
    waiting(folder=folder)
    return all(good)


def race(
    bots: tuple[Bot, ...], course: Course, *, rounds: int, folder: Path, store: Path | None = None
) -> dict[Bot, list[Result]]:
    """One after the other, round by round, so that a busy moment of the machine strikes all alike."""
    results: dict[Bot, list[Result]] = {bot: [] for bot in bots}
    for number in range(rounds):
        for bot in bots:
            result = contest.run(bot, course, folder=folder, store=store)
            results[bot].append(result)
            click.echo(
                f"round {number + 1}: {NAMES[bot]:24} {result.per_cpu_second:9,.0f} updates / CPU-second", err=True
            )
    return results


def ratio(results: dict[Bot, list[Result]], one: Bot, other: Bot) -> float:
    """The median of the rounds' own ratios."""
    pairs = zip(results[one], results[other], strict=True)
    return median(mine.per_cpu_second / theirs.per_cpu_second for mine, theirs in pairs)


def _row(name: str, results: list[Result]) -> list[str]:
    return [
        name,
        f"{median(each.per_cpu_second for each in results):,.0f}",
        f"{median(each.updates / each.seconds for each in results):,.0f}",
        f"{max(each.memory for each in results):,.0f}",
        f"{median(each.ready_after for each in results):.2f}",
    ]


def waiting(*, folder: Path) -> None:
    """How long a member waits for an answer, from the moment Telegram has the command."""
    rows = []
    for rate, seconds in ((200, 30), (1000, 15)):
        late = contest.run("weilu", Course(rate * seconds, MEMBERS, rate=rate), folder=folder).late
        shown = [f"{percentile(late, p) * 1000:.1f}" for p in (50, 99)]
        rows.append([f"{rate:,}", *shown, f"{max(late) * 1000:.1f}", len(late)])
    table(["updates a second", "p50, ms", "p99, ms", "longest, ms", "answers"], rows)

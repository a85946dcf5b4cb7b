"""Measures by name that are about PostgreSQL."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click


@click.command()
def schema() -> None:
    """Write PostgreSQL's migrations from SQLite's; nothing is measured."""
    from bench.postgres_schema import write

    write()


@click.command()
@click.option("--workers", default=4, help="how many there are")
@click.option("--kills", default=20, help="kill -9 of one of them")
@click.option("--sessions", default=5, help="of theirs that the server cuts off")
@click.option("--restarts", default=2, help="of the server")
@click.option("--seed", default=1, help="another one tells another story and draws other moments")
def workers(workers: int, kills: int, sessions: int, restarts: int, seed: int) -> None:
    """Several workers on one token and one PostgreSQL server: all must be as with one that nobody disturbs."""
    from bench import workers as team

    with tempfile.TemporaryDirectory(prefix="weilu-bench-") as name:
        blows = team.Blows(kills, sessions, restarts)
        is_good = team.report(Path(name), workers=workers, blows=blows, seed=seed)
    sys.exit(0 if is_good else 1)


@click.command()
@click.option("--rounds", default=3, help="how often each setup runs")
@click.option("--count", default=20_000, help="updates a run")
def costs(rounds: int, count: int) -> None:
    """What an update and a command cost on PostgreSQL, with one worker and four, beside a file."""
    from bench.costs import report

    with tempfile.TemporaryDirectory(prefix="weilu-bench-") as name:
        sys.exit(0 if report(Path(name), rounds=rounds, count=count) else 1)


@click.command()
@click.option("--members", default=1_000_000, help="in the store that is built, each with ten entries of the ledger")
def move(members: int) -> None:
    """A large store to PostgreSQL and back again: seconds, and equal digests."""
    from bench.moving import report

    with tempfile.TemporaryDirectory(prefix="weilu-bench-") as name:
        sys.exit(0 if report(Path(name), members=members) else 1)

"""A large store carried to PostgreSQL and back by `weilu move`'s own way: how long, and whether all digests agree."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import click

from bench.report import machine, table, verdict
from bench.store import build
from storage.database import Store
from storage.move import move, total
from storage.secret_file import beside, make
from tests.postgres_server import Server


def report(folder: Path, *, members: int) -> bool:
    """Whether the digest of every table is the same there and back again."""
    here, back = Store(folder / "weilu.db"), Store(folder / "back" / "weilu.db")
    back.path.parent.mkdir()
    build(here.path, members=members)
    make(beside(here.path))
    server = Server()
    try:
        there = Store(folder / "there" / "weilu.db", server.url("postgres"))
        there.path.parent.mkdir()
        return asyncio.run(_there_and_back(here, there, back))
    finally:
        server.stop()


async def _there_and_back(here: Store, there: Store, back: Store) -> bool:
    rows = await total(here)
    click.echo(f"{machine()}; {rows:,} rows, {here.path.stat().st_size / 2**20:,.0f} MB\n")
    first, to_server = await _carried(here, there, rows)
    second, to_file = await _carried(there, back, rows)
    table(
        ["", "seconds", "rows a second"],
        [[name, f"{each:.0f}", f"{rows / each:,.0f}"] for name, each in (("there", to_server), ("back", to_file))],
    )
    return verdict("tables whose digests differ", sum(second[name] != first[name] for name in first), bound=0)


async def _carried(source: Store, target: Store, rows: int) -> tuple[dict[str, str], float]:
    began = time.monotonic()
    with click.progressbar(length=rows, label=f"to {target.name}") as bar:
        digests = await move(source, target, tell=lambda _, arrived: bar.update(arrived))
    return digests, time.monotonic() - began

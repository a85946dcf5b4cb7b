"""A store migrated once and copied for every test that needs a new one: 1 ms instead of 70; or one on PostgreSQL."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import sqlite3
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from storage.database import Store
from storage.schema_migrations import migrate
from tests import postgres_server


@functools.cache
def _migrated(*, is_menu_known: bool) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "weilu.db"
        migrate(path)
        with contextlib.closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("PRAGMA journal_mode = WAL")
            if is_menu_known:
                connection.execute("INSERT INTO facts (name, value) VALUES ('menu', ?)", (_menu(),))
        return path.read_bytes()


def _menu() -> str:
    """Of the whole bot, which a test that asks for no store does not wait for."""
    from bot.engine.wiring import Wiring
    from bot.operations.startup import menu_digest
    from handlers import ENTRANCES

    wiring = Wiring()
    wiring.add(ENTRANCES)
    return menu_digest(wiring)


class Engine:
    """Where new stores lie; `--postgres` turns it for all tests, a folder's fixture for some."""

    is_postgres = False
    is_shared = False
    """With the bot as one of several workers, which are on PostgreSQL alone."""


def fresh(path: Path, *, is_menu_known: bool = False) -> Store:
    """A store of this version at `path`, or, on PostgreSQL, one of that path's own; with nothing in it at first.

    A file may know the menu of this version as told to Telegram: telling it takes nine calls.
    """
    if Engine.is_postgres:
        postgres_server.server()  # by this thread: it would end with one that ends
        with ThreadPoolExecutor(1) as thread:
            store = thread.submit(lambda: asyncio.run(postgres_server.fresh(path))).result()
        return replace(store, is_shared=Engine.is_shared)
    return in_file(path, is_menu_known=is_menu_known)


def in_file(path: Path, *, is_menu_known: bool = False) -> Store:
    """The same by SQLite, wherever new stores lie."""
    if not path.exists():
        path.write_bytes(_migrated(is_menu_known=is_menu_known))
    return Store(path)

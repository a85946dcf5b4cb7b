"""Numbered migrations: which are due, a copy before, each with its record in one transaction; no feature's SQL here."""

from __future__ import annotations

import contextlib
import logging
import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from storage.errors import StoreTroubleError
from storage.files import OWNER_ONLY, replacing

MIGRATIONS = Path(__file__).parent / "migrations"
_NAME = re.compile(r"^(\d{4})_[a-z_]+\.sql$")

log = logging.getLogger(__name__)


class StoreError(Exception):
    """The store cannot be used; the text says why and what to do, for an operator."""


def known(folder: Path = MIGRATIONS) -> list[Path]:
    """The migrations of this version, in order; a gap or a doubled number is a mistake of ours and raises."""
    files = sorted(file for file in folder.iterdir() if _NAME.match(file.name))
    numbers = [int(file.name[:4]) for file in files]
    if numbers != list(range(1, len(numbers) + 1)):
        raise StoreError(f"the migrations are not numbered 1 to {len(numbers)} without gaps: {numbers}")
    return files


def due(applied: list[str], files: list[Path], store: str) -> list[Path]:
    """Which of the files are still to be applied, in order. Raises `StoreError` where the store has others."""
    names = [file.name for file in files]
    if newer := [name for name in applied if name not in names]:
        raise StoreError(
            f"the store {store} was written by a newer version (unknown migrations: {', '.join(newer)}); "
            "install that version, or restore a copy made before it"
        )
    if applied != names[: len(applied)]:
        raise StoreError(f"the store {store} lacks a migration that later ones stand on; restore a copy of it")
    return files[len(applied) :]


def migrate(path: Path, folder: Path = MIGRATIONS) -> list[str]:
    """Bring the store at `path` up to this version (made when absent); returns the names applied.

    Raises `StoreError` for a file that is no store, one that a newer version wrote, and one that cannot be opened.
    """
    with usable(path):
        create(path)
        with contextlib.closing(sqlite3.connect(path, isolation_level=None, timeout=10)) as connection:
            return bring_up(connection, path, folder)


@contextlib.contextmanager
def usable(path: Path) -> Iterator[None]:
    """What SQLite or the disk says against the file is a `StoreError`."""
    try:
        yield
    except (sqlite3.DatabaseError, OSError, StoreTroubleError) as error:
        raise StoreError(f"the store {path} cannot be used ({error}); see storage.path") from error


def create(path: Path) -> None:
    """For its owner alone: SQLite gives the log the mode of the store. One that exists is not opened, for closing it
    would end the locks that this process holds on it.
    """
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))


def bring_up(connection: sqlite3.Connection, path: Path, folder: Path = MIGRATIONS) -> list[str]:
    """As `migrate`, by a connection to the store that is in no transaction, and has been told nothing yet."""
    with usable(path):
        return _migrate(connection, path, known(folder))


def _migrate(connection: sqlite3.Connection, path: Path, files: list[Path]) -> list[str]:
    applied = _applied(connection, path)
    wanted = due(applied, files, str(path))
    if wanted and applied:
        _copy(connection, path, version=len(applied))
    for file in wanted:
        record = f"INSERT INTO migrations (name, applied_at) VALUES ('{file.name}', unixepoch());"
        try:
            connection.executescript(f"BEGIN IMMEDIATE;\n{file.read_text(encoding='utf-8')}\n{record}\nCOMMIT;")
        except sqlite3.Error as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise StoreError(
                f"the migration {file.name} failed on the store {path} ({error}); the store is as it was before it"
            ) from error
    return [file.name for file in wanted]


def _applied(connection: sqlite3.Connection, path: Path) -> list[str]:
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables and "migrations" not in tables:
        raise StoreError(f"{path} is a database, but not one of ours; name another file in storage.path")
    connection.execute("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied_at BIGINT NOT NULL)")
    return [row[0] for row in connection.execute("SELECT name FROM migrations ORDER BY name")]


def _copy(connection: sqlite3.Connection, path: Path, *, version: int) -> None:
    """`weilu.db-v0003.bak` beside the store: what an operator goes back to when an upgrade disappoints."""
    copy = path.with_name(f"{path.name}-v{version:04d}.bak")
    with replacing(copy) as draft:
        connection.execute("VACUUM INTO :draft", {"draft": str(draft)})
    log.info("a copy from before the upgrade: %s", copy)

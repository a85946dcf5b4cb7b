"""A consistent copy of the store while it is in use, and back again; what is in it does not matter here.

A copy carries the digest of its own contents: one that was torn on its way (cut off, or put together from two) is told
from a whole one. The secret beside the store is not copied: without it nobody can link an anonymous voice to a member.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from storage import store_lock
from storage.files import OWNER_ONLY, replacing
from storage.overwriting import free_for
from storage.schema_migrations import MIGRATIONS, StoreError, known

_DIGEST = "digest"
"""The fact under which a copy keeps what its contents came to."""


def backup(store: Path, copy: Path, *, kept: Iterable[Path] = ()) -> int:
    """Bytes written. An earlier copy of that name is replaced once the new one is whole; nothing else ever is.

    `kept` are files that the bot reads, which no copy may replace. Raises StoreError and OSError.
    """
    if not store.is_file():
        raise StoreError(f"there is no store at {store}; see storage.path")
    target = free_for(copy, store=store, kept=kept, is_earlier=_is_copy)
    _refuse_leavings(target)
    try:
        with replacing(target) as draft:
            with _opened(store) as connection:
                connection.execute("VACUUM INTO :draft", {"draft": str(draft)})
            with _opened(draft) as connection:
                _refuse_damage(connection, copy)
                connection.execute(
                    "INSERT INTO facts (name, value) VALUES (:name, :value) "
                    "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    {"name": _DIGEST, "value": _digest(connection)},
                )
    except sqlite3.Error as error:
        raise StoreError(f"{store} cannot be copied to {copy} ({error})") from error
    return target.stat().st_size


def snapshot(store: Path, copy: Path) -> None:
    """A copy for reading, whole though the store is in use. Raises StoreError."""
    try:
        with _opened(store) as connection:
            connection.execute("VACUUM INTO :copy", {"copy": str(copy)})
    except sqlite3.DatabaseError as error:
        raise StoreError(f"the store {store} cannot be read ({error}); stop the bot and restore a backup") from error


def restore(copy: Path, store: Path, *, force: bool) -> Path | None:
    """Put the copy in the store's place; where one was, it is set aside and its new name is returned."""
    if not copy.is_file():
        raise StoreError(f"there is no copy at {copy}")
    if store.exists() and not force:
        raise StoreError(f"there is a store at {store} already; give --force to put it aside and restore over it")
    store = Path(os.path.realpath(store))
    with store_lock.held(store):
        return _restored(copy, store)


def _restored(copy: Path, store: Path) -> Path | None:
    if store.exists():
        _refuse_use(store)
    try:
        with replacing(store) as draft:
            shutil.copyfile(copy, draft)
            _prove(draft, copy)
            aside = _set_aside(store)
    except sqlite3.Error as error:
        raise StoreError(f"{copy} is not a whole copy of a store ({error})") from error
    return aside


def _is_copy(path: Path) -> bool:
    """A copy carries its digest, and was never opened by a bot, which would keep a write-ahead log from then on."""
    with path.open("rb") as file:
        head = file.read(20)
    if not head.startswith(b"SQLite format 3\x00") or head[18:20] != b"\x01\x01":
        return False
    try:
        with _opened(path) as connection:
            return (
                connection.execute("SELECT 1 FROM facts WHERE name = :name", {"name": _DIGEST}).fetchone() is not None
            )
    except sqlite3.Error:
        return False


def _refuse_leavings(target: Path) -> None:
    """A log of another database beside the copy would be played into it by whoever opens it."""
    for ending in ("-wal", "-journal"):
        if (log := target.with_name(target.name + ending)).exists():
            raise StoreError(f"{log} belongs to another database of that name; name another file for the copy")


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None, timeout=10)) as connection:
        yield connection


def _refuse_use(store: Path) -> None:
    """Leaving the write-ahead log takes the store for oneself, which fails while anybody has it open."""
    try:
        with contextlib.closing(sqlite3.connect(store, isolation_level=None, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        raise StoreError(f"the store {store} is in use: stop the bot first ({error})") from error
    except sqlite3.DatabaseError:
        return  # damaged: the very reason to restore


def _prove(partial: Path, copy: Path) -> None:
    """Refuses what is cut off, damaged, not ours, of a newer version, or other than it was when it was made."""
    with _opened(partial) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        if pages * size != partial.stat().st_size:
            raise StoreError(f"{copy} is cut off: {partial.stat().st_size} bytes of {pages * size}; take another copy")
        _refuse_damage(connection, copy)
        _refuse_strangers(connection, copy)
        kept = connection.execute("SELECT value FROM facts WHERE name = :name", {"name": _DIGEST}).fetchone()
        connection.execute("DELETE FROM facts WHERE name = :name", {"name": _DIGEST})
        if kept is not None and kept[0] != _digest(connection):
            raise StoreError(f"{copy} is torn: its contents are not those it was made with; take another copy")


def _refuse_damage(connection: sqlite3.Connection, copy: Path) -> None:
    found = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
    if found != ["ok"]:
        raise StoreError(f"{copy} is damaged: {'; '.join(found)}; take another copy")


def _refuse_strangers(connection: sqlite3.Connection, copy: Path) -> None:
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables >= {"migrations", "facts"}:
        raise StoreError(f"{copy} is no copy of a store of ours")
    applied = {row[0] for row in connection.execute("SELECT name FROM migrations")}
    newer = sorted(applied - {file.name for file in known(MIGRATIONS)})
    if newer:
        raise StoreError(f"{copy} was made by a newer version (unknown migrations: {', '.join(newer)}); install that")


def _digest(connection: sqlite3.Connection) -> str:
    """SHA-256 over every row of every table, the digest's own aside."""
    total = hashlib.sha256()
    tables = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    for table, sql in connection.execute(tables).fetchall():
        total.update(f"{table}\n{sql}\n".encode())
        for row in connection.execute(f"SELECT * FROM {table}"):
            if row[0] != _DIGEST:
                total.update(repr(row).encode(errors="surrogatepass"))
    return total.hexdigest()


def _set_aside(store: Path) -> Path | None:
    """The store under a second name that no earlier one has, its log with it; None where there is no store.

    The store itself stays until the copy takes its place: at no moment is there none.
    """
    names = (f"{store.name}-before-restore{number}.bak" for number in ("", *(f"-{each}" for each in range(2, 1000))))
    aside = next(path for path in map(store.with_name, names) if not path.exists())
    if store.exists():
        _linked(store, aside)
    for ending in ("-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            store.with_name(store.name + ending).rename(aside.with_name(aside.name + ending))
    return aside if store.exists() else None


def _linked(store: Path, aside: Path) -> None:
    try:
        os.link(store, aside)
    except OSError:  # a file system without links
        shutil.copyfile(store, aside)
        aside.chmod(OWNER_ONLY)

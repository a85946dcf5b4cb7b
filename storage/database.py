"""What a store is, whichever engine it lies in: one writer with lazy transactions, readers; no feature's statement.

Statements are one text for both engines: what one of them alone takes is not written, and a test reads all of them.
"""

from __future__ import annotations

import abc
import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeAlias
from urllib.parse import urlsplit

from storage.workers import Workers

Params: TypeAlias = Mapping[str, Any]


class Row(Protocol):
    """A row read by its columns' names, or by their places."""

    def __getitem__(self, column: str | int, /) -> Any: ...
    def keys(self) -> list[str]: ...


_open_units: ContextVar[int] = ContextVar("open_units", default=0)


def is_unit_open() -> bool:
    """Whether the running task holds a transaction; the network is shut while it does."""
    return _open_units.get() > 0


@dataclass(frozen=True, slots=True)
class Store:
    """Which one: the file at `path`, or the PostgreSQL database at `url`, in its `schema` where several share that one.

    Its secret lies beside `path` either way. `is_shared`: several processes serve it at once, on PostgreSQL alone.
    """

    path: Path
    url: str = ""
    schema: str = ""
    is_shared: bool = False

    @property
    def name(self) -> str:
        """As an operator knows it, without a password."""
        if not self.url:
            return str(self.path)
        parts = urlsplit(self.url)
        return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment=self.schema).geturl()

    @property
    def setting(self) -> str:
        """Where the config names it."""
        return "storage.url" if self.url else "storage.path"


class Reader(abc.ABC):
    """Questions to the store; what is not committed yet is seen by the unit that wrote it alone."""

    async def one(self, sql: str, params: Params | None = None) -> Row | None:
        rows = await self.all(sql, params)
        return rows[0] if rows else None

    async def number(self, sql: str, params: Params | None = None) -> int:
        """The one number that is asked for: a sum, a count, an id; 0 where there is no row, or nothing in it."""
        row = await self.one(sql, params)
        return int(row[0] or 0) if row else 0

    @abc.abstractmethod
    async def all(self, sql: str, params: Params | None = None) -> list[Row]: ...

    @abc.abstractmethod
    async def columns(self, table: str) -> list[str]:
        """Their names, in the table's order."""

    @abc.abstractmethod
    async def is_whole(self) -> bool:
        """Whether the engine finds the store undamaged."""

    @abc.abstractmethod
    async def size(self) -> int:
        """Bytes that the store takes."""


class Unit(Reader):
    """One short transaction, begun by its first statement and ended by the engine.

    Used as `async with database.unit() as unit`: leaving without an error commits, an error rolls back. After either,
    the next statement begins a new transaction, which is how a refusal is recorded by the same turn.

    A statement whose answer nobody waits for is held back until the next one that is waited for, the COMMIT at the
    latest; what it breaks is raised there.
    """

    def __init__(self, lock: asyncio.Lock) -> None:
        self._lock = lock
        self._after: list[Callable[[], None]] = []
        self._takes = 0
        self._is_compacting = False
        self.is_open = False

    @abc.abstractmethod
    async def run(self, sql: str, params: Params | None = None) -> int:
        """Rows changed."""

    async def change(self, sql: str, params: Params) -> bool:
        """Whether it changed its one row: the condition stands in the statement."""
        return await self.run(sql, params) == 1

    @abc.abstractmethod
    async def many(self, sql: str, rows: Iterable[Params] | Iterable[Sequence[Any]]) -> None:
        """Once for each row; held back."""

    @abc.abstractmethod
    def take(self, sql: str, params: Params) -> None:
        """From now on each of this unit's transactions begins with this statement, and is for nothing without it.

        Where it changes no row, the next statement that is waited for, the COMMIT at the latest, raises
        NothingChangedError.
        """

    def after_commit(self, callback: Callable[[], None]) -> None:
        """Call `told` once what was written has been committed, and never otherwise."""
        self._after.append(callback)

    def compact(self) -> None:
        """Write the store anew once this is committed: of what was deleted no byte stays. Others wait meanwhile."""
        self._is_compacting = True

    async def commit(self) -> None:
        after, self._after = self._after, []
        if self._takes:
            await self._begin()
        if self.is_open:
            await self._left(is_kept=True)
        for callback in after:
            callback()

    async def rollback(self) -> None:
        self._after.clear()
        if self.is_open:
            await self._left(is_kept=False)

    async def _begin(self) -> None:
        if self.is_open:
            return
        await self._lock.acquire()
        self.is_open = True
        _open_units.set(_open_units.get() + 1)
        self._opened()

    async def _left(self, *, is_kept: bool) -> None:
        """However it ends, the writer is left outside any transaction, and free for the next unit."""
        try:
            await surely(self._end, is_kept=is_kept)
        finally:
            self.is_open = self._is_compacting = False
            _open_units.set(max(0, _open_units.get() - 1))
            self._lock.release()

    @abc.abstractmethod
    def _opened(self) -> None:
        """A transaction is to begin: by what is held back from now on."""

    @abc.abstractmethod
    async def _end(self, *, is_kept: bool) -> None:
        """Commit what was written, what is held back included, or undo it."""

    async def __aenter__(self) -> Unit:
        return self

    async def __aexit__(self, error_type: type[BaseException] | None, *_: object) -> None:
        if error_type is None:
            await self.commit()
        else:
            await self.rollback()


async def surely(work: Callable[..., Any], **arguments: Any) -> None:
    """Carried out to its end even when the task is cancelled meanwhile; the cancellation comes after it."""
    doing = asyncio.get_running_loop().create_task(work(**arguments))
    is_cancelled = False
    while not doing.done():
        try:
            await asyncio.wait([doing])
        except asyncio.CancelledError:
            is_cancelled = True
    doing.result()
    if is_cancelled:
        raise asyncio.CancelledError


class Database(abc.ABC):
    """An open store. `reads` sees committed rows only, on a connection of its own; `slow` too, on yet another: what
    reads long (an audit, a report) keeps nobody waiting there. `workers` are those who serve it, where it is shared.
    """

    engine: ClassVar[str]
    """By its own name."""

    def __init__(self, store: Store, reads: Reader, slow: Reader) -> None:
        self.store, self.reads, self.slow = store, reads, slow
        self.workers: Workers | None = None
        self._lock = asyncio.Lock()

    @property
    def path(self) -> Path:
        """Beside it lie the files that belong to the store."""
        return self.store.path

    @abc.abstractmethod
    def unit(self) -> Unit: ...

    @abc.abstractmethod
    async def is_frozen(self) -> bool:
        """Whether the bot is to say and do nothing, by the sign that `storage.frozen` puts down."""


@contextlib.asynccontextmanager
async def open_database(
    store: Store | Path, *, is_served: bool = False, may_begin: bool = True
) -> AsyncIterator[Database]:
    """Migrate, open, and close again.

    `is_served`: for this process alone, which writes; where another one has it, a file is refused, and a PostgreSQL
    database waited for. Without `may_begin`, an empty database is refused. Raises
    `storage.schema_migrations.StoreError` for these, and where it is no store of ours, or one of a newer version.
    """
    if isinstance(store, Path):
        store = Store(store)
    # An engine is loaded by who opens a store of its kind: PostgreSQL's driver need not be installed.
    if store.url:
        from storage.engines.postgres import opened
    else:
        from storage.engines.sqlite import opened
    async with opened(store, is_served=is_served, may_begin=may_begin) as database:
        yield database

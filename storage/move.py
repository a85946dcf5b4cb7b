"""A whole store carried to another place, from engine to engine: table by table, taken up again where it broke off, and
proven equal by a digest of every table. What a table means does not matter here.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from storage import frozen, secret_file
from storage.database import Store
from storage.files import replacing
from storage.registry import TABLES
from storage.schema_migrations import StoreError

Record: TypeAlias = tuple[Any, ...]
Tell: TypeAlias = Callable[[str, int], None]
"""Told a table, and how many more of its rows have arrived."""

AT_ONCE = 20_000
MARK = "moving"
"""A table that stands in a store while it is being filled: nobody may serve it."""

_NOT_CARRIED = "migrations"


@dataclass(frozen=True, slots=True)
class Layout:
    """A table's columns in order, and those of its primary key."""

    columns: tuple[str, ...]
    key: tuple[str, ...]

    def key_of(self, row: Record) -> Record:
        return tuple(row[self.columns.index(name)] for name in self.key)


class End(Protocol):
    """A store as a place to carry from or to."""

    async def layout(self, table: str) -> Layout: ...
    async def migrations(self) -> list[str]: ...
    async def count(self, table: str) -> int: ...

    async def rows(self, table: str, layout: Layout, after: Record | None) -> list[Record]:
        """At most AT_ONCE of them in the order of their keys, after that key."""

    async def last(self, table: str, layout: Layout) -> Record | None:
        """The highest key there is."""

    async def put(self, table: str, layout: Layout, rows: Sequence[Record]) -> None:
        """All of them, or none."""

    async def numbers(self) -> dict[str, int]:
        """The last number each table gave to a row, where it gives numbers; one given is not given again."""

    async def is_begun(self) -> bool: ...

    async def begin(self) -> None:
        """What checks and reckons by itself is put aside until `finish`, and MARK stands."""

    async def finish(self, numbers: dict[str, int]) -> None: ...


@contextlib.asynccontextmanager
async def end(store: Store, *, is_target: bool) -> AsyncIterator[End]:
    """Nobody serves the store meanwhile. Raises StoreError where somebody does, and where a source is not there."""
    # An engine is loaded by who opens a store of its kind: PostgreSQL's driver need not be installed.
    if store.url:
        from storage.engines import postgres_end

        async with postgres_end.opened(store, is_target=is_target) as there:
            yield there
    else:
        from storage.engines import sqlite_end

        async with sqlite_end.opened(store, is_target=is_target) as here:
            yield here


async def total(source: Store) -> int:
    """Rows there are to carry."""
    async with end(source, is_target=False) as one:
        return sum([await one.count(table) for table in carried()])


async def move(source: Store, target: Store, *, tell: Tell) -> dict[str, str]:
    """The digest of each table, the same on both sides; the source stays as it is, and a frozen bot frozen.

    A move that broke off is gone on with. Raises StoreError where the target holds anything else, and where the two
    differ in the end.
    """
    async with end(source, is_target=False) as here, end(target, is_target=True) as there:
        digests = await carry(here, there, target, tell=tell)
    _take_secret(source.path, target.path)
    if await frozen.is_frozen(source):
        await frozen.freeze(target)
    return digests


async def carry(here: End, there: End, target: Store, *, tell: Tell) -> dict[str, str]:
    """As `move`, between stores that are open."""
    if await here.migrations() != await there.migrations():
        raise StoreError("the two stores are of different versions: start the bot once on the source")
    if not await there.is_begun():
        await _refuse_full(there, target)
        await there.begin()
    digests = {table: await _carry(here, there, table, tell) for table in carried()}
    await _prove(here, there, digests, target)
    await there.finish(await here.numbers())
    return digests


async def digests(one: End) -> dict[str, str]:
    return {table: await digest_of(one, one, table) for table in carried()}


def carried() -> list[str]:
    return [table for table in TABLES if table != _NOT_CARRIED]


async def _refuse_full(there: End, target: Store) -> None:
    """What a new store holds by itself is no hindrance."""
    full = [table for table in carried() if table != "facts" and await there.count(table)]
    facts = await there.rows("facts", await there.layout("facts"), None)
    if full or len(facts) > 1:
        raise StoreError(f"the store {target.name} is not empty ({', '.join(full or ['facts'])}); name an empty one")


async def _carry(here: End, there: End, table: str, tell: Tell) -> str:
    """What is there already was carried before; it is read again for the digest alone."""
    layout, total = await here.layout(table), hashlib.sha256()
    known = await there.last(table, layout)
    async for rows in _all(here, table, layout):
        total.update(_written(rows))
        fresh = rows if known is None else [row for row in rows if layout.key_of(row) > known]
        if fresh:
            await there.put(table, layout, fresh)
        tell(table, len(rows))
    return total.hexdigest()


async def _all(one: End, table: str, layout: Layout) -> AsyncIterator[list[Record]]:
    after: Record | None = None
    while rows := await one.rows(table, layout, after):
        yield rows
        after = layout.key_of(rows[-1])


async def _prove(here: End, there: End, digests: dict[str, str], target: Store) -> None:
    differing = [table for table, digest in digests.items() if await digest_of(there, here, table) != digest]
    if differing:
        raise StoreError(
            f"what arrived in {target.name} is not what was sent ({', '.join(differing)}): "
            "the source was used meanwhile; empty the target and move again"
        )


async def digest_of(one: End, source: End, table: str) -> str:
    """SHA-256 over the table's rows in the order of their keys; columns in the source's order."""
    layout, total = await source.layout(table), hashlib.sha256()
    async for rows in _all(one, table, layout):
        total.update(_written(rows))
    return total.hexdigest()


def _written(rows: Sequence[Record]) -> bytes:
    return "".join(f"{row!r}\n" for row in rows).encode(errors="surrogatepass")


def storable(rows: list[Record]) -> list[Record]:
    """Without the character NUL, which only a file of an early version can hold."""
    if not any("\\x00" in repr(row) for row in rows):
        return rows
    return [tuple(each.replace("\0", "") if isinstance(each, str) else each for each in row) for row in rows]


def _take_secret(source: Path, target: Path) -> None:
    """The secret goes where the store goes, unless one is there."""
    mine, theirs = secret_file.beside(source), secret_file.beside(target)
    if mine.exists() and not theirs.exists():
        with replacing(theirs) as draft:
            draft.write_bytes(mine.read_bytes())

"""A PostgreSQL database as a place that a store is carried from or to."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Sequence
from typing import Any

from storage.database import Store
from storage.engines import postgres_schema
from storage.engines.postgres_link import as_ours, connected, serve
from storage.move import AT_ONCE, MARK, Layout, Record

_KEY = (
    "SELECT a.attname FROM pg_index AS i CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k(number, place) "
    "JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.number "
    "WHERE i.indisprimary AND i.indrelid = CAST($1 AS regclass) ORDER BY k.place"
)
_COLUMNS = (
    "SELECT column_name FROM information_schema.columns "
    "WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position"
)
_NUMBERED = (
    "SELECT table_name, column_name FROM information_schema.columns "
    "WHERE table_schema = current_schema() AND is_identity = 'YES'"
)
_ASIDE = (
    "SELECT 'ALTER TABLE ' || CAST(conrelid AS regclass) || ' DROP CONSTRAINT ' || conname AS dropped, "
    "'ALTER TABLE ' || CAST(conrelid AS regclass) || ' ADD CONSTRAINT ' || conname || ' ' || pg_get_constraintdef(oid) "
    "AS made, 1 AS place FROM pg_constraint WHERE contype = 'f' AND "
    "connamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) "
    "UNION ALL SELECT 'DROP INDEX ' || CAST(indexrelid AS regclass), pg_get_indexdef(indexrelid), 0 FROM pg_index "
    "WHERE indexrelid NOT IN (SELECT conindid FROM pg_constraint) AND indexrelid IN (SELECT oid FROM pg_class WHERE "
    "relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()))"
)
"""What refers to other rows, and after it the indexes it may rest on, both to be made again the other way round."""

_TABLES = (
    "SELECT DISTINCT CAST(CAST(tgrelid AS regclass) AS TEXT) AS name FROM pg_trigger WHERE NOT tgisinternal "
    "AND tgrelid IN (SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = "
    "(SELECT oid FROM pg_namespace WHERE nspname = current_schema()))"
)


class PostgresEnd:
    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def layout(self, table: str) -> Layout:
        columns = await self._connection.fetch(_COLUMNS, table)
        key = await self._connection.fetch(_KEY, table)
        return Layout(tuple(row[0] for row in columns), tuple(row[0] for row in key))

    async def migrations(self) -> list[str]:
        return [row[0] for row in await self._connection.fetch("SELECT name FROM migrations ORDER BY name")]

    async def count(self, table: str) -> int:
        number: int = await self._connection.fetchval(f"SELECT count(*) FROM {table}")
        return number

    async def rows(self, table: str, layout: Layout, after: Record | None) -> list[Record]:
        key, places = ", ".join(layout.key), ", ".join(f"${number + 1}" for number in range(len(layout.key)))
        where = f"WHERE ({key}) > ({places})" if after else ""
        asked = f"SELECT {', '.join(layout.columns)} FROM {table} {where} ORDER BY {key} LIMIT {AT_ONCE}"
        return [tuple(row) for row in await self._connection.fetch(asked, *(after or ()))]

    async def last(self, table: str, layout: Layout) -> Record | None:
        order = ", ".join(f"{name} DESC" for name in layout.key)
        row = await self._connection.fetchrow(f"SELECT {', '.join(layout.key)} FROM {table} ORDER BY {order} LIMIT 1")
        return tuple(row) if row else None

    async def put(self, table: str, layout: Layout, rows: Sequence[Record]) -> None:
        await self._connection.copy_records_to_table(table, records=rows, columns=layout.columns)

    async def numbers(self) -> dict[str, int]:
        found = {}
        for table, column in await self._connection.fetch(_NUMBERED):
            sequence = await self._connection.fetchval("SELECT pg_get_serial_sequence($1, $2)", table, column)
            row = await self._connection.fetchrow(f"SELECT last_value, is_called FROM {sequence}")
            if row["is_called"]:
                found[table] = row["last_value"]
        return found

    async def is_begun(self) -> bool:
        return bool(await self._connection.fetchval("SELECT to_regclass($1) IS NOT NULL", MARK))

    async def begin(self) -> None:
        """Triggers would reckon again what the rows say already; what refers to other rows is proven at the end, and an
        index costs least when it is made of all rows.
        """
        async with self._connection.transaction():
            await self._connection.execute(f"CREATE TABLE {MARK} AS {_ASIDE}")
            for (dropped,) in await self._connection.fetch(f"SELECT dropped FROM {MARK} ORDER BY place DESC"):
                await self._connection.execute(dropped)
            for (table,) in await self._connection.fetch(_TABLES):
                await self._connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            await self._connection.execute("DELETE FROM facts")

    async def finish(self, numbers: dict[str, int]) -> None:
        async with self._connection.transaction():
            for (made,) in await self._connection.fetch(f"SELECT made FROM {MARK} ORDER BY place"):
                await self._connection.execute(made)
            for (table,) in await self._connection.fetch(_TABLES):
                await self._connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            for table, column in await self._connection.fetch(_NUMBERED):
                highest = await self._connection.fetchval(f"SELECT coalesce(max({column}), 0) FROM {table}")
                if (last := max(numbers.get(table, 0), highest)) > 0:
                    sequence = await self._connection.fetchval("SELECT pg_get_serial_sequence($1, $2)", table, column)
                    await self._connection.execute("SELECT setval(CAST($1 AS regclass), $2)", sequence, last)
            await self._connection.execute(f"DROP TABLE {MARK}")
        await self._connection.execute("ANALYZE")


@contextlib.asynccontextmanager
async def as_it_is(store: Store) -> AsyncIterator[tuple[PostgresEnd, str]]:
    """One moment of a store that may be in use, for reading alone, and the name that others see that moment by."""
    async with connected(store, is_reading=True, patience=None) as connection:
        with as_ours(connection):
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                yield PostgresEnd(connection), await connection.fetchval("SELECT pg_export_snapshot()")


@contextlib.asynccontextmanager
async def opened(store: Store, *, is_target: bool) -> AsyncIterator[PostgresEnd]:
    async with connected(store, patience=None) as connection:
        with as_ours(connection):
            await serve(connection, store, is_waiting=False)
            await postgres_schema.migrate(connection, store, is_filled=is_target)
            yield PostgresEnd(connection)

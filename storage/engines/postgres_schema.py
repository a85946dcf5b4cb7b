"""Brings a PostgreSQL database up to this version: the same numbered migrations as a file's, made from them by rule."""

from __future__ import annotations

from typing import Any

import asyncpg

from storage.database import Store
from storage.move import MARK
from storage.schema_migrations import MIGRATIONS, StoreError, due, known

FOLDER = MIGRATIONS / "postgres"
_LOCK = 0x6D696772
_COLLATIONS = ("C", "POSIX", "C.UTF-8", "C.utf8")
_RECORD = "INSERT INTO migrations (name, applied_at) VALUES ($1, CAST(extract(epoch FROM now()) AS BIGINT))"


async def migrate(
    connection: Any, store: Store, *, may_begin: bool = True, is_filled: bool = False, is_in_use: bool = False
) -> list[str]:
    """Returns the names applied. Raises `StoreError` for a database that is no store of ours, or a newer version's, for
    one that is older and in use, and for one that a move left half full, unless it `is_filled` now.
    """
    async with connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock($1)", _LOCK)
        await make_room(connection, store)
        applied = await _applied(connection, store)
        if not is_filled and await connection.fetchval("SELECT to_regclass($1) IS NOT NULL", MARK):
            raise StoreError(f"the store {store.name} is half moved: let `weilu move` go on to its end")
        if not applied:
            await _refuse_unfit(connection, store, may_begin=may_begin)
        files = due(applied, known(FOLDER), store.name)
        if files and is_in_use:
            raise StoreError(f"the store {store.name} is of an older version: stop all its workers, then start anew")
        for file in files:
            try:
                await connection.execute(file.read_text(encoding="utf-8"))
            except asyncpg.PostgresError as error:
                raise StoreError(
                    f"the migration {file.name} failed on the store {store.name} ({error}); "
                    "the store is as it was before"
                ) from error
            await connection.execute(_RECORD, file.name)
    return [file.name for file in files]


async def make_room(connection: Any, store: Store) -> None:
    """The schema of a store that shares its database. Raises StoreError where this user may not make it."""
    if not store.schema or await connection.fetchval("SELECT to_regnamespace($1) IS NOT NULL", store.schema):
        return
    try:
        await connection.execute(f"CREATE SCHEMA {store.schema}")
    except asyncpg.InsufficientPrivilegeError:
        raise StoreError(
            f"the store {store.name} cannot be begun: let an administrator of the database "
            f"CREATE SCHEMA {store.schema} AUTHORIZATION the bots' user"
        ) from None


async def _applied(connection: Any, store: Store) -> list[str]:
    tables = {
        row[0]
        for row in await connection.fetch(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
        )
    }
    if tables and "migrations" not in tables:
        raise StoreError(f"{store.name} holds tables, but not ours; name another database in storage.url")
    await connection.execute(
        "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied_at BIGINT NOT NULL)"
    )
    return [row[0] for row in await connection.fetch("SELECT name FROM migrations ORDER BY name")]


async def _refuse_unfit(connection: Any, store: Store, *, may_begin: bool) -> None:
    if not may_begin:
        raise StoreError(
            f"the store {store.name} is empty, but there is a secret beside {store.path}: bring what "
            "belongs to it with `weilu move` or `weilu restore`, or, to begin anew with nothing, "
            f"move {store.path.name}.secret away"
        )
    row = await connection.fetchrow(
        "SELECT pg_encoding_to_char(encoding) AS encoding, datcollate FROM pg_database "
        "WHERE datname = current_database()"
    )
    if row["encoding"] != "UTF8" or row["datcollate"] not in _COLLATIONS:
        raise StoreError(
            f"the database {store.name} is of {row['encoding']} and {row['datcollate']}, and must be of UTF8 and C: "
            "make it by CREATE DATABASE ... ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0"
        )

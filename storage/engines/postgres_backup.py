"""A copy of a store on PostgreSQL, by the server's own tools, with our digest of every table; and back again."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import tempfile
import zipfile
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from storage import move
from storage.database import Store
from storage.engines import postgres_frozen, postgres_schema, sqlite_end
from storage.engines.postgres_end import PostgresEnd, as_it_is
from storage.engines.postgres_link import as_ours, connected, serve
from storage.files import replacing
from storage.overwriting import free_for
from storage.schema_migrations import StoreError, due, known

_FORMAT = "weilu-postgresql/1"
_DUMP, _PROOF = "store.dump", "weilu.json"
_ASIDE = "before_restore"


async def backup(store: Store, copy: Path, *, kept: Iterable[Path] = ()) -> int:
    """Bytes written: `pg_dump` of one moment, and what each table came to then; the bot may run meanwhile.

    An earlier copy of that name is replaced once the new one is whole. Raises StoreError and OSError.
    """
    target = free_for(copy, store=store.path, kept=kept, is_earlier=is_copy)
    async with as_it_is(store) as (one, moment):
        with replacing(target) as draft, tempfile.TemporaryDirectory(dir=target.parent) as folder:
            dump = Path(folder) / _DUMP
            await _tool("pg_dump", store, "--format=custom", "--snapshot", moment, *_place(store), "--file", str(dump))
            proof = {"format": _FORMAT, "migrations": await one.migrations(), "digests": await move.digests(one)}
            proof["schema"] = store.schema
            _packed(draft, dump, proof)
    return target.stat().st_size


def _place(store: Store) -> list[str]:
    """The store's schema alone, or all of a database that is its own, but for bots that came to share it."""
    others = [f"--exclude-schema={name}" for name in (f"{_ASIDE}*", "bot_*")]
    return [f"--exclude-table=*.{postgres_frozen.TABLE}", *([f"--schema={store.schema}"] if store.schema else others)]


def _packed(path: Path, dump: Path, proof: dict[str, Any]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.comment = _FORMAT.encode()
        archive.writestr(_PROOF, json.dumps(proof))
        archive.write(dump, _DUMP)


def is_copy(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.comment == _FORMAT.encode()
    except (OSError, zipfile.BadZipFile):
        return False


async def restore(copy: Path, store: Store, *, force: bool) -> str | None:
    """Put the copy into the database; a store that was there is set aside, and its schema's new name is returned.

    What does not come to what was copied is refused, and what was there before is put back. A bot that was frozen
    stays so. Raises StoreError.
    """
    if not is_copy(copy):
        raise StoreError(f"{copy} is no copy of a store on PostgreSQL; take one made by `weilu backup`")
    async with connected(store, patience=None) as connection:
        with as_ours(connection), tempfile.TemporaryDirectory() as folder:
            await serve(connection, store, is_waiting=False)
            proof = _unpacked(copy, Path(folder))
            due(proof["migrations"], known(), str(copy))
            _refuse_foreign(proof.get("schema", ""), copy, store)
            await postgres_schema.make_room(connection, store)
            is_frozen = await connection.fetchval(postgres_frozen.SIGN)
            async with _room_made(connection, store, force=force) as aside:
                words = ("--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
                place = [f"--schema={store.schema}"] if store.schema else []
                await _tool("pg_restore", store, *words, *place, str(Path(folder) / _DUMP))
                if await move.digests(PostgresEnd(connection)) != proof["digests"]:
                    raise StoreError(f"{copy} is torn: its contents are not those it was made with; take another copy")
                if is_frozen:
                    await connection.execute(postgres_frozen.MADE)
    return aside


def _refuse_foreign(schema: str, copy: Path, store: Store) -> None:
    if schema != store.schema:
        raise StoreError(f'{copy} is of the schema "{schema}", and not of {store.name}: take its own copy')


def _unpacked(copy: Path, folder: Path) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(copy) as archive:
            archive.extract(_DUMP, folder)
            proof: dict[str, Any] = json.loads(archive.read(_PROOF))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise StoreError(f"{copy} is not a whole copy of a store ({error}); take another copy") from error
    return proof


@contextlib.asynccontextmanager
async def _room_made(connection: Any, store: Store, *, force: bool) -> AsyncIterator[str | None]:
    """An empty schema; where it fails, what was there is put back."""
    schema = await connection.fetchval("SELECT current_schema()")
    tables = "SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema()"
    is_full = await connection.fetchval(tables) > 0
    if is_full and not force:
        raise StoreError(f"there is a store at {store.name} already; give --force to put it aside and restore over it")
    names = {row[0] for row in await connection.fetch("SELECT nspname FROM pg_namespace")}
    aside = next(name for number in range(1, 1000) if (name := f"{_ASIDE}_{number}") not in names)
    await connection.execute(f"ALTER SCHEMA {schema} RENAME TO {aside}; CREATE SCHEMA {schema}")
    try:
        yield aside if is_full else None
    except BaseException:
        await connection.execute(f"DROP SCHEMA {schema} CASCADE; ALTER SCHEMA {aside} RENAME TO {schema}")
        raise
    if not is_full:
        await connection.execute(f"DROP SCHEMA {aside}")


async def _tool(program: str, store: Store, *words: str) -> None:
    """The password goes by the environment: a command's words are seen by everybody on the machine."""
    parts = urlsplit(store.url)
    user, _, host = parts.netloc.rpartition("@")
    name, _, password = user.partition(":")
    url = parts._replace(netloc=f"{name}@{host}" if user else host).geturl()
    environment = os.environ | ({"PGPASSWORD": unquote(password)} if password else {})
    try:
        process = await asyncio.create_subprocess_exec(
            program, "--dbname", url, *words, env=environment, stderr=asyncio.subprocess.PIPE
        )
    except FileNotFoundError:
        raise StoreError(f"{program} is not installed: apt-get install postgresql-client") from None
    _, output = await process.communicate()
    if process.returncode:
        raise StoreError(f"{program} failed: {output.decode(errors='replace').strip()}")


async def snapshot(store: Store, file: Path) -> None:
    """The same store as a file, for reading: one moment of it, though it is in use. Raises StoreError."""
    async with as_it_is(store) as (here, _), sqlite_end.filled(file) as there:
        await move.carry(here, there, Store(file), tell=lambda *_: None)

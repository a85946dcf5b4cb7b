"""Opens the store for a bot: for this process alone, with the seal of the secret beside it, or of a first one."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from bot.sealing import Sealing
from bot.sealing.first_seal import FirstSeal
from storage import key_values, private_files, sealed, secret_file
from storage.database import Database, Store, Unit, open_database
from storage.schema_migrations import StoreError

_FACT = "secret"


@contextlib.asynccontextmanager
async def opened(store: Store, *, folder: Path, is_secret_new: bool = False) -> AsyncIterator[tuple[Database, Sealing]]:
    """The store and its seal; what lies beside the store and in the data folder is closed to other users.

    Raises StoreError where another process has the file, where it is gone and its secret is not, and as `seal_of` does;
    a PostgreSQL database that another process has is waited for.
    """
    may_begin = not secret_file.beside(store.path).exists()
    async with open_database(store, is_served=True, may_begin=may_begin) as database:
        sealing = await seal_of(database, is_new=is_secret_new)
        private_files.protect(store.path, folder)
        yield database, sealing


async def seal_of(database: Database, *, is_new: bool = False) -> Sealing:
    """The seal of the secret beside the store; where nothing is sealed yet, one is made or taken as it is found.

    `is_new`: a new secret takes the place of one that was lost. Raises StoreError where the secret is no secret, or is
    missing or another store's while something is sealed.
    """
    path = secret_file.beside(database.path)
    async with database.unit() as unit:
        known = await key_values.fact(unit, _FACT)
        needs_its_own = not is_new and await sealed.is_any(unit)
        if is_new:
            _refuse_good(path, known)
        if path.exists() and not is_new:
            secret = secret_file.read(path)
        elif needs_its_own:
            raise StoreError(f"{path} is missing, and the store holds what only it can open: {secret_file.LOST}")
        else:
            secret = secret_file.make(path)
        sealing = Sealing(secret)
        mark = sealing.mark("store")
        if known is None and not is_new:
            await _seal_anew(unit, FirstSeal(secret, sealing), database)
        elif known != mark and needs_its_own:
            raise _foreign(database)
        if known != mark:
            await key_values.keep(unit, _FACT, mark)
    return sealing


def _foreign(database: Database) -> StoreError:
    path = secret_file.beside(database.path)
    return StoreError(f"{path} is not the secret that {database.store.name} was sealed with: {secret_file.LOST}")


def _refuse_good(path: Path, known: str | None) -> None:
    """A secret that is the store's own must not be thrown away by a word too many on the command line."""
    try:
        is_good = known is not None and Sealing(secret_file.read(path)).mark("store") == known
    except StoreError:
        return
    if is_good:
        raise StoreError(f"{path} is the right secret: start without --new-secret, which is for one that is lost")


async def _seal_anew(unit: Unit, first: FirstSeal, database: Database) -> None:
    """A store of the first release, which kept no mark of its secret, and private words in the clear for a moment."""
    changed = await sealed.change(unit, first.anew)
    if not changed and await sealed.is_any(unit):
        raise _foreign(database)
    if changed or await sealed.is_any_private(unit):
        unit.compact()

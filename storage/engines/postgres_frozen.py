"""The sign that the bot is frozen, in a PostgreSQL database: a table with nothing in it, for no copy takes it along."""

from __future__ import annotations

from storage.database import Store
from storage.engines.postgres_link import as_ours, connected
from storage.schema_migrations import StoreError

TABLE = "frozen"
MADE = f"CREATE TABLE IF NOT EXISTS {TABLE} ()"
SIGN = f"SELECT CAST(to_regclass('{TABLE}') IS NOT NULL AS INTEGER)"
_BEGUN = "SELECT to_regclass('migrations') IS NOT NULL"


async def is_frozen(store: Store) -> bool:
    async with connected(store, is_reading=True) as connection:
        with as_ours(connection):
            return bool(await connection.fetchval(SIGN))


async def freeze(store: Store) -> bool:
    """Whether it was not frozen before. Raises StoreError where no bot has begun there, and StoreTroubleError."""
    async with connected(store) as connection:
        with as_ours(connection):
            if not await connection.fetchval(_BEGUN):
                raise StoreError(f"there is no store at {store.name} yet: start the bot once")
            if await connection.fetchval(SIGN):
                return False
            await connection.execute(MADE)
    return True


async def thaw(store: Store) -> bool:
    """Whether it was frozen. Raises StoreTroubleError."""
    async with connected(store) as connection:
        with as_ours(connection):
            is_frozen = bool(await connection.fetchval(SIGN))
            await connection.execute(f"DROP TABLE IF EXISTS {TABLE}")
    return is_frozen

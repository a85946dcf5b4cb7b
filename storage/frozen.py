"""The sign that the bot is frozen: beside a store's file, or in its database, where all who serve it see it."""

from __future__ import annotations

from pathlib import Path

from storage.database import Store
from storage.files import OWNER_ONLY


def _beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.frozen")


def has_sign(file: Path) -> bool:
    """Whether the sign lies beside it."""
    return _beside(file).exists()


async def is_frozen(store: Store) -> bool:
    """As whoever has the terminal asks; a bot asks its `Database`. Raises StoreError and StoreTroubleError."""
    if has_sign(store.path) or not store.url:
        return has_sign(store.path)
    from storage.engines import postgres_frozen  # needs the driver, which not everybody has

    return await postgres_frozen.is_frozen(store)


async def freeze(store: Store) -> bool:
    """Whether it was not frozen before. Raises OSError, StoreError and StoreTroubleError."""
    if store.url:
        from storage.engines import postgres_frozen

        return await postgres_frozen.freeze(store) and not has_sign(store.path)
    try:
        _beside(store.path).touch(mode=OWNER_ONLY, exist_ok=False)
    except FileExistsError:
        return False
    return True


async def thaw(store: Store) -> bool:
    """Whether it was frozen. Raises as `freeze` does.

    With a database, a sign beside the path is taken away as well: a bot that was frozen while its store was a file, or
    by an older version, goes by it still.
    """
    had_sign = has_sign(store.path)
    _beside(store.path).unlink(missing_ok=True)
    if store.url:
        from storage.engines import postgres_frozen

        return await postgres_frozen.thaw(store) or had_sign
    return had_sign

"""One process a store: whoever runs a bot on it, or restores over it, holds a lock that ends with the process."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from storage.files import OWNER_ONLY
from storage.schema_migrations import StoreError


@contextlib.contextmanager
def held(store: Path) -> Iterator[None]:
    """Raises StoreError where another process holds it. A killed process holds nothing."""
    path = Path(os.path.realpath(store))
    path = path.with_name(f"{path.name}.lock")
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, OWNER_ONLY)
    except OSError as error:
        raise StoreError(f"the store {store} cannot be used ({error.strerror}); see storage.path") from error
    try:
        _taken(handle, store)
        yield
    finally:
        os.close(handle)


def _taken(handle: int, store: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(handle, 20, 0).decode("ascii", errors="replace").strip() or "unknown"
        raise StoreError(
            f"the store {store} is in use by another process ({holder}): stop that one first; "
            "a store serves one bot at a time"
        ) from None
    os.truncate(handle, 0)
    os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)

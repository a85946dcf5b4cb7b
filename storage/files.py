"""Writes a file whole or not at all, for its owner's eyes alone."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

OWNER_ONLY = 0o600


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yields an empty draft beside `path`. Leaving without an error puts the draft in the place of `path`, durably.

    Whatever fails, and wherever the process dies, `path` holds what it held before. Raises OSError.
    """
    draft = path.with_name(f".{path.name}.partial")
    _remove(draft)
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
    try:
        yield draft
        _synced(draft)
        draft.replace(path)
        _synced(path.absolute().parent)
    finally:
        _remove(draft)


def _remove(draft: Path) -> None:
    """With what SQLite lays beside a store that is being written: a journal of an earlier draft is not this one's."""
    for ending in ("", "-journal", "-wal", "-shm"):
        draft.with_name(draft.name + ending).unlink(missing_ok=True)


def _synced(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

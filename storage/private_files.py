"""Which files beside the store are for the bot's user alone, and whether they are."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from storage.files import OWNER_ONLY

PAPERS = "lotteries"
"""The folder of the lists and records of draws, below the data folder."""

_FOLDER_ONLY, _OTHERS = 0o700, 0o077


def exposed(store: Path, folder: Path) -> list[Path]:
    """Those that others on this machine may read or change."""
    return [path for path in _all(store, folder) if path.stat().st_mode & _OTHERS]


def protect(store: Path, folder: Path) -> None:
    """Take everybody else's rights; what belongs to another user stays as it is, and is found by `exposed`."""
    for path in exposed(store, folder):
        with contextlib.suppress(OSError):
            path.chmod(_FOLDER_ONLY if path.is_dir() else OWNER_ONLY)


def _all(store: Path, folder: Path) -> Iterator[Path]:
    names = (store.name, f".{store.name}")
    if store.parent.is_dir():
        yield from (path for path in store.parent.iterdir() if path.name.startswith(names) and path.is_file())
    papers = folder / PAPERS
    if papers.is_dir():
        yield papers
        yield from (path for path in papers.iterdir() if path.is_file())

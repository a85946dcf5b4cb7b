"""Decides whether a copy or an export may be written to a file: never over the bot's own files or a stranger's."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

from storage.schema_migrations import StoreError

_BESIDE = ("", "-wal", "-shm", "-journal", ".secret", ".lock", ".copies")
"""Endings of the files that belong to a store, whether they exist just now or not."""


def free_for(target: Path, *, store: Path, kept: Iterable[Path], is_earlier: Callable[[Path], bool]) -> Path:
    """The file that `target` names once every link is followed.

    Raises StoreError where it is a file of the store's or one of `kept`, by whatever path, or where it exists and
    `is_earlier` does not know it as an earlier result of the same command. A folder in `kept` takes no new file.
    """
    path = Path(os.path.realpath(target))
    if not path.parent.is_dir():
        raise StoreError(f"{target} cannot be written: there is no folder {path.parent}; make it first")
    for own in (*_of_store(store), *_of_store(Path(os.path.realpath(store))), *kept):
        if _is_same(path, own):
            raise StoreError(f"{target} is {own.name}, which the bot needs; name another file")
        if own.is_dir() and path.parent.samefile(own):
            raise StoreError(f"{target} lies in {own.name}, where the bot reads every file; name another folder")
    if not path.exists():
        return path
    if not path.is_file():
        raise StoreError(f"{target} is no plain file; name another one")
    if not is_earlier(path):
        raise StoreError(f"{target} exists and is no earlier copy made by this command; move it away, or name another")
    return path


def _of_store(store: Path) -> list[Path]:
    copies = [path for path in store.parent.iterdir() if path.name.startswith(store.name) and path.suffix == ".bak"]
    return [*(store.with_name(store.name + ending) for ending in _BESIDE), *copies]


def _is_same(path: Path, own: Path) -> bool:
    """By content where both exist (hard links), else by folder and name; names that differ by case alone are one."""
    if path.exists() and own.exists() and path.samefile(own):
        return True
    folder = own.parent
    return _folded(path.name) == _folded(own.name) and folder.is_dir() and path.parent.samefile(folder)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()

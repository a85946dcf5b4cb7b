"""The lists and records of draws as files below the data folder, whole or not at all, for the bot's user alone."""

from __future__ import annotations

from pathlib import Path

from storage.files import replacing
from storage.private_files import PAPERS

__all__ = ["PAPERS", "keep"]


def keep(folder: Path, name: str, data: bytes) -> None:
    """Blocks until it is on the disk. Raises OSError."""
    target = folder / name
    target.parent.mkdir(mode=0o700, exist_ok=True)
    with replacing(target) as draft:
        draft.write_bytes(data)

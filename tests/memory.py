"""Memory that serves as a disk: what dies in a test is a process, never the machine, and files cost nothing there."""

from __future__ import annotations

import shutil
from pathlib import Path

_MEMORY, _ROOM = Path("/dev/shm"), 4 * 2**30  # noqa: S108  (folders of their own are made there)


def roomy_memory() -> Path | None:
    """None where there is none, or less of it than tests need: a container may be given 64 MB."""
    return _MEMORY if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM else None

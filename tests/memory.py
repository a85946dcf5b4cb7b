"""Memory that serves as a disk: what dies in a test is a process, never the machine, and files cost nothing there."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

_MEMORY, _ROOM = Path("/dev/shm"), 4 * 2**30  # noqa: S108  (folders of their own are made there)


def roomy_memory() -> Path | None:
    """None where there is none, or less of it than tests need: a container may be given 64 MB."""
    return _MEMORY if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM else None


def folder_of(kind: str, within: Path) -> Path:
    """A new one of this process; what processes that were killed have left of that kind is removed."""
    for left in within.glob(f"weilu-{kind}-[0-9]*-*"):
        if not _is_alive(int(left.name.split("-")[2])):
            shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"weilu-{kind}-{os.getpid()}-", dir=within))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # somebody else's
    return True

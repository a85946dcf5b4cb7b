"""What the config file names outside itself: the store's place, and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.config.findings import Finding, show

BACKSLASHES = "a path with \\ stands in single quotes, like 'C:\\weilu\\weilu.db'"

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
_SIDES, _RATIO = 10_000, 20
"""What Telegram takes as a photo: width and height in sum, and how much one may exceed the other."""


def surroundings(raw: Mapping[str, Any], folder: Path) -> Iterator[Finding]:
    storage = raw.get("storage")
    named = storage.get("path") if isinstance(storage, dict) else None
    if isinstance(named, str) and named and (fault := _fault_of_store(folder / named, named)):
        yield Finding("error", "storage.path", fault[0], show(named), fault[1])


def _fault_of_store(path: Path, named: str) -> tuple[str, str] | None:
    """What is wrong, and how to mend it."""
    fault: tuple[str, str] | None = None
    if re.search(r"[\x00-\x1f]", named):
        fault = "holds what is no sign of a name", BACKSLASHES
    elif path.is_dir():
        fault = "is a folder", f'name a file in it, such as "{named.rstrip("/")}/weilu.db"'
    elif not path.parent.is_dir():
        fault = "lies in a folder that is not there", f"make the folder {path.parent}, or mend the path"
    elif path.exists() and not path.is_file():
        fault = "is no plain file", "name another file"
    elif path.exists() and not path.with_name(f"{path.name}-shm").exists():
        fault = _fault_of_content(path)
    return fault


def _fault_of_content(path: Path) -> tuple[str, str] | None:
    """Never of a store in use: to close it would end the locks that SQLite holds on it in this process."""
    try:
        with path.open("rb") as file:
            is_store = file.read(16) in (b"", b"SQLite format 3\x00")
    except OSError as error:
        return f"cannot be read ({error.strerror})", "let this user read and write it, or name another file"
    return None if is_store else ("is a file that is no store", "name another file")


def fault_of_picture(path: Path) -> str:
    """Why Telegram would not take the file as a photo; empty where it would. The same file is looked at once."""
    seen = path.stat()
    return _fault_of_picture(path, seen.st_mtime_ns, seen.st_size)


@lru_cache(maxsize=256)
def _fault_of_picture(path: Path, _changed_at: int, _size: int) -> str:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path, formats=_FORMATS) as picture:
            width, height = picture.size
            if width + height > _SIDES or max(width, height) > _RATIO * min(width, height):
                return f"is {width} by {height} points, more than Telegram takes as a photo"
            picture.load()
    except UnidentifiedImageError:
        return "is no picture that Telegram takes"
    except (OSError, SyntaxError, ValueError) as error:
        return f"is a damaged picture ({error})"
    return ""

"""The sign beside the store that the bot is frozen: whoever has the terminal puts it there, and takes it away."""

from __future__ import annotations

from pathlib import Path

from storage.files import OWNER_ONLY


def _beside(store: Path) -> Path:
    return store.with_name(f"{store.name}.frozen")


def is_frozen(store: Path) -> bool:
    return _beside(store).exists()


def freeze(store: Path) -> bool:
    """Whether it was not frozen before. Raises OSError."""
    try:
        _beside(store).touch(mode=OWNER_ONLY, exist_ok=False)
    except FileExistsError:
        return False
    return True


def thaw(store: Path) -> bool:
    """Whether it was frozen. Raises OSError."""
    try:
        _beside(store).unlink()
    except FileNotFoundError:
        return False
    return True

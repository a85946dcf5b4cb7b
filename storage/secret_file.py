"""The file of the secret beside the store: made once, read whole or not at all; sealing with it is `bot.sealing`'s.

Whoever has it and the store can link an anonymous voice to a member; without it a store cannot.
"""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from storage.files import replacing
from storage.schema_migrations import StoreError

_BYTES = 32
_WRITTEN = re.compile(rf"[0-9a-fA-F]{{{2 * _BYTES}}}\n?")
LOST = (
    "put it back from where it is kept; where it is lost for good, start once with `weilu run --new-secret`: "
    "whoever gave anonymous feedback before can then no longer be answered"
)


def beside(store: Path) -> Path:
    return store.with_name(f"{store.name}.secret")


def refuse_orphan(store: Path) -> None:
    """Raises StoreError where the secret is there and its store is not: a lost store is no new bot."""
    path = beside(store)
    if path.exists() and not (store.exists() and store.stat().st_size):
        raise StoreError(
            f"the store {store} is gone, but its secret {path} is there: restore a copy with `weilu restore FILE`, "
            f"or, to begin anew with nothing, move {path.name} away"
        )


def read(path: Path) -> bytes:
    """Exactly 32 bytes. Raises StoreError for a file that cannot be read or holds anything else."""
    try:
        written = path.read_bytes().decode("ascii", errors="replace")
    except OSError as error:
        raise StoreError(f"the secret {path} cannot be read ({error.strerror}); let the bot's user read it") from error
    if not _WRITTEN.fullmatch(written):
        raise StoreError(f"{path} is no secret of {_BYTES} bytes ({len(written)} characters are in it): {LOST}")
    return bytes.fromhex(written.strip())


def make(path: Path) -> bytes:
    """On the disk, whole, for its owner alone, when this returns; a file that is there already is set aside."""
    secret = secrets.token_bytes(_BYTES)
    if path.exists():
        path.rename(path.with_name(f"{path.name}.bak"))
    with replacing(path) as draft:
        draft.write_text(f"{secret.hex()}\n", encoding="ascii")
    return secret

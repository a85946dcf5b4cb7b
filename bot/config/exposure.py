"""What others on this machine may read although it is the bot's alone, as findings for `check`."""

from __future__ import annotations

from collections.abc import Iterator

from bot.config.findings import Finding
from bot.config.settings import Config
from storage.private_files import exposed


def exposures(config: Config) -> Iterator[Finding]:
    """Of files that are there already; the bot takes others' rights to them at each start, where it may."""
    for path in exposed(config.database, config.folder):
        mode = "700" if path.is_dir() else "600"
        seen = f"{path.stat().st_mode & 0o777:o}"
        remedy = f"chmod {mode} {path}, or start the bot, which does so with its own"
        yield Finding("warning", "storage.path", f"{path.name} may be read by others on this machine", seen, remedy)

"""Copies of the store and back, by whichever engine it lies in."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from bot.cli.language import told
from bot.clock import Clock
from bot.config import Config
from bot.config.bots import beside
from bot.domain.looks import Copy
from bot.texts.catalog import Locale
from storage import backup as of_file
from storage import looks


def of_bot(file: Path, config: Config, *, among: Sequence[Config]) -> Path:
    """The bot's own copy where several are copied at once: `weilu.db` is `weilu-NAME.db`."""
    return Path(beside(str(file), config.bot)) if len(among) > 1 else file


def backup(config: Config, copy: Path) -> int:
    """Bytes written. Raises StoreError and OSError."""
    if not config.store.url:
        return of_file.backup(config.database, copy, kept=config.files)
    from storage.engines import postgres_backup  # needs the driver, which not everybody has

    return asyncio.run(postgres_backup.backup(config.store, copy, kept=config.files))


def restore(config: Config, copy: Path, *, force: bool) -> Path | str | None:
    """What became of the store that was there. Raises StoreError."""
    if not config.store.url:
        return of_file.restore(copy, config.database, force=force)
    from storage.engines import postgres_backup

    return asyncio.run(postgres_backup.restore(copy, config.store, force=force))


@contextlib.contextmanager
def as_file(config: Config) -> Iterator[Path]:
    """The store as a file for reading: itself, or a copy that is gone afterwards."""
    if not config.store.url:
        yield config.database
        return
    from storage.engines import postgres_backup

    with tempfile.TemporaryDirectory(prefix="weilu-") as folder:
        asyncio.run(postgres_backup.snapshot(config.store, Path(folder) / "weilu.db"))
        yield Path(folder) / "weilu.db"


def counted(config: Config, what: Copy, locale: Locale, *, chat_id: int = 0) -> None:
    """A copy was made here, of a group or (0) of all: the month's account tells how many. It stands, counted or not."""
    try:
        looks.copied(config.store.path, what, chat_id=chat_id, at=Clock().now())
    except OSError as error:
        click.echo(told("terminal.copy_uncounted", locale, why=error.strerror or str(error)), err=True)

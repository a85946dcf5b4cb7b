"""`weilu freeze` and `weilu thaw`: the bot says and does nothing for a while, and misses nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import BOTS, CONFIG, all_loaded, each_of, of_bot

if TYPE_CHECKING:
    from bot.config import Config


@click.command()
@CONFIG
@BOTS
def freeze(path: Path, bots: tuple[str, ...]) -> None:
    """Let the bot say and do nothing. It goes on reading, and keeps what it reads; within a second, running or not."""
    from storage.frozen import freeze as freeze_store

    _do(path, bots, lambda store: "terminal.frozen" if freeze_store(store) else "terminal.frozen_already")


@click.command()
@CONFIG
@BOTS
def thaw(path: Path, bots: tuple[str, ...]) -> None:
    """Let a frozen bot go on. What waited meanwhile is done now."""
    from storage.frozen import thaw as thaw_store

    _do(path, bots, lambda store: "terminal.thawed" if thaw_store(store) else "terminal.not_frozen")


def _do(path: Path, bots: Sequence[str], work: Callable[[Path], str]) -> None:
    from bot.cli.language import language_of, told

    locale = language_of(path)

    def done(config: Config) -> None:
        try:
            key = work(config.store.path)
        except OSError as error:
            raise OSError(f"{config.store.path}: {error.strerror}") from None
        click.echo(of_bot(config, told(key, locale)))

    each_of(all_loaded(path, bots), done, locale)

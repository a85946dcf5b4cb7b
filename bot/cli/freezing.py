"""`weilu freeze` and `weilu thaw`: the bot says and does nothing for a while, and misses nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from bot.cli.options import CONFIG, loaded
from bot.cli.terminal import give_up


@click.command()
@CONFIG
def freeze(path: Path) -> None:
    """Let the bot say and do nothing. It goes on reading, and keeps what it reads; within a second, running or not."""
    from storage.frozen import freeze as freeze_store

    _do(path, lambda store: "terminal.frozen" if freeze_store(store) else "terminal.frozen_already")


@click.command()
@CONFIG
def thaw(path: Path) -> None:
    """Let a frozen bot go on. What waited meanwhile is done now."""
    from storage.frozen import thaw as thaw_store

    _do(path, lambda store: "terminal.thawed" if thaw_store(store) else "terminal.not_frozen")


def _do(path: Path, work: Callable[[Path], str]) -> None:
    from bot.cli.language import language_of, told

    config = loaded(path)
    try:
        key = work(config.store.path)
    except OSError as error:
        give_up(f"{config.store.path}: {error.strerror}")
    click.echo(told(key, language_of(path)))

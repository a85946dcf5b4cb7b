"""`weilu freeze` and `weilu thaw`: the bot says and does nothing for a while, and misses nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.options import BOTS, CONFIG, all_loaded, each_of, of_bot

if TYPE_CHECKING:
    from bot.config import Config
    from storage.database import Store


@click.command()
@CONFIG
@BOTS
def freeze(path: Path, bots: tuple[str, ...]) -> None:
    """Let the bot say and do nothing. It goes on reading, and keeps what it reads; within a second, running or not."""
    from storage.frozen import freeze as freeze_store

    _do(path, bots, freeze_store, done="terminal.frozen", already="terminal.frozen_already")


@click.command()
@CONFIG
@BOTS
def thaw(path: Path, bots: tuple[str, ...]) -> None:
    """Let a frozen bot go on. What waited meanwhile is done now."""
    from storage.frozen import thaw as thaw_store

    _do(path, bots, thaw_store, done="terminal.thawed", already="terminal.not_frozen")


def _do(
    path: Path, bots: Sequence[str], work: Callable[[Store], Coroutine[Any, Any, bool]], *, done: str, already: str
) -> None:
    from bot.cli.language import language_of, told

    locale = language_of(path)

    def of_each(config: Config) -> None:
        try:
            key = done if asyncio.run(work(config.store)) else already
        except OSError as error:
            raise OSError(f"{config.store.path}: {error.strerror}") from None
        click.echo(of_bot(config, told(key, locale)))

    each_of(all_loaded(path, bots), of_each, locale)

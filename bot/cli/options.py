"""What commands of the terminal share: which config file, which of its bots, and the settings read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from bot.config import Config
    from bot.texts.sentences import Locale

T = TypeVar("T")

CONFIG = click.option(
    "--config",
    "path",
    type=click.Path(path_type=Path),
    default=Path("config.toml"),
    show_default=True,
    help="the config file",
)

BOT = click.option("--bot", default="", metavar="NAME", help="which bot, where the file has several [[bots]]")
BOTS = click.option("--bot", "bots", multiple=True, metavar="NAME", help="this bot alone; every one without it")


def loaded(path: Path, bot: str) -> Config:
    """The settings of one bot; with errors among its findings all are printed, and the command ends with 1."""
    from bot.config import load

    return _or_findings(path, lambda: load(path, os.environ, bot))


def all_loaded(path: Path, bots: Sequence[str] = ()) -> list[Config]:
    """Of every bot of the file, or of those named; ends like `loaded`."""
    from bot.config import load_all

    if bots:
        return [loaded(path, bot) for bot in dict.fromkeys(bots)]
    return _or_findings(path, lambda: load_all(path, os.environ))


def _or_findings(path: Path, read: Callable[[], T]) -> T:
    from bot.cli.language import language_of
    from bot.config import ConfigErrors, format_finding

    try:
        return read()
    except ConfigErrors as errors:
        for finding in errors.findings:
            click.echo(format_finding(finding, language_of(path)), err=True)
        sys.exit(1)


def of_bot(config: Config, line: str) -> str:
    """Says whose it is where there are several."""
    return f"{config.bot}: {line}" if config.bot else line


def each_of(configs: Sequence[Config], work: Callable[[Config], None], locale: Locale) -> None:
    """What an operator can mend is said in a sentence, the others are gone on with, and the command ends with 1."""
    from bot.texts.translation import translated
    from storage.errors import StoreTroubleError
    from storage.schema_migrations import StoreError

    has_failed = False
    for config in configs:
        try:
            work(config)
        except (StoreError, StoreTroubleError, OSError) as error:
            click.echo(of_bot(config, translated(str(error), locale)), err=True)
            has_failed = True
    if has_failed:
        sys.exit(1)

"""What commands of the terminal share: the option that names the config file, and the file read."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.config import Config

CONFIG = click.option(
    "--config",
    "path",
    type=click.Path(path_type=Path),
    default=Path("config.toml"),
    show_default=True,
    help="the config file",
)


def loaded(path: Path) -> Config:
    """The file's settings; with errors among its findings all are printed, and the command ends with 1."""
    from bot.cli.language import language_of
    from bot.config import ConfigErrors, format_finding, load

    try:
        return load(path, os.environ)
    except ConfigErrors as errors:
        for finding in errors.findings:
            click.echo(format_finding(finding, language_of(path)), err=True)
        sys.exit(1)

"""`weilu check`: everything that is wrong with the config file, and when its schedule runs next."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import CONFIG, all_loaded, of_bot

if TYPE_CHECKING:
    from bot.config import Config, Finding
    from bot.texts.sentences import Locale


@click.command()
@CONFIG
def check(path: Path) -> None:
    """List every config error. One finding a line, and the next runs; exit 1 when there are errors."""
    if not is_good(path):
        sys.exit(1)


def is_good(path: Path) -> bool:
    """Prints what there is to say; whether the file can be used."""
    from bot.cli.language import language_of, told
    from bot.config import check as check_config
    from bot.config import format_finding

    findings, locale = check_config(path, os.environ), language_of(path)
    has_errors = any(finding.level == "error" for finding in findings)
    configs = [] if has_errors else all_loaded(path)
    findings += [more for config in configs for more in _of_schedule(config)]
    for finding in findings:
        click.echo(format_finding(finding, locale))
    for line in dict.fromkeys(_of_environment(config, locale) for config in configs):
        click.echo(line, nl=bool(line))
    for config in configs:
        for line in _coming(config, locale):
            click.echo(of_bot(config, line))
    if any(finding.level == "error" for finding in findings):
        return False
    click.echo(told("terminal.check_good", locale, path=str(path)))
    return True


def _of_schedule(config: Config) -> Iterator[Finding]:
    from bot.cli import upcoming
    from bot.clock import Clock
    from bot.config.exposure import exposures

    for finding in (*exposures(config), *upcoming.warnings(config, now=Clock().now())):
        yield replace(finding, bot=config.bot)


def _coming(config: Config, locale: Locale) -> Iterator[str]:
    from bot.cli import upcoming
    from bot.clock import Clock

    return upcoming.coming(config, now=Clock().now(), locale=locale)


def _of_environment(config: Config, locale: Locale) -> str:
    """Empty where nothing is wrong with it."""
    from bot.botapi.proxy import fault_of, proxy_for
    from bot.texts.translation import translated

    fault = fault_of(proxy_for(config.telegram.base_url))
    return f"warning environment: {translated(fault, locale)}" if fault else ""

"""`weilu check`: everything that is wrong with the config file, and when its schedule runs next."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from bot.cli.options import CONFIG, loaded


@click.command()
@CONFIG
def check(path: Path) -> None:
    """List every config error. One finding a line, and the next runs; exit 1 when there are errors."""
    if not is_good(path):
        sys.exit(1)


def is_good(path: Path) -> bool:
    """Prints what there is to say; whether the file can be used."""
    from bot.botapi.proxy import fault_of, proxy_for
    from bot.cli import upcoming
    from bot.cli.language import language_of, told
    from bot.clock import Clock
    from bot.config import check as check_config
    from bot.config import format_finding
    from bot.config.exposure import exposures
    from bot.texts.translation import translated

    findings = check_config(path, os.environ)
    has_errors = any(finding.level == "error" for finding in findings)
    config, now = (None if has_errors else loaded(path)), Clock().now()
    more = [*exposures(config), *upcoming.warnings(config, now=now)] if config else []
    locale = language_of(path)
    for finding in [*findings, *more]:
        click.echo(format_finding(finding, locale))
    if config and (fault := fault_of(proxy_for(config.telegram.base_url))):
        click.echo(f"warning environment: {translated(fault, locale)}")
    if config is None:
        return False
    for line in upcoming.coming(config, now=now, locale=locale):
        click.echo(line)
    if any(finding.level == "error" for finding in more):
        return False
    click.echo(told("terminal.check_good", locale, path=str(path)))
    return True

"""`weilu check-bank FILE`: what is wrong with a file of quiz questions, before it is sent to a group."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.cli.language import language_of
from bot.texts.translation import translated


@click.command("check-bank")
@click.argument("file", type=click.Path(exists=True, path_type=Path, dir_okay=False))
def check_bank(file: Path) -> None:
    """List every fault in a file of quiz questions. CSV, TOML, or lines as for /quiz; exit 1 when there are any."""
    from bot.domain.polls.bank import faults_of, read_bank
    from bot.domain.refusals import Refusal
    from bot.texts.catalog import plain
    from bot.texts.refusing import refused

    locale = language_of()
    try:
        bank = read_bank(file.read_bytes(), name=file.name)
    except Refusal as refusal:
        click.echo(plain(refused(refusal), locale), err=True)
        sys.exit(1)
    faults = faults_of(bank)
    for fault in faults:
        why = plain(refused(fault.why), locale)
        click.echo(translated(f"error question {fault.written.at}: {why} Seen: {fault.written.line}", locale))
    if faults or not bank:
        click.echo(translated(f"{file}: {len(faults)} of {len(bank)} questions cannot be used", locale), err=True)
        sys.exit(1)
    done = f"ok: {file}, {len(bank)} questions; send it to the group with the words /quiz add under it"
    click.echo(translated(done, locale))

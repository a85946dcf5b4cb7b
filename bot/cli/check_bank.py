"""`weilu check-bank FILE`: what is wrong with a file of quiz questions, before it is sent to a group."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command("check-bank")
@click.argument("file", type=click.Path(exists=True, path_type=Path, dir_okay=False))
def check_bank(file: Path) -> None:
    """List every fault in a file of quiz questions. CSV, TOML, or lines as for /quiz; exit 1 when there are any."""
    from bot.domain.polls.bank import faults_of, read_bank
    from bot.domain.refusals import Refusal
    from bot.texts.catalog import plain
    from bot.texts.refusing import refused

    try:
        bank = read_bank(file.read_bytes(), name=file.name)
    except Refusal as refusal:
        click.echo(plain(refused(refusal), "en"), err=True)
        sys.exit(1)
    found = faults_of(bank)
    for fault in found:
        click.echo(f"error question {fault.written.at}: {plain(refused(fault.why), 'en')} Seen: {fault.written.line}")
    if found or not bank:
        click.echo(f"{file}: {len(found)} of {len(bank)} questions cannot be used", err=True)
        sys.exit(1)
    click.echo(f"ok: {file}, {len(bank)} questions; send it to the group with the words /quiz add under it")

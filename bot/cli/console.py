"""`weilu console`: a one-time link into the console for whoever has the terminal."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.options import CONFIG, loaded
from bot.cli.terminal import give_up
from bot.texts.translation import translated


@click.command()
@CONFIG
@click.option("--as", "user_id", type=int, default=0, help="which of access.operators it is for, by their id")
def console(path: Path, user_id: int) -> None:
    """Print a link into the console. Good for ten minutes, once; the bot must be running."""
    from bot.cli.language import language_of, told
    from bot.clock import Clock
    from bot.console.links import make_link
    from bot.domain.console import LINK_LASTS, TERMINAL
    from bot.sealing import Sealing
    from storage import secret_file
    from storage.schema_migrations import StoreError

    config, locale = loaded(path), language_of(path)
    operators = config.access.operators
    if not config.console.listen:
        give_up(told("terminal.console_off", locale))
    if user_id and user_id not in operators:
        give_up(told("terminal.console_stranger", locale, seen=user_id, known=", ".join(map(str, operators)) or "-"))
    secret = secret_file.beside(config.store.path)
    if not secret.exists():
        give_up(told("terminal.console_not_yet", locale, path=str(path)))
    try:
        sealing = Sealing(secret_file.read(secret))
    except StoreError as error:
        give_up(translated(str(error), locale))
    alone = operators[0] if len(operators) == 1 else TERMINAL.id
    link = make_link(sealing, user_id=user_id or alone, now=Clock().now())
    click.echo(f"http://{config.console.listen}/enter/{link}")
    click.echo(told("terminal.console_lasts", locale, n=LINK_LASTS // 60), err=True)

"""`weilu console`: a one-time link into the console for whoever has the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import BOTS, CONFIG, all_loaded, of_bot
from bot.cli.terminal import give_up
from bot.texts.translation import translated

if TYPE_CHECKING:
    from bot.config import Config
    from bot.texts.sentences import Locale


@click.command()
@CONFIG
@BOTS
@click.option("--as", "user_id", type=int, default=0, help="which of access.operators it is for, by their id")
def console(path: Path, bots: tuple[str, ...], user_id: int) -> None:
    """Print a link into the console. Good for ten minutes, once; the bot must be running."""
    from bot.cli.language import language_of, told
    from bot.domain.console import LINK_LASTS

    configs, locale = all_loaded(path, bots), language_of(path)
    for config in [each for each in configs if each.console.listen] or configs[:1]:
        click.echo(of_bot(config, _link(config, path, user_id=user_id, locale=locale)))
    click.echo(told("terminal.console_lasts", locale, n=LINK_LASTS // 60), err=True)


def _link(config: Config, path: Path, *, user_id: int, locale: Locale) -> str:
    from bot.cli.language import told
    from bot.clock import Clock
    from bot.console.links import make_link
    from bot.domain.console import TERMINAL
    from bot.sealing import Sealing
    from storage import secret_file
    from storage.schema_migrations import StoreError

    operators = config.access.operators
    if not config.console.listen:
        give_up(told("terminal.console_off", locale))
    if user_id and user_id not in operators:
        known = ", ".join(map(str, operators)) or "-"
        give_up(of_bot(config, told("terminal.console_stranger", locale, seen=user_id, known=known)))
    secret = secret_file.beside(config.store.path)
    if not secret.exists():
        give_up(of_bot(config, told("terminal.console_not_yet", locale, path=str(path))))
    try:
        sealing = Sealing(secret_file.read(secret))
    except StoreError as error:
        give_up(of_bot(config, translated(str(error), locale)))
    alone = operators[0] if len(operators) == 1 else TERMINAL.id
    return f"http://{config.console.listen}/enter/{make_link(sealing, user_id=user_id or alone, now=Clock().now())}"

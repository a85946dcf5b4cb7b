"""`weilu move`: the store to another engine or place, and back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import BOTS, CONFIG, all_loaded, of_bot
from bot.cli.terminal import run_to_end

if TYPE_CHECKING:
    from storage.database import Store


@click.command()
@click.option("--to", "target", required=True, help="the database's address (postgresql://...), or a file")
@CONFIG
@BOTS
def move(target: str, path: Path, bots: tuple[str, ...]) -> None:
    """Carry the store to an empty database or file, proven equal by a digest of each table. The bot must not run.

    The store itself stays as it is. A move that broke off goes on when the same is typed again.
    """
    from bot.cli import copies
    from bot.cli.language import language_of, told
    from storage.database import Store

    configs, locale = all_loaded(path, bots), language_of(path)
    is_url = target.startswith(("postgresql://", "postgres://"))
    for config in configs:
        file = copies.of_bot(Path(target).absolute(), config, among=configs)
        to = Store(config.database, target, config.store.schema) if is_url else Store(file)
        run_to_end(_moved(config.store, to), locale)
        copies.counted(config, "moved", locale)
        key = "terminal.move_to_server" if is_url else "terminal.move_to_file"
        click.echo(of_bot(config, told(key, locale, store=to.name, path=target)))


async def _moved(source: Store, target: Store) -> None:
    from storage.move import move as carry
    from storage.move import total

    count = await total(source)
    with click.progressbar(length=count, label=f"{count} rows", file=sys.stderr) as bar:
        digests = await carry(source, target, tell=lambda _, arrived: bar.update(arrived))
    for table, digest in digests.items():
        click.echo(f"{digest}  {table}")

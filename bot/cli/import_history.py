"""`weilu import-history`: a group's past out of Telegram Desktop's export, as counts alone."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import BOT, CONFIG, loaded
from bot.cli.terminal import give_up, run_to_end

if TYPE_CHECKING:
    from bot.config import Config
    from bot.domain.history import Past


@click.command("import-history")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--chat", "chat_id", type=int, required=True, help="the group's id, negative")
@CONFIG
@BOT
def import_history(file: Path, chat_id: int, path: Path, bot: str) -> None:
    """Count a group's past from FILE. That is result.json of Telegram Desktop's export; texts are not kept.

    The bot may be running. Days that were counted already stay as they are. Broken off, it is typed again.
    """
    from bot.cli.language import language_of, told
    from bot.domain.history import HistoryError

    config, locale = loaded(path, bot), language_of(path)
    if chat_id >= 0:
        give_up(told("terminal.import_no_group", locale, seen=chat_id))
    try:
        size = file.stat().st_size
        found: list[Past] = []
        run_to_end(_take_in(config, file, chat_id=chat_id, size=size, found=found), locale)
    except HistoryError as error:
        give_up(told(error.key, locale, file=str(file), chat=chat_id, **error.fills))
    except OSError as error:
        give_up(told("terminal.import_unread", locale, file=str(file), why=error.strerror or str(error)))
    past = found[0]
    if past.messages:
        first, last = (date.fromordinal(each).isoformat() for each in (min(past.messages), max(past.messages)))
        click.echo(told("terminal.import_done", locale, n=past.said, days=len(past.messages), first=first, last=last))
    else:
        click.echo(told("terminal.import_nothing", locale))
    if past.left:
        click.echo(told("terminal.import_left", locale, n=len(past.left)))


async def _take_in(config: Config, file: Path, *, chat_id: int, size: int, found: list[Past]) -> None:
    from bot.services.history import take_in
    from storage.database import open_database

    settings = config.group(chat_id)
    async with open_database(config.store) as database:
        with click.progressbar(length=size, label=file.name, file=sys.stderr) as bar:
            past = await take_in(
                database,
                file,
                chat_id=chat_id,
                timezone=settings.timezone,
                day_starts_at=settings.day_starts_at,
                bot_id=int(config.token.partition(":")[0]),
                tell=bar.update,
            )
    found.append(past)

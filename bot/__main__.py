"""The commands an operator types; each does its work elsewhere."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.check import check
from bot.cli.check_bank import check_bank
from bot.cli.console import console
from bot.cli.freezing import freeze, thaw
from bot.cli.health import health
from bot.cli.import_history import import_history
from bot.cli.init import init
from bot.cli.language import language_of, told
from bot.cli.move import move
from bot.cli.options import BOT, BOTS, CONFIG, all_loaded, each_of, loaded, of_bot
from bot.cli.terminal import Commands, give_up, run_to_end
from bot.cli.version import VERSION
from bot.operations import logs
from bot.texts.translation import translated

if TYPE_CHECKING:
    from bot.config import Config


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@VERSION
def main() -> None:
    """围炉 Weilu: the community bot that keeps a Chinese-speaking Telegram group warm, fair and alive."""


@main.command()
@CONFIG
@BOTS
@click.option("--new-secret", is_flag=True, help="the file that ends in .secret is lost for good: begin another")
@click.option("--parent", type=int, default=0, hidden=True, help="stop when this process is the parent no longer")
def run(path: Path, bots: tuple[str, ...], *, new_secret: bool, parent: int) -> None:
    """Run the bot, by long polling or webhook. SIGTERM or Ctrl-C stops it cleanly within 5 s."""
    from bot.app import run as run_app

    configs = [loaded(path, bots[0] if bots else "")] if new_secret else all_loaded(path, bots)
    locale = language_of(path)
    logs.begin(configs[0].logging.format, locale)
    # Start-up leaves some 100,000 long-lived objects behind: out of the collector's sight they cost nothing more.
    gc.freeze()
    # A batch allocates thousands of objects and leaves no cycle: as often as usual it is looked for in vain. Up to ten
    # thousand may wait, about a megabyte.
    gc.set_threshold(10_000, 20, 50)
    work = run_app(configs, on_ready=lambda: click.echo("ready"), parent=parent, is_secret_new=new_secret)
    run_to_end(work, locale)


@main.command()
@CONFIG
@BOT
@click.option("--from", "first", required=True, help='local time, such as 2026-12-01 or "2026-12-01 09:00"')
@click.option("--to", "last", required=True, help="likewise; a day counts to its end")
def simulate(path: Path, bot: str, first: str, last: str) -> None:
    """Run the schedule under a pretend clock. Prints every message it would send."""
    from bot.app import rehearse

    config = loaded(path, bot)
    zone = config.community.timezone
    begin, end = _moment(first, zone, "--from"), _moment(last, zone, "--to", is_end=True)
    if end < begin:
        raise click.BadParameter("lies before --from", param_hint="--to")
    count = 0

    def tell(line: str) -> None:
        nonlocal count
        count += 1
        click.echo(line)

    run_to_end(rehearse(config, first=begin, last=end, tell=tell), language_of(path))
    summary = told("terminal.simulate_done", language_of(path), n=count, first=first, last=last, zone=zone)
    click.echo(summary, err=True)


def _moment(words: str, zone: str, option: str, *, is_end: bool = False) -> int:
    from datetime import datetime, timedelta

    from bot.domain.grammar.moments import FIRST_YEAR, LAST_YEAR
    from bot.domain.schedule.policy import instant

    try:
        wall = datetime.fromisoformat(words.strip())
    except ValueError:
        raise click.BadParameter(f'"{words}" is no date; write it like 2026-12-01', param_hint=option) from None
    if not FIRST_YEAR <= wall.year <= LAST_YEAR:
        raise click.BadParameter(f'"{words}" must lie in the years {FIRST_YEAR} to {LAST_YEAR}', param_hint=option)
    is_day = ":" not in words and "T" not in words
    return instant(wall + timedelta(days=1) - timedelta(seconds=1) if is_day and is_end else wall, zone)


@main.command()
def score() -> None:
    """Read messages, write their moods. One a line on stdin, one JSON a line on stdout."""
    from bot.cli.score import score as score_lines

    score_lines(sys.stdin.buffer, sys.stdout.buffer)


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0 takes any free port")
@click.option("--no-browser", is_flag=True, help="do not open the page")
@click.option("--keep", type=click.Path(path_type=Path, file_okay=False), help="keep the store in this folder")
@click.option("--new", "is_new", is_flag=True, help="a group without the week behind it")
def play(port: int, *, no_browser: bool, keep: Path | None, is_new: bool) -> None:
    """Try everything with no token, on this machine. A small Telegram, the bot, and a chat page."""
    from bot.cli.play import PortTakenError
    from bot.cli.play import play as play_here

    logs.begin()
    has_past = keep is None and not is_new
    click.echo(told("terminal.play_begins_week" if has_past else "terminal.play_begins", language_of()), err=True)
    try:
        run_to_end(play_here(port, with_browser=not no_browser, folder=keep, has_past=has_past))
    except PortTakenError as error:
        give_up(translated(str(error), language_of()), code=2)


@main.command("verify-lottery")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def verify_lottery(file: Path) -> None:
    """Draw a lottery again from its published record. That is lottery-ID.json; exit 1 if it does not match."""
    from bot.domain.lottery.record import explained, faults, read

    try:
        found = faults(read(file.read_bytes()))
    except ValueError as error:
        give_up(translated(f"{file} cannot be read as JSON: {error}", language_of()))
    for fault in found:
        click.echo(translated(f"does not hold: {explained(fault)}", language_of()))
    if found:
        sys.exit(1)
    click.echo(translated(f"{file} holds: secret, list, winners and reserves agree", language_of()))


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@CONFIG
@BOTS
def backup(file: Path, path: Path, bots: tuple[str, ...]) -> None:
    """Copy the store to FILE, while the bot runs or not. The copy is consistent.

    Of several bots each has its own: FILE.db is FILE-NAME.db.
    """
    from bot.cli import copies

    configs, locale = all_loaded(path, bots), language_of(path)

    def copied(config: Config) -> None:
        copy = copies.of_bot(file, config, among=configs)
        size = copies.backup(config, copy)
        copies.counted(config, "backup", locale)
        click.echo(of_bot(config, told("terminal.backup_done", locale, file=str(copy), n=size)))

    each_of(configs, copied, locale)


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="put an existing store aside and restore over it")
@CONFIG
@BOTS
def restore(file: Path, path: Path, bots: tuple[str, ...], *, force: bool) -> None:
    """Put the copy FILE in the store's place. The bot must not be running.

    Of several bots each has its own: FILE.db is FILE-NAME.db.
    """
    from bot.cli import copies

    configs, locale = all_loaded(path, bots), language_of(path)

    def restored(config: Config) -> None:
        aside = copies.restore(config, copies.of_bot(file, config, among=configs), force=force)
        key = "terminal.restore_aside" if aside else "terminal.restore_done"
        click.echo(of_bot(config, told(key, locale, store=config.store.name, aside=str(aside or ""))))

    each_of(configs, restored, locale)


@main.command("export-chat", context_settings={"ignore_unknown_options": True})
@click.argument("chat_id", type=click.IntRange(-(2**53), 2**53))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@CONFIG
@BOT
def export_chat(chat_id: int, file: Path, path: Path, bot: str) -> None:
    """Write all data of a group to FILE. CHAT_ID is negative; JSON, or CSV sheets where FILE ends in .zip."""
    from bot.cli import copies
    from storage.chat_export import export_chat as export

    locale = language_of(path)

    def exported(config: Config) -> None:
        with copies.as_file(config) as store:
            counts = export(store, chat_id=chat_id, file=file, kept=config.files)
        copies.counted(config, "chat_file", locale, chat_id=chat_id)
        total = sum(counts.values())
        click.echo(told("terminal.export_done", locale, file=str(file), n=total, tables=len(counts)))

    each_of([loaded(path, bot)], exported, locale)


main.add_command(check)
main.add_command(console)
main.add_command(freeze)
main.add_command(thaw)
main.add_command(health)
main.add_command(init)
main.add_command(check_bank)
main.add_command(move)
main.add_command(import_history)

if __name__ == "__main__":
    main()

"""`weilu health`: the running bot asked how it is, for containers and monitors."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

import click

from bot.cli.options import CONFIG, loaded
from bot.cli.terminal import give_up
from bot.texts.translation import translated

_PATIENCE = 5.0
"""Seconds a well bot answers within."""


@click.command()
@CONFIG
def health(path: Path) -> None:
    """Ask the running bot how it is. Exit 1 when it is not well; content where [health] is off."""
    from bot.cli.language import language_of, told

    config, locale = loaded(path), language_of(path)
    if not config.health.listen:
        click.echo(told("terminal.health_off", locale))
        return
    try:
        faults, is_frozen = _told(f"http://{config.health.listen}/health")
    except (URLError, OSError, ValueError) as error:
        give_up(told("terminal.health_silent", locale, listen=config.health.listen, why=str(error)))
    if faults:
        give_up("\n".join(translated(each, locale) for each in faults))
    click.echo(told("terminal.health_frozen" if is_frozen else "terminal.health_good", locale))


def _told(url: str) -> tuple[list[str], bool]:
    """What the bot itself says is wrong, and whether it is frozen.

    Raises URLError, OSError, or ValueError for an answer that is not its.
    """
    opener = build_opener(ProxyHandler({}))  # it is on this machine: no proxy of the environment has a part in it
    try:
        with opener.open(url, timeout=_PATIENCE) as answer:
            answered = json.load(answer)
    except HTTPError as error:
        answered = json.load(error)
    if not isinstance(answered, dict) or not isinstance(answered.get("faults"), list):
        raise ValueError("not an answer of the bot")
    return [str(each) for each in answered["faults"]], answered.get("frozen") is True

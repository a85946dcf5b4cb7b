"""`weilu health`: the running bot asked how it is, for containers and monitors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

import click

from bot.cli.options import CONFIG, all_loaded
from bot.cli.terminal import give_up
from bot.texts.translation import translated

_PATIENCE = 5.0
"""Seconds a well bot answers within."""


@click.command()
@CONFIG
def health(path: Path) -> None:
    """Ask the running bot how it is. Exit 1 when it is not well; content where [health] is off."""
    from bot.cli.language import language_of, told

    config, locale = all_loaded(path)[0], language_of(path)
    if not config.health.listen:
        click.echo(told("terminal.health_off", locale))
        return
    try:
        answers = _told(f"http://{config.health.listen}/health")
    except (URLError, OSError, ValueError) as error:
        give_up(told("terminal.health_silent", locale, listen=config.health.listen, why=str(error)))
    good, wrong = list[str](), list[str]()
    for bot, (faults, key) in answers.items():
        whose = f"{bot}: " if bot else ""
        wrong += [whose + translated(each, locale) for each in faults]
        good += [whose + told(key, locale)] if not faults else []
    for line in good:
        click.echo(line)
    if wrong:
        give_up("\n".join(wrong))


def _told(url: str) -> dict[str, tuple[list[str], str]]:
    """What the process itself says: of each bot what is wrong, and what it is where nothing is.

    Raises URLError, OSError, or ValueError for an answer that is not its.
    """
    opener = build_opener(ProxyHandler({}))  # it is on this machine: no proxy of the environment has a part in it
    try:
        with opener.open(url, timeout=_PATIENCE) as answer:
            answered = json.load(answer)
    except HTTPError as error:
        answered = json.load(error)
    bots = answered.get("bots", {"": answered}) if isinstance(answered, dict) else None
    if not isinstance(bots, dict) or not all(isinstance(each.get("faults"), list) for each in bots.values()):
        raise ValueError("not an answer of the bot")
    return {bot: (list(map(str, each["faults"])), _state(each)) for bot, each in bots.items()}


def _state(told: dict[str, Any]) -> str:
    if told.get("running") is False:
        return "terminal.health_elsewhere"
    return "terminal.health_frozen" if told.get("frozen") is True else "terminal.health_good"

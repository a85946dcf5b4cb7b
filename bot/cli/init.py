"""`weilu init`: asks for what the bot cannot guess, and writes a config file that only its owner can read."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import click

from bot.cli.options import CONFIG
from bot.cli.terminal import give_up
from bot.texts.sentences import LOCALES, Locale

T = TypeVar("T")

_EXAMPLE = Path(__file__).parents[1] / "config" / "example.toml"
"""A link to the checkout's `config.example.toml`, which a test keeps whole."""

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_ZONES: dict[Locale, str] = {"zh-Hans": "Asia/Shanghai", "zh-Hant": "Asia/Taipei", "en": "Asia/Shanghai"}


@dataclass(frozen=True, slots=True)
class Answers:
    """What an operator says; `token` may be empty, then the environment has to give it at each start."""

    token: str
    locale: Locale = "zh-Hans"
    zone: str = "Asia/Shanghai"
    operators: tuple[int, ...] = ()


@click.command()
@CONFIG
@click.option("--yes", "takes_defaults", is_flag=True, help="ask nothing: defaults, and the token of BOT_TOKEN")
@click.option("--example", "shows_example", is_flag=True, help="write nothing: print every setting with its default")
def init(path: Path, *, takes_defaults: bool, shows_example: bool) -> None:
    """Write a config file by four questions, and check it. A file that is there is left alone."""
    from bot.cli.check import is_good
    from bot.cli.language import language_of, told

    if shows_example:
        click.echo(_EXAMPLE.read_text(encoding="utf-8"), nl=False)
        return
    if path.exists():
        give_up(told("terminal.init_exists", language_of(path), path=str(path)))
    given = os.environ.get("BOT_TOKEN", "").strip()
    if takes_defaults and not given:
        give_up(told("terminal.init_no_token", language_of()))
    answers = Answers(given) if takes_defaults else _asked(given)
    try:
        _write(path, answers)
    except OSError as error:
        give_up(told("terminal.init_unwritten", answers.locale, path=str(path), why=error.strerror or str(error)))
    click.echo(told("terminal.init_written", answers.locale, path=str(path)))
    if not is_good(path):
        sys.exit(1)
    click.echo(told("terminal.init_next", answers.locale, path=str(path)))


def _asked(given: str) -> Answers:
    from bot.cli.language import language_of, told

    locale = _language(language_of())
    click.echo(told("terminal.init_token_how", locale))
    token = click.prompt(
        told("terminal.init_token", locale),
        default=given or None,
        hide_input=True,
        show_default=False,
        value_proc=_reader(_token, "terminal.init_token_wrong", locale),
    )
    zone = click.prompt(
        told("terminal.init_zone", locale),
        default=_ZONES[locale],
        value_proc=_reader(_zone, "terminal.init_zone_wrong", locale),
    )
    click.echo(told("terminal.init_operators_how", locale))
    operators = click.prompt(
        told("terminal.init_operators", locale),
        default="",
        show_default=False,
        value_proc=_reader(_people, "terminal.init_operators_wrong", locale),
    )
    return Answers(token, locale, zone, operators)


def _language(default: Locale) -> Locale:
    """Asked in all three at once, as nobody has chosen yet."""
    names = {"1": "简体中文", "2": "繁體中文", "3": "English"}
    for number, name in names.items():
        click.echo(f"  {number}. {name}")
    usual = str(LOCALES.index(default) + 1)
    chosen = click.prompt("语言 · 語言 · Language", default=usual, type=click.Choice(list(names)), show_choices=False)
    return LOCALES[int(chosen) - 1]


def _reader(read: Callable[[str], T], complaint: str, locale: Locale) -> Callable[[str], T]:
    """Asks again with that sentence for as long as the answer raises ValueError."""
    from bot.cli.language import told

    def reader(answer: str) -> T:
        try:
            return read(answer.strip())
        except (ValueError, OSError, KeyError):
            raise click.UsageError(told(complaint, locale)) from None

    return reader


def _token(answer: str) -> str:
    if _TOKEN.fullmatch(answer) is None:
        raise ValueError(answer)
    return answer


def _zone(answer: str) -> str:
    return ZoneInfo(answer).key


def _people(answer: str) -> tuple[int, ...]:
    """Ids of people, between spaces or commas; an id of a group (negative) is none."""
    numbers = tuple(int(each) for each in re.split(r"[\s,，、]+", answer) if each)
    if any(not 0 < each < 2**52 for each in numbers):
        raise ValueError(answer)
    return numbers


def _write(path: Path, answers: Answers) -> None:
    from bot.cli.language import told
    from storage.files import replacing

    lines = (
        *_remark(told("terminal.init_file_head", answers.locale)),
        "",
        "[telegram]",
        f'token = "{answers.token}"',
        "",
        "[community]",
        f'locale = "{answers.locale}"',
        f'timezone = "{answers.zone}"',
        "",
        "[access]",
        *_remark(told("terminal.init_file_operators", answers.locale)),
        f"operators = {list(answers.operators)}",
        "",
    )
    with replacing(path) as draft:
        draft.write_text("\n".join(lines), encoding="utf-8")


def _remark(words: str) -> list[str]:
    return [f"# {line}" for line in words.splitlines()]

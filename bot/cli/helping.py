"""`--help`, and what is wrong with an invocation, in the machine's own language.

The English in the code is the key of `[help]` in the operators' catalogs, as for all that the terminal says.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from typing import IO, Any

import click

from bot.cli.language import language_of
from bot.texts.translation import help_line, translated

_EXTRA = re.compile(r"(?s)(.*?)(  \[.*\])?")
"""An option's sentence, and what click adds: its default, its range, whether it must be there."""


class Formatter(click.HelpFormatter):
    """Writes each line in that language, wherever it came from."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, _label("Usage:") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{said(f'{heading}:')}\n")

    def write_text(self, text: str) -> None:
        super().write_text("\n\n".join(map(said, paragraphs(text))))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(name, _option(help_text)) for name, help_text in rows], col_max, col_spacing)


class Context(click.Context):
    formatter_class = Formatter


class UnfitError(click.UsageError):
    """How the command was typed does not fit; said in the machine's language."""

    def show(self, file: IO[Any] | None = None) -> None:
        if self.ctx is not None:
            click.echo(self.ctx.get_usage(), err=True)
            click.echo(said("Try '{command} --help' for help.").format(command=self.ctx.command_path) + "\n", err=True)
        click.echo(_label("Error:") + self.message, err=True)


@contextlib.contextmanager
def unfit_said() -> Iterator[None]:
    try:
        yield
    except UnfitError:
        raise
    except click.UsageError as error:
        raise UnfitError(translated(error.format_message(), language_of()), error.ctx) from None


def said(english: str) -> str:
    return help_line(english, language_of())


def _label(english: str) -> str:
    """What a full-width colon ends needs no space."""
    words = said(english)
    return words if words.endswith("：") else f"{words} "


def paragraphs(words: str) -> list[str]:
    """Each is a key of the catalogs by itself."""
    return re.split(r"\n\s*\n", words.strip())


def first_sentence(words: str) -> str:
    """A command in the list of all; an abbreviation's full stop is followed by no space."""
    return re.split(r"(?<=\.) |。", said(paragraphs(words)[0]), maxsplit=1)[0].rstrip(".")


def _option(words: str) -> str:
    match = _EXTRA.fullmatch(words)
    if match is None:
        return words
    extra = re.sub(r"\b(default|required)\b", lambda word: said(word[0]), match[2] or "")
    return said(match[1]) + extra

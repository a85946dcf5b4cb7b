"""How a command of the terminal runs its event loop, and ends: failures that an operator can mend are sentences."""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import Callable, Coroutine
from typing import Any, NoReturn

import click

from bot.cli.helping import Context, first_sentence, unfit_said
from bot.texts.sentences import Locale
from bot.texts.translation import translated


class Commands(click.Group):
    """Speaks on any terminal: what its encoding cannot write is escaped, never a traceback.

    Its help, and what is wrong with how a command was typed, are in the machine's own language.
    """

    context_class = Context

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        cmd.context_class = Context
        super().add_command(cmd, name)

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with unfit_said():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        with unfit_said():
            return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, first_sentence(each.help or "")) for name, each in self.commands.items()])

    def main(self, *args: Any, **kwargs: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        return super().main(*args, **kwargs)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop where there is one: a turn crosses to the store's thread and to the network a dozen times."""
    if sys.platform == "win32":
        return None
    import uvloop

    return uvloop.new_event_loop


def run_to_end(work: Coroutine[Any, Any, None], locale: Locale = "en") -> None:
    """Errors that an operator can mend are said in a sentence; any other keeps its traceback."""
    from bot.botapi.inbound import CannotListenError
    from bot.operations.mishaps import causes_of, sentence_of

    try:
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(work)
    except Exception as error:
        causes = causes_of(error)
        if not all(map(sentence_of, causes)):
            raise
        has_no_port = any(isinstance(each, CannotListenError) for each in causes)
        give_up(translated(sentence_of(causes[0]), locale), code=2 if has_no_port else 1)


def give_up(sentence: str, *, code: int = 1) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(code)

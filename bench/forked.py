"""Processes of the program that begin in a moment: forked from one that has read the code and done nothing else.

Reading it anew takes two seconds of a processor, which are neither measured nor tested here. What is forked is a
process like any other: it has its own memory, sockets and files, can be killed, and its environment and output are what
it is given. How long a start takes, and what a terminal of any encoding shows, is asked of one that is started anew.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from typing import TextIO

from bench.children import ROOT

_READ = ["bot.__main__", "bot.app", "storage.engines.postgres"]


class Forked:
    """A process; asked as one of asyncio's is."""

    def __init__(self, process: ForkServerProcess) -> None:
        self._process = process
        self._loop = asyncio.get_running_loop()
        self._ended = self._loop.create_future()
        self._loop.add_reader(process.sentinel, self._end)

    @property
    def pid(self) -> int:
        return self._process.pid or 0

    @property
    def returncode(self) -> int | None:
        """As asyncio's: less than nothing for the signal that ended it."""
        return self._ended.result() if self._ended.done() else None

    async def wait(self) -> int:
        return await asyncio.shield(self._ended)

    def send_signal(self, how: int) -> None:
        """To one that has ended: nothing."""
        with contextlib.suppress(ProcessLookupError):
            if not self._ended.done():
                os.kill(self.pid, how)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _end(self) -> None:
        self._loop.remove_reader(self._process.sentinel)
        self._process.join()
        self._ended.set_result(self._process.exitcode)


@functools.cache
def _forks() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_READ)
    return context


def begin(words: Sequence[str], environment: Mapping[str, str], *, out: int, err: int) -> Forked:
    """`python -m bot WORDS` in the project's folder, with nothing on its stdin; it writes to those descriptors.

    The first one waits until the code is read.
    """
    hands = [Connection(os.dup(each), readable=False) for each in (out, err)]
    try:
        process = _forks().Process(target=_run, args=(list(words), dict(environment), *hands))
        process.start()
    finally:
        for each in hands:
            each.close()
    return Forked(process)


def _run(words: list[str], environment: dict[str, str], out: Connection, err: Connection) -> None:
    """In the process itself."""
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    for number, given in enumerate((os.open(os.devnull, os.O_RDONLY), out.fileno(), err.fileno())):
        os.dup2(given, number)
    sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), _writing(1), _writing(2)
    from bot.__main__ import main

    main(words, prog_name="python -m bot")


def _writing(number: int) -> TextIO:
    return os.fdopen(number, "w", encoding="utf-8", buffering=1, closefd=False)

"""The program as a process of its own: started, listened to, stopped."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from bench.children import ROOT
from bench.forked import Forked, begin
from tests.store import in_file

TOKEN = "12345678:playground-token-for-weilu-only"


PATIENCE = 60.0
"""Seconds after which a process will never say or do what is waited for; a busy machine may need many."""


@dataclass
class Program:
    """A started command; `said` gathers what it printed so far."""

    process: asyncio.subprocess.Process | Forked
    out: asyncio.StreamReader
    err: asyncio.StreamReader
    said: str = ""
    complained: str = ""

    async def line(self) -> str:
        async with asyncio.timeout(PATIENCE):
            line = (await self.out.readline()).decode()
        self.said += line
        return line.rstrip("\n")

    async def complaint(self, words: str) -> str:
        """The first line on stderr with these words in it."""
        async with asyncio.timeout(PATIENCE):
            while line := (await self.err.readline()).decode():
                self.complained += line
                if words in line:
                    return line
        raise AssertionError(f"{words!r} was not said, but: {self.complained}")

    async def ends(self, *, within: float = PATIENCE) -> int:
        async with asyncio.timeout(within):
            out, err, _ = await asyncio.gather(self.out.read(), self.err.read(), self.process.wait())
        self.said += out.decode()
        self.complained += err.decode()
        assert TOKEN not in self.said + self.complained
        assert "Traceback" not in self.said + self.complained, self.complained
        assert self.process.returncode is not None
        return self.process.returncode

    async def stops(self, how: signal.Signals = signal.SIGTERM, *, within: float = PATIENCE) -> int:
        self.process.send_signal(how)
        return await self.ends(within=within)


@contextlib.asynccontextmanager
async def started(*command: str, **environment: str) -> AsyncIterator[Program]:
    """`python -m COMMAND`, read anew."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", *command),
        cwd=ROOT,
        env=_inherited() | environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        yield Program(process, process.stdout, process.stderr)
    finally:
        # Kills it, and lets go of its pipes, which a child of its own may hold.
        process._transport.close()  # type: ignore[attr-defined]
        await process.wait()


@contextlib.asynccontextmanager
async def forked(*words: str, **environment: str) -> AsyncIterator[Program]:
    """`python -m bot WORDS`, of which nothing is read anew: most of what a start takes."""
    async with _pipe() as (out, said), _pipe() as (err, complained):
        process = begin(words, _inherited() | environment, out=said, err=complained)
        os.close(said)
        os.close(complained)
        try:
            yield Program(process, out, err)
        finally:
            process.kill()
            await process.wait()


@contextlib.asynccontextmanager
async def _pipe() -> AsyncIterator[tuple[asyncio.StreamReader, int]]:
    """What is written to the descriptor is read here; who asked closes it."""
    reading, writing = os.pipe()
    reader = asyncio.StreamReader()
    transport, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(reading, "rb")
    )
    try:
        yield reader, writing
    finally:
        transport.close()


def _inherited() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "BOT_TOKEN"}
    return kept | {"PYTHONPATH": str(ROOT)}


def config(folder: Path, url: str, more: str = "") -> str:
    """A config for a bot whose store has been there before; making one anew takes a third of a second."""
    in_file(folder / "weilu.db")
    path = folder / "config.toml"
    path.write_text(f'[telegram]\ntoken = "{TOKEN}"\nbase_url = "{url}"\npace = "none"\n{more}', encoding="utf-8")
    path.chmod(0o600)
    return str(path)

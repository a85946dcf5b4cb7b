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

from tests.store import in_file

ROOT = Path(__file__).parents[2]


TOKEN = "12345678:playground-token-for-weilu-only"


PATIENCE = 60.0
"""Seconds after which a process will never say or do what is waited for; a busy machine may need many."""


@dataclass
class Program:
    """A started command; `said` gathers what it printed so far."""

    process: asyncio.subprocess.Process
    said: str = ""
    complained: str = ""

    async def line(self) -> str:
        assert self.process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            line = (await self.process.stdout.readline()).decode()
        self.said += line
        return line.rstrip("\n")

    async def complaint(self, words: str) -> str:
        """The first line on stderr with these words in it."""
        assert self.process.stderr is not None
        async with asyncio.timeout(PATIENCE):
            while line := (await self.process.stderr.readline()).decode():
                self.complained += line
                if words in line:
                    return line
        raise AssertionError(f"{words!r} was not said, but: {self.complained}")

    async def ends(self, *, within: float = PATIENCE) -> int:
        async with asyncio.timeout(within):
            out, err = await self.process.communicate()
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
async def started(*command: str, cwd: Path = ROOT, **environment: str) -> AsyncIterator[Program]:
    inherited = {name: value for name, value in os.environ.items() if name != "BOT_TOKEN"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", *command),
        cwd=cwd,
        env=inherited | {"PYTHONPATH": str(ROOT)} | environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield Program(process)
    finally:
        # Kills it, and lets go of its pipes, which a child of its own may hold.
        process._transport.close()  # type: ignore[attr-defined]
        await process.wait()


def config(folder: Path, url: str, more: str = "") -> str:
    """A config for a bot whose store has been there before; making one anew takes a third of a second."""
    in_file(folder / "weilu.db")
    path = folder / "config.toml"
    path.write_text(f'[telegram]\ntoken = "{TOKEN}"\nbase_url = "{url}"\npace = "none"\n{more}', encoding="utf-8")
    path.chmod(0o600)
    return str(path)

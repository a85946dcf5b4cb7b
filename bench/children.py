"""Processes that are measured: started, waited for until they say `ready`, looked at, ended; what they do is theirs."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
_PATIENCE = 10.0


@dataclass(slots=True)
class Child:
    """`said` is the line that began with `ready`, `ready_after` the seconds from its start to that line."""

    process: subprocess.Popen[str]
    said: str
    ready_after: float

    @property
    def pid(self) -> int:
        return self.process.pid


class NotReadyError(Exception):
    """The process ended before it was ready; the text is what it said."""


@contextlib.contextmanager
def child(*arguments: str, log: Path) -> Iterator[Child]:
    """`python ARGUMENTS` in the project's folder, ended by SIGTERM on leaving; `log` takes what it says on stderr."""
    began = time.monotonic()
    with log.open("a+", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if name != "BOT_TOKEN"},
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        try:
            yield Child(process, _ready_line(process, log), time.monotonic() - began)
        finally:
            _end(process)


@contextlib.contextmanager
def joined(*arguments: str, log: Path, said: str) -> Iterator[int]:
    """The process id of one that says nothing on stdout, once its log holds `said`."""
    log.unlink(missing_ok=True)
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=errors, text=True
        )
        try:
            while said not in (words := log.read_text(encoding="utf-8")):
                if process.poll() is not None:
                    raise NotReadyError(f"{arguments} ended with {process.returncode}: {words[-2000:]}")
                time.sleep(0.02)
            yield process.pid
        finally:
            _end(process)


def _ready_line(process: subprocess.Popen[str], log: Path) -> str:
    assert process.stdout is not None  # noqa: S101  (for the type checker)
    for line in process.stdout:
        if line.startswith("ready"):
            return line.strip()
    raise NotReadyError(f"{process.args!r} ended with {process.wait()}: {log.read_text(encoding='utf-8')[-2000:]}")


def _end(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def cpu_seconds(pid: int) -> float:
    """User and system time that a process and its children, those that ended too, have used so far (Linux)."""
    try:
        of_ended = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[13:15]
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        own = time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0.0  # one that ended just now
    return own + sum(map(int, of_ended)) / os.sysconf("SC_CLK_TCK") + sum(cpu_seconds(int(each)) for each in children)


def memory(pid: int) -> float:
    """The most memory a process has held so far (resident, MB of 2^20 bytes)."""
    return _status(pid, "VmHWM")


def resident(pid: int) -> float:
    """The memory a process holds now, in the same unit."""
    return _status(pid, "VmRSS")


def _status(pid: int, name: str) -> float:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    raise LookupError(f"no {name} of process {pid}")

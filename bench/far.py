"""A PostgreSQL server some way off: whatever goes through comes later, in the order it came."""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from bench.children import child

_ONE_WAY = 0.00012
"""Seconds; what a thread wakes up late comes on top, so that a round trip is half a millisecond or more."""

_NAME = ".s.PGSQL.5432"
_ANY = 65536


@contextlib.contextmanager
def far_from(server: Path, here: Path) -> Iterator[Path]:
    """The folder whose socket leads to that of the server's folder, by a process of its own."""
    with child("-m", "bench.far", str(server / _NAME), str(here / _NAME), log=here / "far.log"):
        yield here


def _carry(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while chunk := source.recv(_ANY):
            time.sleep(_ONE_WAY)
            target.sendall(chunk)
    for end in (source, target):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


def main(server: str, here: str) -> None:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(here)
    listener.listen()
    print("ready", flush=True)
    while True:
        near, _ = listener.accept()
        there = socket.socket(socket.AF_UNIX)
        there.connect(server)
        for pair in ((near, there), (there, near)):
            threading.Thread(target=_carry, args=pair, daemon=True).start()


if __name__ == "__main__":
    main(*sys.argv[1:])

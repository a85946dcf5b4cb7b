"""A PostgreSQL server of the tests' own: made in a temporary folder, on a socket, gone with the process that asked."""

from __future__ import annotations

import atexit
import contextlib
import functools
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

import asyncpg

from storage.database import Store
from storage.engines import postgres_schema

_TEMPLATE = "weilu_template"
_FAST = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0"),
    *("shared_buffers=32MB", "max_connections=60", "autovacuum=off", "listen_addresses="),
)
"""What dies in a test is a process, never the machine."""


def binaries() -> Path | None:
    """Where the newest server of this machine lies; Debian keeps it off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


class Server:
    """`url(name)` is a database of it; the server refuses root, so root's runs as the user `postgres`."""

    def __init__(self) -> None:
        home = binaries()
        assert home is not None, "no PostgreSQL server is installed: apt-get install postgresql"
        self._bin = home
        self.folder = Path(tempfile.mkdtemp(prefix="weilu-pg-", dir="/tmp"))
        self._user = pwd.getpwnam("postgres") if os.getuid() == 0 else None
        if self._user is not None:
            os.chown(self.folder, self._user.pw_uid, self._user.pw_gid)
        atexit.register(self.stop)
        self._run("initdb", "-D", str(self._data), "-U", "weilu", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        self.start()

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def start(self) -> None:
        options = " ".join(f"-c {each}" for each in (*_FAST, f"unix_socket_directories={self.folder}"))
        self._run("pg_ctl", "-D", str(self._data), "-o", options, "-l", f"{self.folder}/log", "-w", "start")

    def halt(self, how: str = "immediate") -> None:
        self._run("pg_ctl", "-D", str(self._data), "-m", how, "-w", "stop")

    def stop(self) -> None:
        with contextlib.suppress(subprocess.CalledProcessError):
            self.halt()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, name: str) -> str:
        return f"postgresql://weilu@/{name}?host={quote(str(self.folder), safe='')}"

    def _run(self, program: str, *words: str) -> None:
        become: dict[str, Any] = {}
        if self._user is not None:
            become = {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []}
        subprocess.run(
            [str(self._bin / program), *words],
            check=True,
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            **become,
        )


@functools.cache
def server() -> Server:
    return Server()


_made: set[str] = set()


async def fresh(path: Path) -> Store:
    """The database of that path: the same one for the same path, with nothing in it at first."""
    name = f"w{hashlib.sha256(str(path).encode()).hexdigest()[:20]}"
    store = Store(path, server().url(name))
    if name not in _made:
        connection = await asyncpg.connect(server().url("postgres"))
        try:
            if not _made:
                await connection.execute(f"CREATE DATABASE {_TEMPLATE}")
                await _migrated(Store(path, server().url(_TEMPLATE)))
            await connection.execute(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")
        finally:
            await connection.close()
        _made.add(name)
    return store


async def _migrated(store: Store) -> None:
    connection = await asyncpg.connect(store.url)
    try:
        await postgres_schema.migrate(connection, store)
    finally:
        await connection.close()

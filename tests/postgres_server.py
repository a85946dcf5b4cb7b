"""A PostgreSQL server of the tests' own: made in a temporary folder, on a socket, gone with the process that asked."""

from __future__ import annotations

import atexit
import contextlib
import functools
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import asyncpg

from storage.database import Store
from storage.engines import postgres_link, postgres_schema
from tests.memory import folder_of, roomy_memory

_TEMPLATE = "weilu_template"
_LOOKS = 3000
_HERE = ("listen_addresses=", "max_connections=60")
_FAST = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0"),
    *("shared_buffers=32MB", "autovacuum=off"),
)
"""What dies in a test is a process, never the machine."""


def binaries() -> Path | None:
    """Where the newest server of this machine lies; Debian keeps it off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


class Server:
    """`url(name)` is a database of it; the server refuses root, so root's runs as the user `postgres`.

    One that `is_durable` is set as PostgreSQL is by itself and writes to the disk, for what is measured. Any other lies
    in memory: a database is a thousand files, which a disk takes most of a second to make.
    """

    def __init__(self, *, is_durable: bool = False) -> None:
        self._set = _HERE if is_durable else _HERE + _FAST
        home = binaries()
        assert home is not None, "no PostgreSQL server is installed: apt-get install postgresql"
        self._bin = home
        memory = None if is_durable else roomy_memory()
        self.folder = folder_of("pg", memory or Path("/tmp"))  # noqa: S108
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
        """It ends with this process, however that ends."""
        settings = [word for each in (*self._set, f"unix_socket_directories={self.folder}") for word in ("-c", each)]
        bound = ("setpriv", "--pdeathsig", "QUIT", "--") if shutil.which("setpriv") else ()
        self._process = subprocess.Popen(
            [*bound, str(self._bin / "postgres"), "-D", str(self._data), *settings], **self._apart()
        )
        for _ in range(_LOOKS):
            with contextlib.suppress(subprocess.CalledProcessError):
                return self._run("pg_isready", "-q", "-h", str(self.folder))
            assert self._process.poll() is None, "the PostgreSQL server did not start"
            time.sleep(0.02)
        raise AssertionError("the PostgreSQL server does not answer")

    @property
    def pid(self) -> int:
        return self._process.pid

    def halt(self, how: int = signal.SIGQUIT) -> None:
        self._process.send_signal(how)
        self._process.wait()

    def stop(self) -> None:
        self.halt()
        shutil.rmtree(self.folder, ignore_errors=True)

    def drop(self, name: str) -> None:
        """Left where it is, should the server be halted just then."""
        with contextlib.suppress(subprocess.CalledProcessError):
            self._run("dropdb", "--force", "-U", "weilu", "-h", str(self.folder), name)

    def url(self, name: str) -> str:
        return self.by(self.folder, name)

    def by(self, folder: Path, name: str) -> str:
        """By a socket in another folder."""
        return f"postgresql://weilu@/{name}?host={quote(str(folder), safe='')}"

    def _run(self, program: str, *words: str) -> None:
        subprocess.run([str(self._bin / program), *words], check=True, **self._apart())

    def _apart(self) -> dict[str, Any]:
        user = self._user
        become = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user is not None else {}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
        return {"cwd": self.folder, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C"}, **quiet, **become}


@functools.cache
def server() -> Server:
    return Server()


_made: set[str] = set()
_templates: set[str] = set()


def drop() -> None:
    """Every database that was made for a test: a thousand of them would fill the disk."""
    while _made:
        server().drop(_made.pop())


async def fresh(path: Path, *, schemas: tuple[str, ...] = ()) -> Store:
    """The database of that path: the same one for the same path, with nothing in it at first; a store in each of the
    schemas as well.
    """
    name = f"w{hashlib.sha256(str(path).encode()).hexdigest()[:20]}"
    store = Store(path, server().url(name))
    if name not in _made:
        connection = await asyncpg.connect(server().url("postgres"))
        try:
            template = await _template(connection, path, schemas)
            await connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        finally:
            await connection.close()
        _made.add(name)
    return store


async def _template(connection: asyncpg.Connection, path: Path, schemas: tuple[str, ...]) -> str:
    """Migrated once a process: that takes seconds, and a copy a tenth of one."""
    name = "_".join((_TEMPLATE, *schemas))
    if name not in _templates:
        onto = f" TEMPLATE {await _template(connection, path, ())}" if schemas else ""
        await connection.execute(f"CREATE DATABASE {name}{onto}")
        for schema in schemas or ("",):
            await _migrated(Store(path, server().url(name), schema))
        _templates.add(name)
    return name


async def _migrated(store: Store) -> None:
    async with postgres_link.connected(store) as connection:
        await postgres_schema.migrate(connection, store)

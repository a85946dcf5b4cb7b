"""Every file the bot writes, its writer killed at each step and let run out of space: there is the old one or the new.

Each writer runs in a forked process that dies at the n-th call to the operating system, for every n there is.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import sqlite3
import sys
import tomllib
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli.play import write_config
from bot.services.lottery import papers
from playground.world import World
from playground.world.population import populate
from storage import secret_file
from storage.backup import backup, restore
from storage.chat_export import export_chat
from storage.schema_migrations import MIGRATIONS, StoreError, known, migrate
from tests.storage.test_first_release import left_by_the_first_release
from tests.store import fresh
from tests.story import FORUM

_EARLIER = known(MIGRATIONS)[:-2]
DIED, REFUSED = 9, 3
STEPS = ("open", "os.rename", "os.remove", "os.link", "os.chmod", "os.mkdir", "sqlite3.connect", "shutil.copyfile")
SIZES = (0, 1, 100, 5_000, 50_000)
"""Bytes a file may have before the disk is full."""


@dataclass(frozen=True)
class Writer:
    """`begins` lays what is there before, `writes` gives the file its content, `proves` raises unless it is whole."""

    file: str
    begins: Callable[[Path], object]
    writes: Callable[[Path], object]
    proves: Callable[[Path], object]
    is_drafted: bool = True
    """Whether it is written beside its place first; the store itself is not."""


def store_of(home: Path) -> Path:
    return left_by_the_first_release(home / "weilu.db")


def store_behind(home: Path) -> Path:
    """Of a version that lacks the last two migrations: each is carried out as any other."""
    earlier = home / "migrations"
    earlier.mkdir()
    for each in _EARLIER:
        shutil.copy(each, earlier)
    migrate(store_of(home), earlier)
    shutil.rmtree(earlier)
    return home / "weilu.db"


def a_store_and_its_copy(home: Path) -> None:
    migrate(store_of(home))
    backup(home / "weilu.db", home / "copy.db")


def is_whole_store(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT count(*) FROM ledger").fetchone()[0] == 7


def is_whole_archive(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None


def exports(home: Path, name: str) -> None:
    export_chat(home / "weilu.db", chat_id=FORUM, file=home / name)


def a_store_and_an_export(name: str) -> Callable[[Path], None]:
    def begins(home: Path) -> None:
        migrate(store_of(home))
        exports(home, name)

    return begins


WORLD = populate(World(seed=7))

WRITERS = {
    "backup": Writer(
        "copy.db",
        a_store_and_its_copy,
        lambda home: backup(home / "weilu.db", home / "copy.db"),
        lambda path: restore(path, path.with_name("proof.db"), force=True),
    ),
    "restore": Writer(
        "weilu.db",
        a_store_and_its_copy,
        lambda home: restore(home / "copy.db", home / "weilu.db", force=True),
        is_whole_store,
    ),
    "the store, by a migration": Writer(
        "weilu.db", store_behind, lambda home: migrate(home / "weilu.db"), is_whole_store, is_drafted=False
    ),
    "the copy before it": Writer(
        f"weilu.db-v{len(_EARLIER):04}.bak", store_behind, lambda home: migrate(home / "weilu.db"), is_whole_store
    ),
    "export as JSON": Writer(
        "group.json",
        a_store_and_an_export("group.json"),
        lambda home: exports(home, "group.json"),
        lambda path: json.loads(path.read_text(encoding="utf-8")),
    ),
    "export as sheets": Writer(
        "group.zip", a_store_and_an_export("group.zip"), lambda home: exports(home, "group.zip"), is_whole_archive
    ),
    "the secret": Writer(
        "weilu.db.secret",
        lambda home: fresh(home / "weilu.db").path,
        lambda home: secret_file.make(home / "weilu.db.secret"),
        secret_file.read,
    ),
    "the record of a draw": Writer(
        "lotteries/lottery-1.json",
        lambda home: papers.keep(home, "lotteries/lottery-1.json", json.dumps(["old"] * 9000).encode()),
        lambda home: papers.keep(home, "lotteries/lottery-1.json", json.dumps(["new"] * 9000).encode()),
        lambda path: json.loads(path.read_bytes()),
    ),
    "the config of play": Writer(
        "config.toml",
        lambda home: write_config(home / "config.toml", WORLD, base_url="http://127.0.0.1:1", console="127.0.0.1:3"),
        lambda home: write_config(home / "config.toml", WORLD, base_url="http://127.0.0.1:2", console="127.0.0.1:4"),
        lambda path: tomllib.loads(path.read_text(encoding="utf-8")),
    ),
}


def ended(work: Callable[[], object], *, dies_at: int = 0, most: int = -1) -> int:
    """Exit code of a process that does the work: 0, REFUSED where it raised what is told in a sentence, or DIED."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    steps = 0

    def count(event: str, _: object) -> None:
        nonlocal steps
        if event in STEPS:
            steps += 1
            if steps == dies_at:
                os._exit(DIED)

    try:
        if most >= 0:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        sys.addaudithook(count)
        work()
        os._exit(0)
    except (StoreError, OSError):
        os._exit(REFUSED)
    finally:
        os._exit(70)


@dataclass(frozen=True)
class Before:
    """What was there: the content, and which file it was; None where there was none."""

    content: bytes | None
    number: int | None


def there(file: Path) -> Before:
    return Before(file.read_bytes(), file.stat().st_ino) if file.exists() else Before(None, None)


def stands(writer: Writer, home: Path, before: Before) -> None:
    """The file is what it was, or whole; where it is another one, nobody else may read it."""
    file = home / writer.file
    now = there(file)
    if now.content == before.content:
        return
    writer.proves(file)
    if now.number != before.number:
        assert file.stat().st_mode & 0o077 == 0


def leave_a_journal(file: Path) -> None:
    """Of a draft that an earlier run was killed in the midst of."""
    file.parent.mkdir(exist_ok=True)
    draft = file.with_name(f".{file.name}.partial")
    with contextlib.closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        connection.executescript("CREATE TABLE a (b); BEGIN; INSERT INTO a VALUES (1);")
        journal = draft.with_name(f"{draft.name}-journal")
        kept = journal.read_bytes()
    journal.write_bytes(kept)


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS.keys())
def test_killed_at_any_step_it_leaves_the_old_file_or_the_new_and_the_next_run_is_not_hindered(
    writer: Writer, tmp_path: Path
) -> None:
    (tmp_path / "before").mkdir()
    writer.begins(tmp_path / "before")
    step, code = 0, DIED
    while code == DIED:
        step += 1
        home = shutil.copytree(tmp_path / "before", tmp_path / str(step))
        before = there(home / writer.file)
        if writer.is_drafted:
            leave_a_journal(home / writer.file)
        code = ended(lambda: writer.writes(home), dies_at=step)  # noqa: B023  (it has ended when the next one begins)
        stands(writer, home, before)
        assert ended(lambda: writer.writes(home)) == 0  # noqa: B023
        writer.proves(home / writer.file)
        assert not list(home.rglob(".*.partial*"))
    assert code == 0
    assert step > 2


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS.keys())
def test_on_a_full_disk_it_says_so_and_leaves_the_old_file(writer: Writer, tmp_path: Path) -> None:
    (tmp_path / "before").mkdir()
    writer.begins(tmp_path / "before")
    for most in SIZES:
        home = shutil.copytree(tmp_path / "before", tmp_path / str(most))
        before = there(home / writer.file)
        assert ended(lambda: writer.writes(home), most=most) in (0, REFUSED)  # noqa: B023
        stands(writer, home, before)
        assert not list(home.rglob(".*.partial*"))

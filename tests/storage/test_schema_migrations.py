"""Stories of numbered migrations: none is left out, each leaves the store whole, and no foreign file is touched."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from pathlib import Path

import pytest

from storage.database import open_database
from storage.errors import StoreTroubleError
from storage.schema_migrations import MIGRATIONS, StoreError, known, migrate
from tests.store import in_file


def tables_of(path: Path) -> set[str]:
    with sqlite3.connect(path) as connection:
        found = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    return found


def folder_of(folder: Path, *numbered: str) -> Path:
    """Migrations of another version: each creates a table named after its number, or is the SQL given."""
    folder.mkdir(exist_ok=True)
    for number, sql in enumerate(numbered, start=1):
        (folder / f"{number:04d}_step.sql").write_text(sql or f"CREATE TABLE t{number} (id BIGINT);", encoding="utf-8")
    return folder


def test_migrations_are_numbered_without_gaps(tmp_path: Path) -> None:
    assert [file.name[:4] for file in known()] == [f"{n + 1:04d}" for n in range(len(known()))]
    assert len(known()) == len([*MIGRATIONS.glob("*.sql")]), "a file in the folder is not named like a migration"
    gap = folder_of(tmp_path / "gap", "", "", "")
    (gap / "0002_step.sql").unlink()
    with pytest.raises(StoreError, match=r"\[1, 3\]"):
        known(gap)
    (gap / "0001_again.sql").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match=r"\[1, 1, 3\]"):
        known(gap)


def test_a_new_store_needs_no_copy_and_a_migrated_one_has_one(tmp_path: Path) -> None:
    store = tmp_path / "weilu.db"
    assert migrate(store, folder_of(tmp_path / "v1", "")) == ["0001_step.sql"]
    assert [*tmp_path.glob("*.bak")] == []
    assert migrate(store, folder_of(tmp_path / "v2", "", "")) == ["0002_step.sql"]
    (copy,) = tmp_path.glob("*.bak")
    assert copy.name == "weilu.db-v0001.bak"
    assert tables_of(copy) == {"migrations", "t1"}
    assert tables_of(store) == {"migrations", "t1", "t2"}
    assert migrate(store, folder_of(tmp_path / "v2", "", "")) == []


def test_a_failed_migration_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    store = tmp_path / "weilu.db"
    migrate(store, folder_of(tmp_path / "v1", ""))
    broken = "CREATE TABLE half (id BIGINT); INSERT INTO half VALUES (1); INSERT INTO nowhere VALUES (1);"
    with pytest.raises(StoreError, match=r"0002_step\.sql failed .*no such table: nowhere.* is as it was"):
        migrate(store, folder_of(tmp_path / "v2", "", broken))
    assert tables_of(store) == {"migrations", "t1"}
    (tmp_path / "v2" / "0002_step.sql").unlink()
    assert migrate(store, folder_of(tmp_path / "v3", "", "")) == ["0002_step.sql"]


def test_a_store_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    store = tmp_path / "weilu.db"
    migrate(store, folder_of(tmp_path / "v2", "", ""))
    before = store.read_bytes()
    with pytest.raises(StoreError, match=r"newer version .*0002_step\.sql.*install that version"):
        migrate(store, folder_of(tmp_path / "v1", ""))
    assert store.read_bytes() == before


def test_a_store_that_lacks_a_step_in_between_is_refused(tmp_path: Path) -> None:
    store, folder = tmp_path / "weilu.db", folder_of(tmp_path / "v3", "", "", "")
    migrate(store, folder)
    with sqlite3.connect(store) as connection:
        connection.execute("DELETE FROM migrations WHERE name LIKE '0002%'")
    connection.close()
    with pytest.raises(StoreError, match="lacks a migration"):
        migrate(store, folder)


def test_files_that_are_no_store_of_ours_are_refused_and_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "letter.db"
    text.write_text("这是一封信，不是数据库。" * 200, encoding="utf-8")
    foreign = tmp_path / "foreign.db"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")
    connection.close()
    kept = {file: file.read_bytes() for file in (text, foreign)}
    with pytest.raises(StoreError, match=r"letter\.db cannot be used \(file is not a database\); see storage\.path"):
        migrate(text)
    with pytest.raises(StoreError, match=r"foreign\.db is a database, but not one of ours; name another"):
        migrate(foreign)
    with pytest.raises(StoreError, match=r"storage\.path"):
        migrate(tmp_path / "no" / "such" / "folder" / "weilu.db")
    with pytest.raises(StoreError, match=r"storage\.path"):
        migrate(tmp_path)
    assert {file: file.read_bytes() for file in kept} == kept
    assert sorted(file.name for file in tmp_path.iterdir()) == ["foreign.db", "letter.db"]


async def test_a_store_that_cannot_be_opened_leaves_no_thread_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection left open is a thread that keeps the process from ending."""
    monkeypatch.setattr("storage.engines.sqlite._PRAGMAS", ("PRAGMA journal_mode = WAL", "SELECT nonsense"))
    before = set(threading.enumerate())
    with pytest.raises(StoreError, match="nonsense"):
        await _open(tmp_path / "weilu.db")
    for thread in set(threading.enumerate()) - before:
        if not thread.name.startswith(("asyncio", "uvloop")):  # the loop's own, by which loop it is
            await asyncio.to_thread(thread.join, 5)
            assert not thread.is_alive()


@pytest.mark.parametrize("is_there", [True, False], ids=["there before", "made anew"])
def test_an_opening_that_is_given_up_at_any_moment_leaves_no_thread_behind(tmp_path: Path, is_there: bool) -> None:
    """A thread whose loop is closed under it says so in a traceback."""
    lost = list[threading.ExceptHookArgs]()
    before = set(threading.enumerate())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(threading, "excepthook", lost.append)
        for moment in range(0, 60, 1 if is_there else 7):
            store = tmp_path / ("weilu.db" if is_there else f"{moment}.db")
            asyncio.run(_given_up(in_file(store).path if is_there else store, moment))
            for thread in set(threading.enumerate()) - before:
                thread.join(5)
                assert not thread.is_alive(), moment
    assert not lost


async def test_a_store_that_vanished_is_not_made_anew_by_who_reads_last(tmp_path: Path) -> None:
    """The slow reader connects with its first question, which may come long after the start."""
    path = in_file(tmp_path / "weilu.db").path
    async with open_database(path) as database:
        path.unlink()
        with pytest.raises(StoreTroubleError):
            await database.slow.all("SELECT 1 FROM people")
        assert not path.exists()


async def _given_up(path: Path, moment: int) -> None:
    """`moment`: rounds of the loop until then."""
    opening = asyncio.ensure_future(_open(path))
    for _ in range(moment):
        await asyncio.sleep(0)
    opening.cancel()
    await asyncio.wait([opening])


async def _open(path: Path) -> None:
    async with open_database(path):
        pass

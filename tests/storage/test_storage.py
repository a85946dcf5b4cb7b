"""Stories of the store: one writer, lazy transactions, cancelled tasks, and files that cannot be used."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.people import Person
from storage import key_values, people, queues, registry
from storage.database import Database, is_unit_open, open_database
from storage.kinds import declared, kind_of
from storage.people import Chat
from storage.rules.rule import Rule
from storage.schema_migrations import MIGRATIONS, StoreError, known, migrate
from storage.transaction import NothingChangedError


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(tmp_path / "weilu.db") as one:
        yield one


async def read(database: Database, name: str) -> str | None:
    return await key_values.fact(database.reads, name)


async def _write_and_raise(database: Database, error: Exception) -> None:
    async with database.unit() as unit:
        await key_values.keep(unit, "a", "1")
        raise error


async def _write_and_run(database: Database, sql: str) -> None:
    async with database.unit() as unit:
        await key_values.keep(unit, "a", "1")
        await unit.run(sql)


# --- one short transaction ---


async def test_a_unit_begins_at_its_first_statement_and_not_before(database: Database) -> None:
    async with database.unit() as idle:
        assert not idle.is_open
        async with database.unit() as other:
            await key_values.keep(other, "a", "1")
            assert is_unit_open()
        assert not is_unit_open()
        assert await key_values.fact(idle, "a") == "1"
        assert idle.is_open
    assert not idle.is_open


async def test_what_is_not_committed_is_seen_by_its_writer_alone(database: Database) -> None:
    async with database.unit() as unit:
        await key_values.keep(unit, "a", "1")
        assert await key_values.fact(unit, "a") == "1"
        assert await read(database, "a") is None
    assert await read(database, "a") == "1"


async def test_an_error_rolls_back_and_the_next_unit_writes(database: Database) -> None:
    with pytest.raises(RuntimeError):
        await _write_and_raise(database, RuntimeError())
    assert await read(database, "a") is None
    async with database.unit() as unit:
        await key_values.keep(unit, "a", "2")
    assert await read(database, "a") == "2"


async def test_a_statement_that_breaks_a_rule_leaves_the_writer_free(database: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        await _write_and_run(
            database, "INSERT INTO outbox (chat_id, priority, body, doubt, created_at) VALUES (1, 1, '', '?', 1)"
        )
    async with database.unit() as unit:
        await key_values.keep(unit, "a", "2")
    assert await read(database, "a") == "2"


async def test_after_a_commit_the_told_are_told_and_after_a_rollback_never(database: Database) -> None:
    told: list[str] = []
    async with database.unit() as unit:
        unit.after_commit(lambda: told.append("taken back"))
        await unit.rollback()
        await key_values.keep(unit, "a", "1")
        unit.after_commit(lambda: told.append("kept"))
        assert told == []
    assert told == ["kept"]


async def test_a_unit_whose_row_is_taken_already_writes_nothing(database: Database) -> None:
    told: list[str] = []
    unit = database.unit()
    queues.take_update(unit, 7)
    unit.after_commit(lambda: told.append("a"))
    with pytest.raises(NothingChangedError):
        await key_values.keep(unit, "a", "1")
    await unit.rollback()
    with pytest.raises(NothingChangedError):
        await unit.commit()
    assert await read(database, "a") is None
    assert told == []
    async with database.unit() as other:
        await key_values.keep(other, "b", "2")
    assert await read(database, "b") == "2"


async def test_writers_wait_for_one_another(database: Database) -> None:
    order: list[str] = []

    async def write(name: str) -> None:
        async with database.unit() as unit:
            await key_values.keep(unit, name, "begun")
            order.append(f"{name} in")
            for _ in range(5):
                await key_values.fact(unit, name)
            order.append(f"{name} out")

    async with asyncio.TaskGroup() as tasks:
        for name in "abc":
            tasks.create_task(write(name))
    assert order == ["a in", "a out", "b in", "b out", "c in", "c out"]


@pytest.mark.parametrize("turns", range(14))
async def test_a_task_cancelled_at_any_moment_leaves_the_writer_free(database: Database, turns: int) -> None:
    """Cancelled after so many turns of the loop: while it waits, begins, writes, or commits."""

    async def write() -> None:
        async with database.unit() as unit:
            await key_values.keep(unit, "a", "1")
            await key_values.keep(unit, "b", "1")

    writing = asyncio.get_running_loop().create_task(write())
    for _ in range(turns):
        await asyncio.sleep(0)
    writing.cancel()
    await asyncio.wait([writing])
    assert (await read(database, "a")) == (await read(database, "b"))
    assert not is_unit_open()
    async with asyncio.timeout(5), database.unit() as unit:
        await key_values.keep(unit, "c", "1")
    assert await read(database, "c") == "1"


@pytest.mark.parametrize("statement", ["BEGIN", "INSERT", "COMMIT"])
async def test_a_task_cancelled_during_a_statement_leaves_the_writer_free(database: Database, statement: str) -> None:
    """The statement is under way in SQLite's thread when the task that asked for it is cancelled."""
    under_way, this_task = asyncio.Event(), asyncio.get_running_loop()

    def trace(sql: str) -> None:
        if sql.startswith(statement):
            this_task.call_soon_threadsafe(under_way.set)

    async def write() -> None:
        async with database.unit() as unit:
            await key_values.keep(unit, "a", "1")
            await key_values.keep(unit, "b", "1")

    await database._writer.set_trace_callback(trace)
    writing = this_task.create_task(write())
    await under_way.wait()
    writing.cancel()
    await asyncio.wait([writing])
    await database._writer.set_trace_callback(None)  # type: ignore[arg-type]
    assert await read(database, "a") == await read(database, "b")
    async with asyncio.timeout(5), database.unit() as unit:
        await key_values.keep(unit, "c", "1")
    assert await read(database, "c") == "1"


async def test_a_commit_that_fails_is_taken_back_and_the_writer_is_free(database: Database) -> None:
    """A foreign key checked at the end only makes the commit itself fail."""
    async with database.unit() as unit:
        await unit.run("CREATE TABLE parents (id BIGINT PRIMARY KEY)")
        await unit.run("CREATE TABLE children (id BIGINT REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED)")
    with pytest.raises(sqlite3.IntegrityError):
        await _write_and_run(database, "INSERT INTO children VALUES (7)")
    assert await read(database, "a") is None
    assert not is_unit_open()
    async with asyncio.timeout(5), database.unit() as unit:
        await key_values.keep(unit, "a", "2")
    assert await read(database, "a") == "2"


async def test_the_readers_connection_cannot_write(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await database.reads.all("INSERT INTO facts VALUES ('a', '1')")


# --- files ---


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
    monkeypatch.setattr("storage.database._PRAGMAS", ("PRAGMA journal_mode = WAL", "SELECT nonsense"))
    before = set(threading.enumerate())
    with pytest.raises(sqlite3.OperationalError, match="nonsense"):
        await _open(tmp_path / "weilu.db")
    for thread in set(threading.enumerate()) - before:
        if not thread.name.startswith("asyncio"):
            await asyncio.to_thread(thread.join, 5)
            assert not thread.is_alive()


async def _open(path: Path) -> None:
    async with open_database(path):
        pass


# --- the registry ---


async def columns(database: Database) -> dict[str, set[str]]:
    tables = await database.reads.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    return {
        table["name"]: {row["name"] for row in await database.reads.all(f"PRAGMA table_info({table['name']})")}
        for table in tables
    }


CHATS = {"chat_id", "old_id", "group_id", "place_id"}
MEMBERS = {
    "user_id",
    "account",
    "from_account",
    "to_account",
    "actor_id",
    "owner_id",
    "author_id",
    "member_id",
    "by_id",
}


def gaps(found: dict[str, set[str]]) -> list[str]:
    """What of a schema has no rule, or a rule that does not fit it."""
    told: list[str] = [f"{table} has no rule" for table in found.keys() - registry.TABLES.keys()]
    told += [f"{table} has a rule and is no table" for table in registry.TABLES.keys() - found.keys()]
    for table, names in found.items():
        rule = registry.TABLES.get(table, Rule(""))
        told += [f"{table}.{each} is a chat's and has no rule" for each in sorted((names & CHATS) - {*rule.chats})]
        told += [
            f"{table}.{each} is a member's and has no rule" for each in sorted((names & MEMBERS) - {*rule.members})
        ]
        named = {*rule.chats, *rule.members, *rule.key, *rule.merge}
        told += [f"{table}.{each} has a rule and is no column" for each in sorted(named - names)]
        if rule.members and rule.erasure == "none":
            told.append(f"{table} holds members and says nothing of erasure")
    return told


ALLOWED = {"moved.old_id is a chat's and has no rule"}
"""The old id is what that table is about."""


async def test_every_table_and_every_id_in_it_has_its_rule(database: Database) -> None:
    assert set(gaps(await columns(database))) == ALLOWED


async def test_every_column_says_what_it_holds_and_the_rules_agree(database: Database) -> None:
    found, named = await columns(database), set()
    for table, rule in registry.TABLES.items():
        held = {name: kind_of(table, name) for name in found[table]}
        named |= {*held, *(f"{table}.{column}" for column in held)}
        assert {name for name, kind in held.items() if kind == "chat"} >= {*rule.chats} - {*rule.members}, table
        assert {name for name, kind in held.items() if kind == "member"} == {*rule.members} - {*rule.chats}, table
        for expiry in (rule.expiry, *rule.sooner):
            if expiry is not None:
                assert held[expiry.column] == ("day" if expiry.unit == "day" else "moment"), table
    assert declared() <= named, "a name is declared and no column"


async def test_every_unique_key_with_a_chat_in_it_says_what_becomes_of_two_rows(database: Database) -> None:
    """When a chat migrates, rows of the old id may meet rows of the new one."""
    for table, rule in registry.TABLES.items():
        declared_keys = {frozenset(rule.key)} | {frozenset({column, rule.apart}) for column in rule.chats}
        declared_keys |= {frozenset({column, *rule.single.by}) for column in rule.chats if rule.single is not None}
        for index in await database.reads.all(f"PRAGMA index_list({table})"):
            names = {row["name"] for row in await database.reads.all(f"PRAGMA index_info({index['name']})")}
            if index["unique"] and names & {*rule.chats} and not rule.is_derived:
                assert frozenset(names) in declared_keys, f"{table}: rows that meet by {names}"


async def test_a_table_without_a_rule_would_be_seen(database: Database) -> None:
    async with database.unit() as unit:
        await unit.run("CREATE TABLE diaries (user_id BIGINT, chat_id BIGINT)")
        await unit.run("ALTER TABLE notices ADD COLUMN actor_id BIGINT")
    assert set(gaps(await columns(database))) - ALLOWED == {
        "diaries has no rule",
        "diaries.chat_id is a chat's and has no rule",
        "diaries.user_id is a member's and has no rule",
        "notices.actor_id is a member's and has no rule",
    }


async def test_the_key_of_each_rule_is_unique_in_the_schema(database: Database) -> None:
    """Rows that meet when a chat migrates are told apart by it."""
    for table, rule in registry.TABLES.items():
        found = await database.reads.all(f"PRAGMA table_info({table})")
        primary = tuple(row["name"] for row in sorted(found, key=lambda row: row["pk"]) if row["pk"])
        has_unique_chat = any(name in primary for name in rule.chats)
        assert not has_unique_chat or rule.is_derived or rule.key == primary or table == "moved", table


async def test_a_name_that_changed_hands_is_its_last_holders(database: Database) -> None:
    async with database.unit() as unit:
        await people.keep_people(unit, [Person(1, "甲", "Lantern")])
        await people.keep_people(unit, [Person(2, "乙", "lantern")])
        await people.keep_chat(unit, Chat(-5, "group", "灯"), now=1)
    found = await people.person_by_username(database.reads, username="LANTERN")
    assert found is not None
    assert found.id == 2

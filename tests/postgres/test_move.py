"""Stories of a store carried to PostgreSQL and back: every table, equal digests, broken off and gone on with."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from storage import move as moving
from storage.database import Store, open_database
from storage.move import move
from storage.points.ledger_check import audit
from storage.registry import TABLES
from storage.schema_migrations import StoreError
from tests.filled import Filling
from tests.postgres_server import fresh, server

GROUP, ELSEWHERE = -1001000000001, -1001000000002


def filled(path: Path) -> Store:
    """A file with rows of two groups in every table that can be filled knowing nothing of its sense."""
    filling = Filling(path)
    filling._connection.execute("PRAGMA foreign_keys = ON")
    empty = set()
    for chat_id in (GROUP, ELSEWHERE):
        for table in [each for each in TABLES if each not in ("migrations", "facts")]:
            try:
                filling.fill(table, chat_id=chat_id)
            except sqlite3.IntegrityError:
                empty.add(table)
    filling.close()
    assert len(empty) < 20, empty
    (path.parent / f"{path.name}.secret").write_text("00" * 32)
    return Store(path)


@pytest.fixture
def source(tmp_path: Path) -> Store:
    (tmp_path / "from").mkdir()
    return filled(tmp_path / "from" / "weilu.db")


@pytest.fixture
async def target(tmp_path: Path) -> AsyncIterator[Store]:
    name = f"moved_{tmp_path.name}"
    connection = await asyncpg.connect(server().url("postgres"))
    await connection.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0")
    yield Store(tmp_path / "weilu.db", server().url(name))
    await connection.close()


async def carried(source: Store, target: Store) -> dict[str, str]:
    return await move(source, target, tell=lambda *_: None)


def contents(store: Path) -> dict[str, list[tuple[object, ...]]]:
    with contextlib.closing(sqlite3.connect(store)) as connection:
        found = {table: sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in TABLES}
        found["sqlite_sequence"] = sorted(connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
        found["schema"] = sorted(
            connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        )
    return found


async def test_there_and_back_everything_is_as_it_was(source: Store, target: Store, tmp_path: Path) -> None:
    arrived: list[int] = []
    there = await move(source, target, tell=lambda _, number: arrived.append(number))
    assert sum(arrived) == await moving.total(source)
    assert set(there) == set(TABLES) - {"migrations"}
    assert (tmp_path / "weilu.db.secret").read_text() == "00" * 32
    back = Store(tmp_path / "back.db")
    assert await carried(target, back) == there
    before, after = contents(source.path), contents(back.path)
    assert {table for table in before if before[table] != after[table]} == {"migrations"}
    assert back.path.stat().st_mode & 0o777 == 0o600


async def test_what_is_put_aside_while_a_database_is_filled_stands_again(source: Store, target: Store) -> None:
    """References, indexes, and triggers that fire: all as in a database that was never filled."""
    new = await fresh(target.path)
    await carried(source, target)
    made = await made_of(target)
    assert made == await made_of(new)
    assert {"foreign key", "index", "trigger"} == {what for what, _, _ in made}


async def made_of(store: Store) -> set[tuple[str, str, str]]:
    connection = await asyncpg.connect(store.url)
    try:
        rows = await connection.fetch(_MADE)
    finally:
        await connection.close()
    return {(row["what"], row["name"], row["made"]) for row in rows}


_MADE = (
    "SELECT 'foreign key' AS what, CAST(conname AS TEXT) AS name, CAST(CAST(conrelid AS regclass) AS TEXT) || ' ' || "
    "pg_get_constraintdef(oid) AS made FROM pg_constraint WHERE contype = 'f' UNION ALL "
    "SELECT 'index', CAST(indexname AS TEXT), indexdef FROM pg_indexes WHERE schemaname = 'public' UNION ALL "
    "SELECT 'trigger', CAST(tgname AS TEXT), CAST(tgenabled AS TEXT) || pg_get_triggerdef(oid) FROM pg_trigger "
    "WHERE NOT tgisinternal"
)


async def test_the_store_that_arrived_goes_on(source: Store, target: Store) -> None:
    """Triggers reckon, references are checked, and a number that was given is not given again."""
    await carried(source, target)
    async with open_database(target) as database, database.unit() as unit:
        last = await unit.number("SELECT max(id) FROM ledger")
        new = await unit.number(
            "INSERT INTO ledger "
            "(chat_id, from_account, to_account, amount, kind, actor_id, idempotency_key, at, day, month) "
            "VALUES (:chat, 0, 77, 5, 'grant', 0, 'k', 1, 1, 1) RETURNING id",
            {"chat": GROUP},
        )
        assert new > last
        assert await unit.number("SELECT balance FROM balances WHERE account = 77") == 5
        assert not [each for each in await audit(unit) if each.account == 77]
        with pytest.raises(Exception, match="foreign key"):
            await unit.run("INSERT INTO codes (goods_id, code) VALUES (999, 'x')")
        await unit.rollback()


async def test_what_broke_off_is_gone_on_with(source: Store, target: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.engines.sqlite_end.AT_ONCE", 1)
    seen = 0

    def told(table: str, _: int) -> None:
        nonlocal seen
        seen += table == "ledger"
        if seen == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await move(source, target, tell=told)
    with pytest.raises(StoreError, match="half moved"):
        async with open_database(target):
            pass
    there = await carried(source, target)
    assert there == await digests(source)
    async with open_database(target) as database:
        assert await database.reads.number("SELECT count(*) FROM ledger") == 2


async def digests(store: Store) -> dict[str, str]:
    async with moving.end(store, is_target=False) as one:
        return {table: await moving.digest_of(one, one, table) for table in TABLES if table != "migrations"}


async def test_a_source_that_changed_meanwhile_is_found_out(source: Store, target: Store) -> None:
    def told(table: str, _: int) -> None:
        if table == "timers":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await move(source, target, tell=told)
    with contextlib.closing(sqlite3.connect(source.path)) as connection:
        connection.execute("UPDATE inbox SET lane = 7")
        connection.commit()
    with pytest.raises(StoreError, match=r"not what was sent \(inbox\)"):
        await carried(source, target)


async def test_nothing_is_carried_over_anything(source: Store, target: Store, tmp_path: Path) -> None:
    await carried(source, target)
    with pytest.raises(StoreError, match="is not empty"):
        await carried(source, target)
    with pytest.raises(StoreError, match="there is a store at"):
        await carried(target, source)
    with pytest.raises(StoreError, match="there is no store at"):
        await carried(Store(tmp_path / "none.db"), target)


async def test_nobody_serves_what_is_being_moved(source: Store, target: Store) -> None:
    async with open_database(source, is_served=True):
        with pytest.raises(StoreError, match="in use by another process"):
            await carried(source, target)
    async with open_database(target, is_served=True):
        with pytest.raises(StoreError, match="is in use by weilu"):
            await carried(source, target)


async def test_a_character_that_postgresql_refuses_is_left_out(source: Store, target: Store) -> None:
    with contextlib.closing(sqlite3.connect(source.path)) as connection:
        connection.execute("UPDATE people SET name = 'a' || char(0) || 'b'")
        connection.commit()
    await carried(source, target)
    async with open_database(target) as database:
        assert [row["name"] for row in await database.reads.all("SELECT name FROM people")] == ["ab"]

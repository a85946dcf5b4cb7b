"""What PostgreSQL alone can do to a bot: a lost connection, somebody else's lock, a database that does not fit."""

from __future__ import annotations

import asyncio
from pathlib import Path

import asyncpg
import pytest

from storage import key_values
from storage.database import Database, Store, open_database
from storage.errors import RowRefusedError, StoreLostError, StoreTroubleError, rerun
from storage.schema_migrations import StoreError
from tests.postgres_server import server


async def keep(database: Database, name: str, value: str = "1") -> None:
    async with database.unit() as unit:
        await key_values.keep(unit, name, value)


async def killed(store: Store) -> int:
    """All connections of the database cut off by its server; how many there were."""
    async with asyncio.timeout(10):
        connection = await asyncpg.connect(store.url)
        cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        number: int = await connection.fetchval(f"{cut} AND datname = current_database()")
        await connection.close()
    return number


async def test_a_lost_connection_is_told_from_other_trouble(database: Database) -> None:
    await keep(database, "a")
    assert await killed(database.store) == 3
    with pytest.raises(StoreLostError):
        await keep(database, "b")
    with pytest.raises(StoreLostError):
        await key_values.fact(database.reads, "a")
    async with open_database(database.store) as again:
        assert [await key_values.fact(again.reads, name) for name in "ab"] == ["1", None]


async def test_a_character_that_it_refuses_is_left_out(database: Database) -> None:
    async with database.unit() as unit:
        await key_values.keep(unit, "a\0b", "c\0d")
        await unit.many("INSERT INTO facts (name, value) VALUES (?, ?)", [("e", "f"), ("g\0", "\0h")])
    assert [await key_values.fact(database.reads, name) for name in ("ab", "a\0b", "g")] == ["cd", "cd", "h"]


async def test_nothing_is_kept_where_a_failed_statement_was_passed_over(database: Database) -> None:
    await keep(database, "a")
    unit = database.unit()
    await key_values.keep(unit, "b", "1")
    with pytest.raises(RowRefusedError):
        await unit.run("INSERT INTO facts (name, value) VALUES ('a', '2')")
    with pytest.raises(StoreTroubleError, match="nothing was kept"):
        await unit.commit()
    assert await key_values.fact(database.reads, "b") is None
    await keep(database, "c")


async def test_a_step_that_met_somebody_elses_is_done_again(database: Database) -> None:
    """Each waits for what the other holds: the server ends one of them."""
    for name in "ab":
        await keep(database, name)
    other, tries = await asyncpg.connect(database.store.url), 0
    await other.execute("SET deadlock_timeout = '1h'")
    await other.execute("BEGIN")
    await other.execute("UPDATE facts SET value = 'theirs' WHERE name = 'b'")
    theirs = asyncio.get_running_loop().create_task(nothing())

    async def crossing() -> None:
        nonlocal tries, theirs
        tries += 1
        async with database.unit() as unit:
            await key_values.keep(unit, "a", "mine")
            if tries == 1:
                theirs = asyncio.get_running_loop().create_task(change(other, "a"))
                await somebody_waits(database)
            await key_values.keep(unit, "b", "mine")

    async with asyncio.timeout(20):
        await rerun(crossing)
        await theirs
    assert tries > 1
    assert [await key_values.fact(database.reads, name) for name in "ab"] == ["mine", "mine"]
    await other.close()


async def nothing() -> None:
    """Not begun yet."""


async def change(other: asyncpg.Connection, name: str) -> None:
    await other.execute("UPDATE facts SET value = 'theirs' WHERE name = $1", name)
    await other.execute("COMMIT")


async def somebody_waits(database: Database) -> None:
    while not await database.reads.number("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"):
        await asyncio.sleep(0)


async def test_a_second_one_stands_by_and_takes_over(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    async def serve() -> str | None:
        async with open_database(store, is_served=True) as database:
            return await key_values.fact(database.reads, "left")

    async with asyncio.timeout(20):
        async with open_database(store, is_served=True) as database:
            second = asyncio.get_running_loop().create_task(serve())
            while "standing by" not in caplog.text:
                await asyncio.sleep(0)
            await keep(database, "left", "by the first")
            assert not second.done()
        assert await second == "by the first"
    assert "taking over" in caplog.text


async def test_a_secret_without_its_store_is_no_new_bot(tmp_path: Path) -> None:
    connection = await asyncpg.connect(server().url("postgres"))
    await connection.execute(f"CREATE DATABASE {(name := f'empty_{tmp_path.name}')}")
    await connection.close()
    store = Store(tmp_path / "weilu.db", server().url(name))
    with pytest.raises(StoreError, match="weilu move"):
        async with open_database(store, may_begin=False):
            pass
    async with open_database(store) as database:
        assert await database.reads.number("SELECT count(*) FROM migrations") > 40


async def test_a_database_that_sorts_otherwise_is_refused(tmp_path: Path) -> None:
    name = f"ascii_{tmp_path.name}"
    connection = await asyncpg.connect(server().url("postgres"))
    await connection.execute(f"CREATE DATABASE {name} ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
    await connection.close()
    with pytest.raises(StoreError, match="must be of UTF8 and C"):
        async with open_database(Store(tmp_path / "weilu.db", server().url(name))):
            pass


@pytest.mark.parametrize(
    ("url", "words"),
    [("postgresql://weilu@127.0.0.1:1/weilu", "Connect"), ("postgresql://weilu@/nowhere?host=/tmp/none", "No such")],
)
async def test_a_server_that_is_not_there_is_lost(tmp_path: Path, url: str, words: str) -> None:
    with pytest.raises(StoreLostError, match=words):
        async with open_database(Store(tmp_path / "weilu.db", url)):
            pass


async def test_a_database_that_is_not_there_is_said(store: Store) -> None:
    with pytest.raises(StoreError, match=r"does not exist.*storage\.url"):
        async with open_database(Store(store.path, server().url("nowhere"))):
            pass

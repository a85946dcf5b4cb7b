"""Stories of the store: one writer, lazy transactions, cancelled tasks, and files that cannot be used."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain.people import Person
from storage import key_values, people, queues
from storage.database import Database, is_unit_open
from storage.errors import NothingChangedError, RowRefusedError, StoreTroubleError
from storage.people import Chat


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
    with pytest.raises(RowRefusedError):
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


async def test_a_limit_below_zero_is_none_and_an_offset_nothing(database: Database) -> None:
    async with database.unit() as unit:
        for name in "abc":
            await key_values.keep(unit, name, "1")
    asked = "SELECT name FROM facts WHERE name IN ('a', 'b', 'c') ORDER BY name LIMIT :limit OFFSET :skip"
    for limit, skip, names in ((-1, 0, "abc"), (-7, 1, "bc"), (0, 0, ""), (2, -3, "ab")):
        rows = await database.reads.all(asked, {"limit": limit, "skip": skip})
        assert "".join(row["name"] for row in rows) == names


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


@pytest.mark.of_the_file("stops a statement in SQLite's thread")
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

    await database._writer.set_trace_callback(trace)  # type: ignore[attr-defined]
    writing = this_task.create_task(write())
    await under_way.wait()
    writing.cancel()
    await asyncio.wait([writing])
    await database._writer.set_trace_callback(None)  # type: ignore[attr-defined]
    assert await read(database, "a") == await read(database, "b")
    async with asyncio.timeout(5), database.unit() as unit:
        await key_values.keep(unit, "c", "1")
    assert await read(database, "c") == "1"


async def test_a_commit_that_fails_is_taken_back_and_the_writer_is_free(database: Database) -> None:
    """A foreign key checked at the end only makes the commit itself fail."""
    async with database.unit() as unit:
        await unit.all("CREATE TABLE parents (id BIGINT PRIMARY KEY)")
        await unit.all("CREATE TABLE children (id BIGINT REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED)")
    with pytest.raises(RowRefusedError):
        await _write_and_run(database, "INSERT INTO children VALUES (7)")
    assert await read(database, "a") is None
    assert not is_unit_open()
    async with asyncio.timeout(5), database.unit() as unit:
        await key_values.keep(unit, "a", "2")
    assert await read(database, "a") == "2"


async def test_the_readers_connection_cannot_write(database: Database) -> None:
    with pytest.raises(StoreTroubleError, match=r"read-?only"):
        await database.reads.all("INSERT INTO facts VALUES ('a', '1')")


async def test_a_name_that_changed_hands_is_its_last_holders(database: Database) -> None:
    async with database.unit() as unit:
        await people.keep_people(unit, [Person(1, "甲", "Lantern")])
        await people.keep_people(unit, [Person(2, "乙", "lantern")])
        await people.keep_chat(unit, Chat(-5, "group", "灯"), now=1)
    found = await people.person_by_username(database.reads, username="LANTERN")
    assert found is not None
    assert found.id == 2

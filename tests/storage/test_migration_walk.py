"""A walk over all tables: what stands under a group's old id, its new one, or both, is there after the move."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import registry
from storage.chat_migration import migrate_chat
from storage.database import Database, open_database
from tests.filled import Filling

OLD, NEW = -4_000_000_077, -1_007_700_000_077
WITH_CHATS = [table for table, rule in registry.TABLES.items() if rule.chats]


async def rows_of(database: Database, table: str, chat_id: int) -> int:
    found = " OR ".join(f"{column} = :chat_id" for column in registry.TABLES[table].chats)
    return await database.reads.number(f"SELECT count(*) FROM {table} WHERE {found}", {"chat_id": chat_id})


async def move(database: Database) -> None:
    async with database.unit() as unit:
        await migrate_chat(unit, old=OLD, new=NEW, now=1_800_000_000)


@pytest.mark.parametrize("choice", range(7))
async def test_every_table_may_hold_rows_under_both_ids(tmp_path: Path, choice: int) -> None:
    filling = Filling(tmp_path / "weilu.db", choice=choice)
    for chat_id in (NEW, OLD):
        for table in WITH_CHATS:
            filling.fill(table, chat_id=chat_id)
    filling.close()
    async with open_database(tmp_path / "weilu.db") as database:
        before = {table: await rows_of(database, table, NEW) for table in WITH_CHATS}
        await move(database)
        for table in WITH_CHATS:
            assert await rows_of(database, table, OLD) == 0, table
            assert await rows_of(database, table, NEW) >= before[table], table


async def test_no_row_under_the_old_id_alone_is_lost(tmp_path: Path) -> None:
    filling = Filling(tmp_path / "weilu.db")
    for table in WITH_CHATS:
        filling.fill(table, chat_id=OLD)
    filling.close()
    async with open_database(tmp_path / "weilu.db") as database:
        before = {table: await rows_of(database, table, OLD) for table in WITH_CHATS}
        assert set(before) == {table for table, rows in before.items() if rows}, "a table was not filled"
        await move(database)
        for table, rule in registry.TABLES.items():
            if rule.chats and not rule.is_derived:
                assert await rows_of(database, table, NEW) >= before[table], table

"""A store that the first release made, as it lay on the disk, is carried through every migration and goes on in use."""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.backup import backup, restore
from storage.points.ledger_check import audit
from storage.schema_migrations import MIGRATIONS, migrate
from tests.story import EMMA, KITCHEN, OWNER, YINUO, ZIXUAN, Story, told

pytestmark = pytest.mark.of_the_file("the first release's")

DUMP = Path(__file__).with_name("first_release.sql")
DAY = 86_400
"""It was left a day after the stories' noon: 1003 has 71 points and two days in a row, 1004 has 7, 1009 has 17."""


def left_by_the_first_release(path: Path) -> Path:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(DUMP.read_text(encoding="utf-8"))
        connection.execute("PRAGMA journal_mode = WAL")
    return path


def shape(path: Path) -> dict[str, str]:
    """Every table, index and trigger as it is written, spaces and quotes aside."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        )
        return {name: re.sub(r'["\s]+', "", sql) for name, sql in rows}


@pytest.fixture
async def old(tmp_path: Path) -> AsyncIterator[Story]:
    left_by_the_first_release(tmp_path / "weilu.db")
    async with told(tmp_path) as story:
        await story.passes(2 * DAY)
        yield story


def test_it_comes_to_the_shape_of_a_new_one_and_is_whole(tmp_path: Path) -> None:
    old, new = left_by_the_first_release(tmp_path / "old.db"), tmp_path / "new.db"
    applied = migrate(old)
    assert applied == [file.name for file in sorted(MIGRATIONS.glob("*.sql"))][3:]
    migrate(new)
    assert shape(old) == shape(new)
    with contextlib.closing(sqlite3.connect(old)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_each_migration_on_its_own_leaves_it_whole(tmp_path: Path) -> None:
    """An upgrade may be from any version to any later one."""
    store, until = left_by_the_first_release(tmp_path / "weilu.db"), tmp_path / "migrations"
    until.mkdir()
    for number, file in enumerate(sorted(MIGRATIONS.glob("*.sql")), start=1):
        (until / file.name).write_bytes(file.read_bytes())
        if number <= 3:
            continue
        assert migrate(store, until) == [file.name]
        with contextlib.closing(sqlite3.connect(store)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)], file.name
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == [], file.name
    copies = list(tmp_path.glob("weilu.db-v*.bak"))
    assert len(copies) == number - 3


async def test_balances_streaks_and_entries_go_on_where_they_were(old: Story) -> None:
    assert [await old.points_of(who) for who in (YINUO, ZIXUAN, EMMA)] == [71, 7, 17]
    assert "连续 3 天" in (await old.says(YINUO, "签到"))["text"]
    assert await old.points_of(YINUO) == 71 + 12
    await old.says(OWNER, "/undo 7")
    assert await old.points_of(EMMA) == 10
    assert "#6" in (await old.says(ZIXUAN, "/ledger"))["text"]
    assert await audit(old.app.database.reads) == []


async def test_what_came_since_works_on_it(old: Story, tmp_path: Path) -> None:
    await old.says(OWNER, "/lottery new 奖 x1 | ends 2h | price 5")
    await old.presses(YINUO, "参加")
    await old.passes(2 * 3600)
    assert (await old.rows("SELECT state FROM lotteries"))[0]["state"] == "announced"
    await old.says(ZIXUAN, "匿名反馈 说一句心里话", chat=ZIXUAN)
    await old.says(OWNER, "/feedback 1 answer 会改进")
    assert "会改进" in str(old.world.sent(ZIXUAN))
    await old.says(YINUO, "/mydata", chat=YINUO)
    files = [each for each in old.world.files.values() if each.name == "mydata.json"]
    assert "checkins" in json.loads(files[-1].content)["tables"]
    await old.says(EMMA, "签到", chat=KITCHEN)
    await old.does(OWNER, "say", chat_id=KITCHEN, text="早")
    backup(old.config.database, tmp_path / "copy.db")
    await old.end()
    restore(tmp_path / "copy.db", old.config.database, force=True)
    await old.begin()
    assert await audit(old.app.database.reads) == []

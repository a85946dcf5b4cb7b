"""Stories of copies: taken while the bot is busy, put back whole, refused when torn; and of a group's own export."""

from __future__ import annotations

import asyncio
import contextlib
import csv
import io
import json
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from storage import looks
from storage.backup import backup, restore
from storage.chat_export import defused, export_chat
from storage.database import open_database
from storage.points.ledger_check import audit
from storage.schema_migrations import StoreError, migrate
from tests.storage.filled_tables import fill
from tests.story import FORUM, HAORAN, KITCHEN, OWNER, YINUO, ZIXUAN, Story

pytestmark = pytest.mark.of_the_file("copies of it")


def cli(story: Story, *words: str) -> subprocess.CompletedProcess[str]:
    config = story.config.folder / "config.toml"
    return subprocess.run(
        [sys.executable, "-m", "bot", *words, "--config", str(config)], capture_output=True, text=True, check=False
    )


async def sums(path: Path) -> tuple[int, int]:
    """How many entries the ledger has, and how many things do not add up."""
    async with open_database(path) as database:
        rows = await database.reads.all("SELECT count(*) AS entries FROM ledger")
        return rows[0]["entries"], len(await audit(database.reads))


class TestThereAndBack:
    async def test_a_copy_taken_under_load_is_consistent(self, story: Story, tmp_path: Path) -> None:
        copy, elsewhere = tmp_path / "copy.db", tmp_path / "elsewhere.db"
        await story.says(YINUO, "签到")

        async def busy() -> None:
            for number in range(20):
                await story.says(OWNER, f"/grant {YINUO} {number + 1} 忙")

        work = asyncio.get_running_loop().create_task(busy())
        await asyncio.to_thread(backup, story.config.database, copy)
        await work
        restore(copy, elsewhere, force=False)
        entries, wrong = await sums(elsewhere)
        assert 1 <= entries <= 21
        assert wrong == 0

    async def test_by_the_commands_with_the_bot_running(self, story: Story, tmp_path: Path) -> None:
        await story.says(YINUO, "签到")
        copy = tmp_path / "copies.db"
        assert cli(story, "backup", str(copy)).returncode == 0
        assert copy.stat().st_mode & 0o777 == 0o600
        assert looks.copies(story.config.store.path, chat_id=FORUM, since=0, until=2**40) == {"backup": 1}
        used = cli(story, "restore", str(copy), "--force")
        assert used.returncode == 1
        assert "先停下它" in used.stderr
        assert "Traceback" not in used.stderr

    async def test_an_existing_store_is_kept_unless_forced(self, story: Story, tmp_path: Path) -> None:
        copy = tmp_path / "copy.db"
        await story.says(YINUO, "签到")
        backup(story.config.database, copy)
        await story.says(ZIXUAN, "签到")
        await story.end()
        kept = cli(story, "restore", str(copy))
        assert (kept.returncode, "--force" in kept.stderr) == (1, True)
        forced = cli(story, "restore", str(copy), "--force")
        assert forced.returncode == 0, forced.stderr
        assert await sums(story.config.database) == (1, 0)
        assert await sums(story.config.folder / "weilu.db-before-restore.bak") == (2, 0)

    def test_no_row_of_any_table_is_taken_for_damage(self, tmp_path: Path) -> None:
        migrate(tmp_path / "weilu.db")
        fill(tmp_path / "weilu.db")
        with contextlib.closing(sqlite3.connect(tmp_path / "weilu.db")) as connection:
            found = {row[0] for row in connection.execute("PRAGMA integrity_check")}
        assert [each for each in found if not each.startswith("CHECK ")] == [], "the rows go by types alone"

    async def test_the_restored_store_goes_on_where_it_was(self, story: Story, tmp_path: Path) -> None:
        await story.says(YINUO, "签到")
        backup(story.config.database, tmp_path / "copy.db")
        await story.end()
        restore(tmp_path / "copy.db", story.config.database, force=True)
        await story.begin()
        assert "已经签过" in (await story.says(YINUO, "签到"))["text"]


class TestTornCopies:
    @pytest.fixture
    async def copy(self, story: Story, tmp_path: Path) -> Path:
        for who in (YINUO, ZIXUAN, HAORAN):
            await story.says(who, "签到")
        backup(story.config.database, tmp_path / "copy.db")
        return tmp_path / "copy.db"

    @pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
    async def test_one_cut_off_is_refused(self, copy: Path, tmp_path: Path, share: float) -> None:
        content = copy.read_bytes()
        copy.write_bytes(content[: int(len(content) * share)])
        with pytest.raises(StoreError):
            restore(copy, tmp_path / "new.db", force=False)
        assert not (tmp_path / "new.db").exists()

    async def test_one_with_a_single_number_changed_is_refused(self, copy: Path, tmp_path: Path) -> None:
        with sqlite3.connect(copy) as connection:
            connection.execute("UPDATE members SET messages = messages + 1")
        connection.close()
        with pytest.raises(StoreError, match="torn"):
            restore(copy, tmp_path / "new.db", force=False)

    async def test_one_with_a_page_of_nothing_is_refused(self, copy: Path, tmp_path: Path) -> None:
        content = bytearray(copy.read_bytes())
        content[4096 * 3 : 4096 * 4] = bytes(4096)
        copy.write_bytes(content)
        with pytest.raises(StoreError):
            restore(copy, tmp_path / "new.db", force=False)

    async def test_another_programs_database_is_refused(self, tmp_path: Path) -> None:
        with sqlite3.connect(tmp_path / "other.db") as connection:
            connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.close()
        with pytest.raises(StoreError, match="no copy"):
            restore(tmp_path / "other.db", tmp_path / "new.db", force=False)

    async def test_one_of_a_newer_version_is_refused(self, copy: Path, tmp_path: Path) -> None:
        with sqlite3.connect(copy) as connection:
            connection.execute("INSERT INTO migrations VALUES ('9999_future.sql', 0)")
        connection.close()
        with pytest.raises(StoreError, match="9999_future"):
            restore(copy, tmp_path / "new.db", force=False)

    def test_what_is_not_there_is_said_plainly(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="no store"):
            backup(tmp_path / "none.db", tmp_path / "copy.db")
        with pytest.raises(StoreError, match="no copy"):
            restore(tmp_path / "none.db", tmp_path / "new.db", force=False)


class TestAGroupsExport:
    async def test_everything_of_one_group_and_nothing_of_another(self, story: Story) -> None:
        await story.says(YINUO, "签到")
        await story.says(HAORAN, "签到", chat=KITCHEN)
        file = story.config.folder / "group.json"
        done = cli(story, "export-chat", str(FORUM), str(file))
        assert done.returncode == 0, done.stderr
        for each, copies in ((FORUM, {"chat_file": 1}), (KITCHEN, {})):
            assert looks.copies(story.config.store.path, chat_id=each, since=0, until=2**40) == copies
        told = json.loads(file.read_text(encoding="utf-8"))
        assert told["chat_id"] == FORUM
        assert [row["to_account"] for row in told["tables"]["ledger"]] == [YINUO]
        assert {row["chat_id"] for table in told["tables"].values() for row in table if "chat_id" in row} == {FORUM}
        assert [row["user_id"] for row in told["tables"]["people"]] == [YINUO]

    async def test_as_sheets_words_are_words_and_never_formulas(self, story: Story) -> None:
        await story.says(YINUO, "签到")
        await story.says(OWNER, f'/grant {YINUO} 5 =HYPERLINK("http://x","y")')
        file = story.config.folder / "group.zip"
        export_chat(story.config.database, chat_id=FORUM, file=file)
        with zipfile.ZipFile(file) as archive:
            sheet = list(csv.DictReader(io.StringIO(archive.read("ledger.csv").decode("utf-8-sig"))))
        assert sheet[-1]["reason"] == '\'=HYPERLINK("http://x","y")'
        assert sheet[-1]["chat_id"] == str(FORUM)

    async def test_an_unknown_group_is_said_plainly(self, story: Story) -> None:
        done = cli(story, "export-chat", "-42", str(story.config.folder / "x.json"))
        assert (done.returncode, "没有群 -42" in done.stderr) == (1, True)
        assert not (story.config.folder / "x.json").exists()

    @pytest.mark.parametrize("word", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
    def test_whatever_a_formula_begins_with_is_defused(self, word: str) -> None:
        assert defused(word) == "'" + word

    @pytest.mark.parametrize("value", ["签到", "1+1", -5, None, ""])
    def test_whatever_no_formula_begins_with_is_left_alone(self, value: object) -> None:
        assert defused(value) == value

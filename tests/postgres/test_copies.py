"""Stories of copies of a store on PostgreSQL: taken while the bot runs, put back whole, refused when torn."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import asyncpg
import pytest

from storage.database import open_database
from storage.engines.postgres_backup import backup, restore
from storage.points.ledger_check import audit
from storage.schema_migrations import StoreError
from tests.story import FORUM, OWNER, YINUO, Story


async def cli(story: Story, *words: str) -> subprocess.CompletedProcess[str]:
    """The world goes on meanwhile."""
    command = [sys.executable, "-m", "bot", *words, "--config", str(story.config.folder / "config.toml")]
    return await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, check=False)


async def test_there_and_back_by_the_commands(story: Story, tmp_path: Path) -> None:
    copy = tmp_path / "copy.zip"
    await story.says(YINUO, "签到")
    made = await cli(story, "backup", str(copy))
    assert (made.returncode, made.stderr) == (0, "")
    assert copy.stat().st_mode & 0o777 == 0o600
    assert await story.points_of(YINUO) == 10
    await story.says(OWNER, f"/grant {YINUO} 5 好")
    refused = await cli(story, "restore", str(copy), "--force")
    assert refused.returncode == 1
    assert "正由 weilu" in refused.stderr
    await story.end()
    assert "--force" in (await cli(story, "restore", str(copy))).stderr
    back = await cli(story, "restore", str(copy), "--force")
    assert back.stdout.endswith("原来的挪到了 before_restore_1\n")
    await story.begin()
    assert await story.points_of(YINUO) == 10
    assert await audit(story.app.database.reads) == []


async def test_a_groups_export_and_a_rehearsal_read_one_moment_of_it(story: Story, tmp_path: Path) -> None:
    await story.says(YINUO, "签到")
    made = await cli(story, "export-chat", str(FORUM), str(tmp_path / "group.json"))
    assert (made.returncode, made.stderr) == (0, "")
    tables = json.loads((tmp_path / "group.json").read_text())["tables"]
    assert [row["amount"] for row in tables["ledger"]] == [10]
    rehearsed = await cli(story, "simulate", "--from", "2027-01-17", "--to", "2027-01-17")
    assert rehearsed.returncode == 0


async def test_what_is_torn_is_refused_and_what_was_there_stays(story: Story, tmp_path: Path) -> None:
    copy, torn = tmp_path / "copy.zip", tmp_path / "torn.zip"
    await story.says(YINUO, "签到")
    await backup(story.config.store, copy)
    with zipfile.ZipFile(copy) as archive, zipfile.ZipFile(torn, "w") as other:
        other.comment = archive.comment
        proof = json.loads(archive.read("weilu.json"))
        proof["digests"]["ledger"] = "0" * 64
        other.writestr("weilu.json", json.dumps(proof))
        other.writestr("store.dump", archive.read("store.dump"))
    await story.end()
    with pytest.raises(StoreError, match="is torn"):
        await restore(torn, story.config.store, force=True)
    with pytest.raises(StoreError, match="is no copy"):
        await restore(story.config.folder / "config.toml", story.config.store, force=True)
    async with open_database(story.config.store) as database:
        assert await database.reads.number("SELECT balance FROM balances WHERE account = :id", {"id": YINUO}) == 10
    connection = await asyncpg.connect(story.config.store.url)
    assert await connection.fetchval("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'before%'") == 0
    await connection.close()


async def test_the_doctor_knows_the_engine(story: Story) -> None:
    await story.says(OWNER, "/doctor")
    told = [message["text"] for chat in (OWNER, FORUM) for message in story.world.sent(chat) if "text" in message]
    assert any("MB，PostgreSQL）" in text for text in told)

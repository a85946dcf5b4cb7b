"""Stories of what others on the machine may read: nothing the bot writes, and what it finds open it closes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.private_files import exposed
from storage.schema_migrations import MIGRATIONS, migrate
from tests.story import FORUM, OWNER, YINUO, Story

pytestmark = pytest.mark.of_the_file("who may read it")


@pytest.fixture(autouse=True)
def _generous_umask() -> Iterator[None]:
    before = os.umask(0o002)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    return {str(each.relative_to(folder)): f"{each.stat().st_mode & 0o777:o}" for each in folder.rglob("*")}


def check(story: Story) -> str:
    words = [sys.executable, "-m", "bot", "check", "--config", str(story.config.folder / "config.toml")]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


async def draws(story: Story) -> None:
    await story.says(OWNER, "/lottery new 奖 x1 | ends manual")
    await story.presses(YINUO, "参加")
    await story.says(OWNER, "/lottery draw 1")


async def test_whatever_the_bot_writes_is_for_its_user_alone(story: Story) -> None:
    await draws(story)
    found = modes(story.config.folder)
    assert {"weilu.db", "weilu.db-wal", "weilu.db.secret", "lotteries", "lotteries/lottery-1.json"} <= found.keys()
    assert {name: mode for name, mode in found.items() if mode not in ("600", "700")} == {}


async def test_a_start_closes_what_an_earlier_one_left_open(story: Story) -> None:
    await draws(story)
    await story.end()
    folder = story.config.folder
    (folder / "weilu.db-v0003.bak").touch()
    for name in modes(folder):
        (folder / name).chmod(0o775 if (folder / name).is_dir() else 0o664)
    told = check(story)
    assert "warning storage.path: weilu.db.secret 会被这台机器上的别人读到，写的是 664，chmod 600" in told
    assert "lotteries 会被这台机器上的别人读到，写的是 775，chmod 700" in told
    await story.begin()
    assert exposed(story.config.database, folder) == []
    assert "会被这台机器上的别人读到" not in check(story)


async def test_what_is_opened_while_the_bot_runs_is_named_by_doctor(story: Story) -> None:
    assert "chmod" not in (await story.says(OWNER, "/doctor", chat=FORUM))["text"]
    (story.config.folder / "weilu.db").chmod(0o644)
    told = (await story.says(OWNER, "/doctor", chat=FORUM))["text"]
    assert "weilu.db" in told
    assert "chmod 600" in told


def test_the_copy_before_an_upgrade_is_as_private_and_whole_or_not_there(tmp_path: Path) -> None:
    store, earlier = tmp_path / "weilu.db", tmp_path / "earlier"
    earlier.mkdir()
    for file in sorted(MIGRATIONS.glob("*.sql"))[:3]:
        (earlier / file.name).write_bytes(file.read_bytes())
    migrate(store, earlier)
    (tmp_path / ".weilu.db-v0003.bak.partial").write_bytes(b"what a full disk left")
    migrate(store)
    copy = tmp_path / "weilu.db-v0003.bak"
    assert copy.read_bytes().startswith(b"SQLite format 3")
    assert modes(tmp_path) == {
        **dict.fromkeys(("weilu.db", "weilu.db-v0003.bak"), "600"),
        **{name: mode for name, mode in modes(tmp_path).items() if name.startswith("earlier")},
    }

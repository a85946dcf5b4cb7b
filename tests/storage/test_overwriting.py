"""Stories of an operator's hand: whatever path is given, a copy or an export replaces nothing but its own kind."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from storage.backup import backup, restore
from storage.chat_export import export_chat
from storage.points.ledger_check import audit
from storage.schema_migrations import StoreError
from tests.story import FORUM, YINUO, ZIXUAN, Story

pytestmark = pytest.mark.of_the_file("what lies at its path")

OWN = (
    *("weilu.db", "weilu.db-wal", "weilu.db-shm", "weilu.db-journal", "weilu.db.secret", "weilu.db.lock"),
    *("weilu.db-v0003.bak", "weilu.db-before-restore.bak", "config.toml", "schedule.d/year.toml"),
)
"""Everything beside a store that an operator may name by mistake."""

COMMANDS = {"backup": ["backup"], "export-chat": ["export-chat", str(FORUM)]}


@contextlib.contextmanager
def linked(link: Path, make: Callable[[], object]) -> Iterator[Path]:
    make()
    yield link
    link.unlink()


def spelled(file: Path) -> AbstractContextManager[Path]:
    return contextlib.nullcontext(file)


def through_a_link(file: Path) -> AbstractContextManager[Path]:
    link = file.parent.parent / "link"
    return linked(link, lambda: link.symlink_to(file))


def through_a_link_to_the_folder(file: Path) -> AbstractContextManager[Path]:
    link = file.parent.parent / "elsewhere"
    link.unlink(missing_ok=True)
    link.symlink_to(file.parent)
    return contextlib.nullcontext(link / file.name)


def as_a_hard_link(file: Path) -> AbstractContextManager[Path]:
    link = file.parent.parent / "twin"
    return linked(link, lambda: os.link(file, link)) if file.exists() else spelled(file)


def by_a_detour(file: Path) -> AbstractContextManager[Path]:
    return contextlib.nullcontext(file.parent / ".." / file.parent.name / file.name)


def relative(file: Path) -> AbstractContextManager[Path]:
    return contextlib.nullcontext(Path(os.path.relpath(file)))


def in_capitals(file: Path) -> AbstractContextManager[Path]:
    return contextlib.nullcontext(file.with_name(file.name.upper()))


SPELLINGS: tuple[Callable[[Path], AbstractContextManager[Path]], ...] = (
    *(spelled, through_a_link, through_a_link_to_the_folder, as_a_hard_link, by_a_detour, relative, in_capitals),
)


def cli(story: Story, *words: str) -> subprocess.CompletedProcess[str]:
    config = story.config.folder / "config.toml"
    return subprocess.run(
        [sys.executable, "-m", "bot", *words, "--config", str(config)], capture_output=True, text=True, check=False
    )


def contents(folder: Path) -> dict[str, bytes]:
    """What the files of the operator hold; the store itself is at work."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("weilu.db-")]
    return {str(path): path.read_bytes() for path in files if path.name not in ("weilu.db", "WEILU.DB")}


@pytest.fixture
def home(story: Story) -> Path:
    """The folder of a running bot with every kind of file in it."""
    folder = story.config.folder
    (folder / "schedule.d").mkdir()
    (folder / "schedule.d" / "year.toml").write_text('[[schedule]]\nname = "早"\ncron = "0 9 * * *"\ntext = "早"\n')
    backup(story.config.database, folder / "copy.db")
    for name in ("weilu.db-v0003.bak", "weilu.db-before-restore.bak"):
        (folder / name).write_bytes((folder / "copy.db").read_bytes())
    return folder


@pytest.mark.parametrize("command", COMMANDS)
async def test_the_store_outlives_a_copy_onto_itself_while_the_bot_runs(story: Story, command: str) -> None:
    await story.says(YINUO, "签到")
    done = cli(story, *COMMANDS[command], str(story.config.database))
    assert (done.returncode, "机器人要用的" in done.stderr) == (1, True), done.stderr
    await story.says(ZIXUAN, "签到")
    await story.restart()
    assert await audit(story.app.database.reads) == []
    assert await story.rows("SELECT count(*) AS entries FROM ledger") == [{"entries": 2}]


@pytest.mark.parametrize("spelling", SPELLINGS, ids=lambda spelling: spelling.__name__)
async def test_no_file_of_the_bots_own_is_ever_replaced(
    home: Path, story: Story, spelling: Callable[[Path], AbstractContextManager[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    before, store, kept = contents(home), story.config.database, story.config.files
    refused = "which the bot needs|where the bot reads"
    for name in OWN:
        with spelling(home / name) as target:
            with pytest.raises(StoreError, match=refused):
                backup(store, target, kept=kept)
            with pytest.raises(StoreError, match=refused):
                export_chat(store, chat_id=FORUM, file=target, kept=kept)
    assert contents(home) == before


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", ["config.toml", "schedule.d/year.toml", "schedule.d/new.toml", "weilu.db.secret"])
async def test_the_commands_know_which_files_the_config_names(
    home: Path, story: Story, command: str, name: str
) -> None:
    before = contents(home)
    done = cli(story, *COMMANDS[command], str(home / name))
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert "机器人" in done.stderr
    assert contents(home) == before


STRANGERS = {
    "a letter": b"Dear operator",
    "an empty file": b"",
    "a database of another program": b"SQLite format 3\x00" + b"\x10\x00\x01\x01" + bytes(76),
    "an archive of another program": b"PK\x05\x06" + bytes(18),
    "a cut head": b"SQLite",
}


@pytest.mark.parametrize("content", STRANGERS.values(), ids=STRANGERS.keys())
async def test_a_strangers_file_is_left_as_it_is(story: Story, tmp_path: Path, content: bytes) -> None:
    file, store = tmp_path / "theirs.zip", story.config.database
    file.write_bytes(content)
    with pytest.raises(StoreError, match="no earlier copy"):
        backup(store, file)
    with pytest.raises(StoreError, match="no earlier copy"):
        export_chat(store, chat_id=FORUM, file=file)
    assert file.read_bytes() == content
    assert not list(tmp_path.glob(".*.partial"))


async def test_what_is_no_file_is_refused_with_a_sentence(story: Story, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for target, words in (
        (pipe, "不是普通文件"),
        (Path("/dev/null"), "不是普通文件"),
        (tmp_path / "a" / "b", "没有文件夹"),
    ):
        for command in COMMANDS.values():
            done = cli(story, *command, str(target))
            assert (done.returncode, words in done.stderr) == (1, True), done.stderr


@pytest.mark.parametrize("name", ["copy.db", "copy.json", "copy.zip"])
async def test_an_earlier_copy_is_replaced_and_a_link_to_it_stays_a_link(
    story: Story, tmp_path: Path, name: str
) -> None:
    command = COMMANDS["backup" if name.endswith(".db") else "export-chat"]
    (tmp_path / "far").mkdir()
    file, link = tmp_path / "far" / name, tmp_path / name
    link.symlink_to(file)
    await story.says(YINUO, "签到")
    assert cli(story, *command, str(link)).returncode == 0
    first = file.read_bytes()
    await story.says(ZIXUAN, "签到")
    assert cli(story, *command, str(link)).returncode == 0
    assert link.is_symlink()
    assert file.read_bytes() != first
    assert file.stat().st_mode & 0o777 == 0o600


async def test_a_copy_and_an_export_do_not_replace_each_other(story: Story, tmp_path: Path) -> None:
    copy, export = tmp_path / "copy", tmp_path / "export"
    await story.says(YINUO, "签到")
    assert cli(story, *COMMANDS["backup"], str(copy)).returncode == 0
    assert cli(story, *COMMANDS["export-chat"], str(export)).returncode == 0
    assert cli(story, *COMMANDS["backup"], str(export)).returncode == 1
    assert cli(story, *COMMANDS["export-chat"], str(copy)).returncode == 1


async def test_another_bots_store_is_no_earlier_copy(story: Story, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    backup(story.config.database, tmp_path / "copy.db")
    restore(tmp_path / "copy.db", other, force=False)
    before = other.read_bytes()
    done = cli(story, "backup", str(other))
    assert (done.returncode, "又不是这个命令以前做的备份" in done.stderr) == (1, True), done.stderr
    assert other.read_bytes() == before


async def test_a_copy_that_a_bot_has_opened_is_a_store_from_then_on(story: Story, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    backup(story.config.database, copy)
    await story.end()
    store = story.config.database
    store.rename(tmp_path / "aside.db")
    copy.rename(store)
    await story.begin()
    await story.end()
    store.rename(copy)
    (tmp_path / "aside.db").rename(store)
    await story.begin()
    assert cli(story, "backup", str(copy)).returncode == 1


async def test_every_restore_keeps_what_was_there_under_a_new_name(story: Story, tmp_path: Path) -> None:
    copy, store = tmp_path / "copy.db", story.config.database
    backup(store, copy)
    await story.end()
    first, second = (restore(copy, store, force=True) for _ in range(2))
    assert first is not None
    assert second is not None
    assert first != second
    assert first.exists()
    assert second.exists()
    await story.begin()

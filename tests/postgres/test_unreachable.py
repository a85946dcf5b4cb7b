"""Every command of the terminal whose store is on a server that does not answer: a sentence, and no password in it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from tests.cli.program import config

NOWHERE = "postgresql://weilu:geheim@127.0.0.1:1/weilu"
COMMANDS = {
    "run": "run",
    "freeze": "freeze",
    "thaw": "thaw",
    "backup": "backup copy.zip",
    "restore": "restore store.zip --force",
    "export-chat": "export-chat -1001 group.json",
    "import-history": "import-history result.json --chat -1001",
    "simulate": "simulate --from 2027-01-17 --to 2027-01-17",
    "move": "move --to moved.db",
}
APART = {
    "init": "writes a config file",
    "play": "has a store of its own",
    "check": "reads the config file",
    "health": "asks the running bot",
    "console": "goes by the secret",
    "check-bank": "reads a file",
    "verify-lottery": "reads a file",
    "score": "reads lines",
}
"""Commands that ask no store, and why."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("result.json").write_text('{"id": 1001, "type": "private_supergroup", "messages": []}')
    with zipfile.ZipFile("store.zip", "w") as copy:
        copy.comment = b"weilu-postgresql/1"
    return tmp_path


def said(words: str, path: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, [*words.split(), "--config", path])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


@pytest.mark.parametrize("command", COMMANDS)
def test_a_store_that_cannot_be_reached_is_a_sentence(folder: Path, command: str) -> None:
    path = config(folder, "http://127.0.0.1:1", f'[storage]\nurl = "{NOWHERE}"\n')
    code, words = said(COMMANDS[command], path)
    assert (code, "数据库 postgresql://127.0.0.1:1/weilu 连不上" in words) == (1, True), words
    assert "geheim" not in words


def test_a_place_to_move_to_that_cannot_be_reached_is_named(folder: Path) -> None:
    code, words = said(f"move --to {NOWHERE}", config(folder, "http://127.0.0.1:1"))
    assert (code, "数据库 postgresql://127.0.0.1:1/weilu 连不上" in words) == (1, True), words
    assert "geheim" not in words


def test_every_command_is_among_them_or_asks_no_store() -> None:
    assert set(main.commands) == COMMANDS.keys() | APART.keys()

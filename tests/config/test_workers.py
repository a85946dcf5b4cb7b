"""Several workers on one token: what they need, said in the config's check."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import check

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
SHARED = '[storage]\nurl = "postgresql://weilu@127.0.0.1/weilu"\nworkers = true\n'


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("[storage]\nworkers = true\n", ["needs a PostgreSQL database to share"]),
        (
            f'{SHARED}[[bots]]\nname = "tea"\ntoken = "{TOKEN}"\n[[bots]]\nname = "club"\ntoken = "1{TOKEN}"\n',
            ["is for one bot, and there are several"],
        ),
        (SHARED, []),
    ],
)
def test_they_need_a_database_and_one_bot(tmp_path: Path, words: str, found: list[str]) -> None:
    path = tmp_path / "config.toml"
    path.write_text(words, encoding="utf-8")
    path.chmod(0o600)
    environment = {} if "bots" in words else {"BOT_TOKEN": TOKEN}
    assert [each.what for each in check(path, environment) if each.level == "error"] == found

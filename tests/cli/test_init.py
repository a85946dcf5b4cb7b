"""Stories of `weilu init`: a few questions make a file that `check` accepts and nobody else can read."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.config import check, load

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"


def ran(path: Path, *options: str, typed: str = "", **environ: str | None) -> Result:
    environment: dict[str, str | None] = {"BOT_TOKEN": None, "LC_ALL": "C.UTF-8", **environ}
    return CliRunner().invoke(main, ["init", "--config", str(path), *options], input=typed, env=environment)


def test_with_yes_a_token_is_enough(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    done = ran(path, "--yes", BOT_TOKEN=TOKEN)
    assert done.exit_code == 0, done.output
    assert f"ok: {path} 可以用" in done.output
    assert TOKEN not in done.output
    assert path.stat().st_mode & 0o777 == 0o600
    config = load(path, {})
    assert config.telegram.token.get_secret_value() == TOKEN
    assert (config.community.locale, config.community.timezone) == ("zh-Hans", "Asia/Shanghai")


@pytest.mark.filterwarnings("ignore::getpass.GetPassWarning")
def test_what_is_asked_is_asked_again_until_it_can_be_used(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    done = ran(path, typed=f"2\nno token\n{TOKEN}\nMars\n\n-100123\n12，13\n")
    assert done.exit_code == 0, done.output
    for complaint in ("這不像 token", "沒有這個時區", "使用者 ID 是正整數"):
        assert complaint in done.output
    config = load(path, {})
    assert config.access.operators == (12, 13)
    assert (config.community.locale, config.community.timezone) == ("zh-Hant", "Asia/Taipei")


def test_a_file_that_is_there_is_left_alone_and_speaks_its_own_language(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[community]\nlocale = "en"\n', encoding="utf-8")
    done = ran(path, "--yes", BOT_TOKEN=TOKEN)
    assert (done.exit_code, "was left alone" in done.output) == (1, True)
    assert path.read_text(encoding="utf-8") == '[community]\nlocale = "en"\n'


def test_without_a_token_nothing_is_written(tmp_path: Path) -> None:
    done = ran(tmp_path / "config.toml", "--yes", LC_ALL="zh_TW.UTF-8")
    assert (done.exit_code, "沒有 token" in done.output) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_where_no_file_can_be_made_a_sentence_says_so(tmp_path: Path) -> None:
    done = ran(tmp_path / "nowhere" / "config.toml", "--yes", BOT_TOKEN=TOKEN)
    assert (done.exit_code, "写不进去" in done.output) == (1, True)


def test_every_setting_can_be_seen_where_no_checkout_is(tmp_path: Path) -> None:
    done = ran(tmp_path / "config.toml", "--example")
    (tmp_path / "all.toml").write_text(done.output, encoding="utf-8")
    assert [each.where for each in check(tmp_path / "all.toml", {"BOT_TOKEN": TOKEN}) if each.level == "error"] == []
    assert "[points]" in done.output
    assert not (tmp_path / "config.toml").exists()

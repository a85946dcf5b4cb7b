"""Stories of files that cannot be read as they are: every finding is named, and none shows a secret."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.config import load
from tests.config.findings import TOKEN, Write, errors, lines, the_error


class TestFilesThatCannotBeRead:
    def test_a_slip_of_syntax_names_line_and_column_and_shows_the_line(self, write: Write) -> None:
        told = the_error(write("[points]\nactivity = true\ngrant_max = = 3\n"))
        assert told.startswith("config.toml line 3 column 13: is not TOML, seen ")
        assert '"grant_max = = 3"' in told

    def test_an_unfinished_file_names_its_end(self, write: Write) -> None:
        assert the_error(write("[points]\nx = [1,")).startswith("config.toml line 2 column 8: is not TOML")

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            ("[points]".encode("utf-16"), "is UTF-16, save it as UTF-8"),
            ("[points]\n# 积分".encode("gbk"), "config.toml:2: is not UTF-8, seen byte 0xbb"),
            (b"x = " + b"[" * 5000, "cannot be read as TOML"),
            (b"x = " + b"9" * 5000, "cannot be read as TOML"),
            (b"#" * 8_000_001, "larger than 8 megabytes"),
        ],
    )
    def test_strange_content_is_told_plainly(self, write: Write, content: bytes, told: str) -> None:
        assert told in the_error(write(content))

    def test_no_file_at_all(self, tmp_path: Path) -> None:
        assert "does not exist" in the_error(tmp_path / "config.toml")

    def test_a_folder_in_place_of_a_file(self, tmp_path: Path) -> None:
        assert "is a directory" in the_error(tmp_path)

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_a_file_of_somebody_elses(self, write: Write) -> None:
        path = write("")
        path.chmod(0)
        assert "may not be read" in the_error(path)


class TestSecrets:
    @pytest.mark.parametrize(
        "text",
        [
            f'telegram.token = "{TOKEN} "',
            f'telegram.token = "{TOKEN}',
            f'telegram.tokn = "{TOKEN}"',
            f'telegram.token = ["{TOKEN}"]',
            f'telegram = "{TOKEN}"',
            f'telegram.base_url = "https://api.telegram.org/bot{TOKEN}/ x"',
            f'telegram.mode = "{TOKEN}"',
            f'[telegram."{TOKEN}"]',
            f"telegram.token = {TOKEN}",
            f'telegram.webhook.secret = "{TOKEN}!"',
            f'[[schedule]]\nname = "{TOKEN}"',
        ],
    )
    def test_no_finding_shows_one(self, write: Write, text: str) -> None:
        shown = "\n".join(lines(write(text)))
        assert shown
        assert TOKEN[10:30] not in shown

    def test_no_finding_shows_even_a_short_one(self, write: Write) -> None:
        path = write('telegram = { token = "5-hush", webhook = { secret = "hush hush" } }')
        assert len(errors(path)) == 2
        assert "hush" not in "".join(lines(path))

    def test_the_config_itself_shows_none(self, write: Write) -> None:
        config = load(write('telegram.webhook.secret = "hush-hush"'), {"BOT_TOKEN": TOKEN})
        assert TOKEN[10:] not in f"{config} {config!r} {config.telegram} {config.model_dump()}"
        assert "hush" not in f"{config} {config!r} {config.telegram} {config.model_dump()}"


class TestWarnings:
    def test_a_tidy_file_has_none(self, write: Write) -> None:
        assert lines(write(f'telegram.token = "{TOKEN}"\naccess.operators = [5]')) == []

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("", "warning access.operators: is empty"),
            ('access.operators = [5]\ntelegram.pace = "none"', "warning telegram.pace: "),
            ('access.operators = [5]\ntelegram.base_url = "http://bots.example.org"', "warning telegram.base_url: "),
            ("access.operators = [5]\npoints.grant_daily = 100", "warning points.grant_max: "),
            (
                'access.operators = [5]\ntelegram.mode = "webhook"\n'
                'telegram.webhook = {public_url = "https://x.org", secret = "hush"}',
                "warning telegram.webhook.secret: may be guessed",
            ),
        ],
    )
    def test_what_is_unwise_is_said_and_allowed(self, write: Write, text: str, told: str) -> None:
        path = write(text)
        (line,) = lines(path, BOT_TOKEN=TOKEN)
        assert line.startswith(told)
        assert load(path, {"BOT_TOKEN": TOKEN})

    def test_a_file_with_the_token_that_everybody_may_read(self, write: Write) -> None:
        path = write(f'telegram.token = "{TOKEN}"\naccess.operators = [5]')
        path.chmod(0o644)
        (line,) = lines(path)
        assert "chmod 600 config.toml" in line

    def test_a_token_that_was_cut_short(self, write: Write) -> None:
        (line,) = lines(write('telegram.token = "123456789:AAbb"\naccess.operators = [5]'))
        assert line.startswith("warning telegram.token: ")
        assert "AAbb" not in line

"""Stories of terminals that cannot write everything, and of strange arguments: a sentence, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main

ENCODINGS = ("ascii", "gbk")
CONFIG = """
[telegram]
token = "12345678:playground-token-for-weilu-only"
[[schedule]]
name = "早🌞"
cron = "0 9 * * *"
text = "早"
"""


def ran(*words: str, encoding: str = "utf-8", spoken: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    return subprocess.run(
        [sys.executable, "-m", "bot", *words], input=spoken, capture_output=True, env=environment, check=False
    )


@pytest.fixture
def config(tmp_path: Path) -> str:
    path = tmp_path / "config.toml"
    path.write_text(CONFIG, encoding="utf-8")
    path.chmod(0o600)
    return str(path)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_command_speaks_in_any_encoding(config: str, encoding: str) -> None:
    for words in (["--help"], ["run", "--help"], ["check", "--config", config], ["check", "--config", "没有🌞.toml"]):
        done = ran(*words, encoding=encoding)
        assert b"Traceback" not in done.stderr, done.stderr.decode(errors="replace")
        assert done.stdout


def test_what_an_encoding_cannot_write_is_escaped_and_all_else_is_written(config: str) -> None:
    shown = ran("check", "--config", config, encoding="gbk").stdout.decode("gbk")
    assert '"早\\U0001f31e"' in shown


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_score_is_utf8_whatever_the_terminal_is(encoding: str) -> None:
    done = ran("score", encoding=encoding, spoken="气死我了\n今天好开心\n".encode())
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    assert len(done.stdout.decode("utf-8").splitlines()) == 2
    assert done.stdout == ran("score", spoken="气死我了\n今天好开心\n".encode()).stdout


def refused(*words: str) -> None:
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 2, done.output
    assert isinstance(done.exception, SystemExit)


@pytest.mark.parametrize("moment", ["0001-01-01", "1999-12-31", "2100-01-01", "9999-12-31", "9999-12-31 23:59", "昨天"])
def test_a_moment_out_of_reach_is_refused_with_a_sentence(config: str, moment: str) -> None:
    refused("simulate", "--from", moment, "--to", "2027-01-02", "--config", config)
    refused("simulate", "--from", "2027-01-01", "--to", moment, "--config", config)


@pytest.mark.parametrize("number", ["99999999999999999999", "-99999999999999999999", "x"])
def test_a_chats_number_out_of_reach_is_refused_with_a_sentence(config: str, tmp_path: Path, number: str) -> None:
    refused("export-chat", "--config", config, "--", number, str(tmp_path / "x.json"))


@pytest.mark.parametrize(
    ("proxies", "is_named"),
    [
        ({"HTTPS_PROXY": "socks5://user:hush@127.0.0.1:7890"}, True),
        ({"all_proxy": "socks5h://127.0.0.1:7890"}, True),
        ({"https_proxy": "http://127.0.0.1:7890", "all_proxy": "socks5://127.0.0.1:7890"}, False),
        ({"http_proxy": "socks5://127.0.0.1:7890"}, False),
        ({"ALL_PROXY": "socks5://127.0.0.1:7890", "NO_PROXY": "api.telegram.org"}, False),
        ({"ALL_PROXY": "127.0.0.1:7890"}, False),
    ],
)
def test_a_proxy_that_cannot_be_used_is_named_and_none_that_is_in_nobodys_way(
    config: str, monkeypatch: pytest.MonkeyPatch, proxies: dict[str, str], *, is_named: bool
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name, value in proxies.items():
        monkeypatch.setenv(name, value)
    done = CliRunner().invoke(main, ["check", "--config", config])
    assert done.exit_code == 0
    assert ("warning environment: HTTPS_PROXY 或 ALL_PROXY 写的是 socks" in done.output) == is_named
    assert "hush" not in done.output
    Path(config).write_text(CONFIG.replace("[[", 'base_url = "http://127.0.0.1:8081"\n[[', 1), encoding="utf-8")
    assert "warning environment" not in CliRunner().invoke(main, ["check", "--config", config]).output


def test_a_shell_completes_commands_and_options() -> None:
    for typed, meant in (("weilu back", "backup"), ("weilu export", "export-chat"), ("weilu run --con", "--config")):
        words = {"_WEILU_COMPLETE": "bash_complete", "COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
        done = CliRunner().invoke(main, prog_name="weilu", env=words)
        assert done.output == f"plain,{meant}\n"

"""Stories of terminals that cannot write everything, and of strange arguments: a sentence, never a traceback."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.cli.helping import paragraphs
from bot.texts.sentences import Locale
from bot.texts.translation import phrases

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


def said_by_help(command: click.Command) -> Iterator[str]:
    yield from paragraphs(command.help or "")
    yield from [
        each.help for each in command.params if isinstance(each, click.Option) and each.help and not each.hidden
    ]
    for each in command.commands.values() if isinstance(command, click.Group) else ():
        yield from said_by_help(each)


@pytest.mark.parametrize("locale", ["zh-Hans", "zh-Hant"])
def test_every_sentence_of_the_help_is_in_the_machines_language(locale: Locale) -> None:
    told = {" ".join(each.split()) for each in said_by_help(main)}
    assert len(told) > 30
    assert told <= set(phrases(locale, "help"))


def test_no_sentence_of_the_help_is_shown_in_english_to_whoever_reads_chinese() -> None:
    """The list of all commands, and each one's own page, whatever paragraphs it has."""
    for name, command in {"": main, **main.commands}.items():
        words = [name, "--help"] if name else ["--help"]
        shown = CliRunner(env={"LC_ALL": "zh_CN.UTF-8"}).invoke(main, words, terminal_width=110).output
        read = " ".join(shown.split())
        begun = {" ".join(each.split()[:3]) for each in said_by_help(main if not name else command)}
        assert [each for each in begun if each in read] == [], name


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--help"], "  play            不用 token，在这台机器上什么都能试\n"),
        (["play", "--help"], "写 0 就随便用一个空着的端口  [默认: 8080; 0<=x<=65535]"),
        (["play", "--help"], "选项：\n"),
        (["pley"], "错误：没有命令 pley，是不是 'play'？"),
        (["play", "--prot", "1"], "错误：没有选项 --prot，是不是 '--port'？"),
        (["play", "--port", "x"], "错误：'--port' 不对：x 不是整数"),
        (["play", "--port", "70000"], "错误：'--port' 不对：70000 不在 0<=x<=65535 里"),
        (["simulate", "--from", "x"], "错误：少了选项 --to"),
        (["backup"], "错误：少了 FILE"),
        (["backup", "a", "b"], "错误：多了 b"),
        (["move", "--to"], "错误：选项 --to 后面要写值"),
        (["verify-lottery", "没有.json"], "错误：'FILE' 不对：没有文件 没有.json"),
        (["check-bank", "没有.csv"], "怎么用：main check-bank --help"),
    ],
)
def test_help_and_slips_of_the_hand_are_told_in_the_machines_language(words: list[str], said: str) -> None:
    done = CliRunner(env={"LC_ALL": "zh_CN.UTF-8"}).invoke(main, words, terminal_width=110)
    assert said in done.output
    english = CliRunner(env={"LC_ALL": "en_GB.UTF-8"}).invoke(main, words, terminal_width=110)
    assert not re.search("[\u4e00-\u9fff]", english.output.replace("没有", "").replace("围炉", ""))
    assert done.exit_code == english.exit_code == (0 if "--help" in words else 2)

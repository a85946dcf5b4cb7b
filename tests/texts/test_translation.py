"""What the code says to operators in English has its Chinese, and every piece of it that is filled in arrives."""

from __future__ import annotations

import ast
import functools
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.operations import logs
from bot.texts.sentences import Locale
from bot.texts.translation import phrases, translated
from tests.texts.test_glossary import offences

ROOT = Path(__file__).parents[2]
CHINESE: tuple[Locale, ...] = ("zh-Hans", "zh-Hant")
SOURCES = [
    *sorted((ROOT / "bot/config").glob("*.py")),
    *(ROOT / f"bot/cli/{name}.py" for name in ("upcoming", "conflicts")),
    *(ROOT / f"bot/domain/schedule/{name}.py" for name in ("cron", "markup", "wording")),
]
NO_SENTENCES = re.compile(
    r"Question \| |^\{[^}]*\}[ :]|^[\d*@, :]+$|utc\+8| (?:hk|亚|台北)|hongkong|taiwan|macao|singapore|japan|est |pst "
    r"|\(\?P<|%Y-|^(?:Escaped|Invalid|Unescaped|Cannot|Duplicate|Expected|Unclosed|Unterminated|Illegal|Found) "
    r"|next |seen \{|\\1|UTC$|line \{|: mute 1d|: ban|^ |^(?:entry|event) \{[^}]*\} $|^\d: |^is left out$|^waits until"
    r"|^never again$|\{found\[|^写的是|^寫的是|^(?:bot|机器人|機器人) \x22"
)
"""Patterns, names of zones, beginnings of what TOML's reader says, and pieces that are put into a whole sentence."""


def _strings(path: Path) -> Iterator[str]:
    """Every string of a module that could be a sentence, with `7` for each blank."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inner = {id(each) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for each in ast.walk(node)} - {
        id(node) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)
    }
    inner |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if id(node) in inner:
            continue
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(each.value) if isinstance(each, ast.Constant) else "{7}" for each in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@functools.cache
def _raised() -> frozenset[str]:
    """What ends a command, by the errors whose text is for an operator."""
    return frozenset(_raised_anywhere())


def _raised_anywhere() -> Iterator[str]:
    ends = re.compile(r"Store\w*Error|CannotListenError|PortInUseError|PortTakenError")
    paths = [*(ROOT / "storage").rglob("*.py"), *(ROOT / "bot").rglob("*.py"), ROOT / "playground/serve.py"]
    codes = [code for path in paths if ends.search(code := path.read_text(encoding="utf-8"))]
    for node in (node for code in codes for node in ast.walk(ast.parse(code))):
        if (
            isinstance(node, ast.Raise)
            and isinstance(node.exc, ast.Call)
            and ends.fullmatch(ast.unparse(node.exc.func))
        ):
            told = node.exc.args[0]
            if isinstance(told, ast.JoinedStr):
                yield "".join(str(each.value) if isinstance(each, ast.Constant) else "{7}" for each in told.values)
            elif isinstance(told, ast.Constant):
                yield str(told.value)


@functools.cache
def _sentences() -> frozenset[str]:
    found = {words.removeprefix("{7}") for path in SOURCES for words in _strings(path)}
    return frozenset(words for words in found if " " in words.strip() and not NO_SENTENCES.search(words))


@pytest.mark.parametrize("locale", CHINESE)
def test_every_sentence_of_the_config_has_its_chinese(locale: Locale) -> None:
    untold = [words for words in sorted(_sentences()) if translated(re.sub(r"\{[^}]*\}", "7", words), locale) == words]
    same = {english for english, other in phrases(locale, "findings").items() if english == other}
    assert [words for words in untold if words not in same] == []
    assert len(_sentences()) > 150


@pytest.mark.parametrize("locale", CHINESE)
def test_every_sentence_that_ends_a_command_has_its_chinese(locale: Locale) -> None:
    said = {words.replace("{7}", "7") for words in _raised()}
    assert [words for words in sorted(said) if translated(words, locale) == words] == []
    assert len(said) > 40


@pytest.mark.parametrize("kind", ["findings", "log", "help"])
def test_both_scripts_have_the_same_with_the_same_blanks(kind: str) -> None:
    one, other = (phrases(locale, kind) for locale in CHINESE)
    assert list(one) == list(other)
    for english in one:
        blanks = [sorted(re.findall(r"\{[a-z_]+\}|%\S", words)) for words in (english, one[english], other[english])]
        assert blanks[0] == blanks[1] == blanks[2], english


@pytest.mark.parametrize("locale", CHINESE)
def test_what_is_said_keeps_to_the_glossary(locale: Locale) -> None:
    said = [
        (english, other) for kind in ("findings", "log", "help") for english, other in phrases(locale, kind).items()
    ]
    assert offences(locale, iter([each for each in said if "CREATE DATABASE" not in each[1]])) == []


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ('must be "polling" or "webhook"', '要写 "polling" 或 "webhook"'),
        ('entry "a \\"b\\"" is in the past', '定时 "a \\"b\\""：已经过去了'),
        ('must be a cron line (does not know the weekday "x")', '要写 cron 的一行（不认得星期 "x"）'),
        ('write it like "24h", or "0" for none', '写成 "24h" 这样，不要就写 "0"'),
        ("whatever nobody has written down", "whatever nobody has written down"),
    ],
)
def test_what_was_filled_in_arrives(english: str, chinese: str) -> None:
    assert translated(english, "zh-Hans") == chinese
    assert translated(english, "en") == english


def test_every_line_of_the_log_has_its_chinese() -> None:
    """But for those whose words are all filled in."""
    calls = re.compile(r"\b_?log\.(?:info|warning|error|exception)\(\s*(\"(?:[^\"\\]|\\.)*\")")
    rooms = (ROOT / room for room in ("bot", "handlers", "storage"))
    said = {
        ast.literal_eval(words)
        for room in rooms
        for path in room.rglob("*.py")
        for words in calls.findall(path.read_text(encoding="utf-8"))
    }
    assert said - set(phrases("zh-Hans", "log")) == {"%s"}


def test_the_log_speaks_the_operators_language_to_people_and_english_to_programs() -> None:
    record = logging.LogRecord("bot.engine", logging.WARNING, "", 0, "%s", ("never again",), None)
    assert logs.Lines("zh-Hans").format(record).endswith("WARNING bot.engine: 再也不发")
    record.msg, record.args = "schedule %s: %d posted, %d held back; next %s", ("早安", 2, 0, "2027-01-17 09:00")
    assert "定時 早安：發了 2 則" in logs.Lines("zh-Hant").format(record)
    assert json.loads(logs.Objects().format(record))["message"].startswith("schedule 早安: 2 posted")
    assert logs.Lines("en").format(record).endswith("schedule 早安: 2 posted, 0 held back; next 2027-01-17 09:00")

"""The documents say what the code knows: commands, keys, recipes; each page of one language has its twin."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.__main__ import main
from bot.config import check
from bot.config.tables import Tables
from bot.config.wording import _model_in, _table_at
from bot.texts.commands import commands

DOCS = Path(__file__).parents[2] / "docs"
LANGUAGES = ("zh", "en")
PAGES = {path.relative_to(DOCS).as_posix(): path.read_text(encoding="utf-8") for path in DOCS.glob("??/*.md")}
TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
OTHERS = {"/health", "/metrics", "/data", "/backup", "/newbot", "/setprivacy", "/revoke", "/var", "/etc"}
"""Paths, and commands of @BotFather."""
ENDINGS = {"service", "toml", "db", "d"}


def _typed(page: str) -> set[str]:
    """What stands in backquotes or blocks."""
    return {words for block in re.findall(r"(?s)```.*?```|`[^`\n]+`", page) for words in re.findall(r"[^\s`]+", block)}


def test_both_languages_have_the_same_pages_and_the_same_headings() -> None:
    zh, en = ({name[3:] for name in PAGES if name.startswith(language)} for language in LANGUAGES)
    assert en - zh == {"index.md"}
    for name in zh:
        depths = [
            re.findall(r"(?m)^(#+) ", re.sub(r"(?s)```.*?```", "", PAGES[f"{each}/{name}"])) for each in LANGUAGES
        ]
        assert depths[0] == depths[1], name


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_command_they_name_is_one(name: str) -> None:
    said = {word for word in _typed(PAGES[name]) if re.fullmatch(r"/[a-z]+", word)}
    assert said - {f"/{each}" for each in commands()} - OTHERS == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_of_the_terminal_is_taken_from_the_readme_and_known(language: str) -> None:
    page = PAGES[f"{language}/operators.md"]
    assert "\n{{ terminal }}\n" in page
    assert "\n{{ commands }}\n" in PAGES[f"{language}/commands.md"]
    assert "\n{{ config }}\n" in PAGES[f"{language}/config.md"]
    readme = (DOCS.parent / ("README.md" if language == "zh" else "README.en.md")).read_text(encoding="utf-8")
    told = set(re.findall(r"weilu ([a-z-]+)", readme)) | set(re.findall(r"`(restore|export-chat) ", readme))
    assert set(main.commands) - told == set()
    assert set(re.findall(r"(?:^|[`/ ])weilu ([a-z-]+)", page)) - set(main.commands) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_recipe_of_the_schedule_is_accepted(language: str, tmp_path: Path) -> None:
    blocks = re.findall(r"(?s)```toml\n(.*?)```", PAGES[f"{language}/schedule.md"])
    assert len(blocks) >= 9
    path = tmp_path / "config.toml"
    path.write_text("\n".join(blocks), encoding="utf-8")
    assert [each for each in check(path, {"BOT_TOKEN": TOKEN}) if each.level == "error"] == []
    assert tomllib.loads("\n".join(blocks))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_config_of_several_bots_lacks_but_their_tokens(language: str, tmp_path: Path) -> None:
    [block] = [
        each for each in re.findall(r"(?s)```toml\n(.*?)```", PAGES[f"{language}/operators.md"]) if "bots" in each
    ]
    path = tmp_path / "config.toml"
    path.write_text(block.replace('token = "…"', ""), encoding="utf-8")
    tokens = {"BOT_TOKEN_TEA": TOKEN, "BOT_TOKEN_CLUB": TOKEN.replace("1", "2")}
    assert [each for each in check(path, tokens) if each.level == "error"] == []
    assert {each.where for each in check(path, {}) if each.level == "error"} == {"bots[0].token", "bots[1].token"}


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_key_they_name_is_one(name: str) -> None:
    """`[table] key`, `table.key`."""
    said = re.findall(r"`\[([a-z]+)\](?: ([a-z_]+))?", PAGES[name])
    said += [each for each in re.findall(r"`([a-z]+)\.([a-z_]+)`", PAGES[name]) if each[1] not in ENDINGS]
    for table, key in said:
        field = Tables.model_fields.get(table)
        assert field is not None, table
        model: type[BaseModel] | None = _model_in(field.annotation)
        assert not key or (model is not None and key in _table_at([table])), f"{table}.{key}"

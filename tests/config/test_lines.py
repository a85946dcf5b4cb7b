"""Polls and draws that the file opens by themselves: nobody sees them first, so `check` tells what was in doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import check
from bot.config.findings import format_finding


def warnings(folder: Path, entry: str) -> list[str]:
    path = folder / "config.toml"
    path.write_text(f'[access]\noperators = [5]\n[[schedule]]\nname = "晚饭"\ncron = "0 18 * * *"\n{entry}\n')
    found = [format_finding(each) for each in check(path, {"BOT_TOKEN": "123456:" + "a" * 35})]
    assert not [each for each in found if each.startswith("error")]
    return [each for each in found if "in doubt" in each]


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ('poll = "吃 | 面 | 饭 | 匿名"', "taken for a setting"),
        ('poll = "继续吗 | 继续 | 结束"', "for an option"),
        ('quiz = "软的 | *面 | 石头 | 匿名"', "taken for a setting"),
        ('open_lottery = "茶 | 2h"', "taken for a setting"),
        ('open_lottery = "标题党门票 x2 | ends 2h"', "for a prize"),
        ('poll = "吃什么\\n好呢 | 面 | 饭"', "mixed"),
    ],
)
def test_a_doubtful_line_is_a_warning(tmp_path: Path, entry: str, told: str) -> None:
    (line,) = warnings(tmp_path, entry)
    assert line.startswith("warning schedule[0].")
    assert told in line


@pytest.mark.parametrize(
    "entry",
    [
        'poll = "吃 | 面 | 饭 | #匿名 | 截止 2h"',
        'open_lottery = "茶 x2份 | 截止2小时 | 候补2"',
        'quiz = "软的 | *面 | 石头"',
    ],
)
def test_a_line_that_was_understood_is_none(tmp_path: Path, entry: str) -> None:
    assert warnings(tmp_path, entry) == []

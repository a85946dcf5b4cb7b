"""A config file that is written, and what is found in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from bot.config import check, format_finding

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"


Write = Callable[[str | bytes], Path]


def lines(path: Path, **environ: str) -> list[str]:
    found = [format_finding(finding) for finding in check(path, environ)]
    assert all(re.match(r"(error|warning) \S", line) and line.isprintable() for line in found), found
    return found


def errors(path: Path, **environ: str) -> list[str]:
    return [line.removeprefix("error ") for line in lines(path, **environ) if line.startswith("error ")]


def the_error(path: Path) -> str:
    found = errors(path, BOT_TOKEN=TOKEN)
    assert len(found) == 1, found
    return found[0]

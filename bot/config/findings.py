"""What is wrong with a config file, in words for its operator; finding it out lives in `load` and `crossings`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Literal, TypeAlias

from bot.texts.sentences import Locale
from bot.texts.translation import translated

_SEEN = {"zh-Hans": "写的是 {}", "zh-Hant": "寫的是 {}"}
_OF_BOT = {"zh-Hans": '机器人 "{}"：', "zh-Hant": '機器人 "{}"：', "en": 'bot "{}": '}

Level: TypeAlias = Literal["error", "warning"]

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_TOKEN_LIKE = re.compile(r"[0-9]{5,}:[A-Za-z0-9_-]{16,}")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """`where` is `section.key`, `schedule[0].key`, or the file; `seen` is ready to show, secrets already hidden.

    `bot` is whose it is where there are several; "" is of the whole file.
    """

    level: Level
    where: str
    what: str
    seen: str = ""
    remedy: str = ""
    bot: str = ""


class ConfigErrors(Exception):  # noqa: N818 - the plural says that it holds all of them
    """The file cannot be used; `findings` holds everything found, warnings too."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(map(format_finding, self.findings)))


def format_finding(finding: Finding, locale: Locale = "en") -> str:
    """One line: `error section.key: what, value seen, remedy`; level and place are the same in every language."""
    seen, comma = ("seen {}", ", ") if locale == "en" else (_SEEN[locale], "，")
    parts = [translated(finding.what, locale), translated(finding.seen, locale), translated(finding.remedy, locale)]
    parts[1] = seen.replace("{}", parts[1]) if parts[1] else ""
    whose = _OF_BOT[locale].format(finding.bot) if finding.bot else ""
    line = f"{finding.level} {finding.where}: {whose}{comma.join(part for part in parts if part)}"
    return printable(_TOKEN_LIKE.sub("***", line))


def place(loc: Iterable[str | int]) -> str:
    """A key's full name as TOML would write it."""
    name = ""
    for part in loc:
        if isinstance(part, int):
            name += f"[{part}]"
        else:
            name += ("." if name else "") + (part if _BARE.fullmatch(part) and part[0] != "-" else quoted(part))
    return name or "config"


def show(value: object) -> str:
    """A value as TOML would write it, short and on one line."""
    match value:
        case bool():
            shown = str(value).lower()
        case str():
            shown = quoted(value)
        case int() | float():
            shown = _number(value)
        case date() | time():
            shown = value.isoformat()
        case list():
            shown = f"a list of {len(value)}"
        case _:
            shown = "a table"
    return shown


def masked(value: object) -> str:
    """How a secret is shown: never."""
    return f"*** ({len(value)} characters)" if isinstance(value, str) else "***"


def quoted(text: str) -> str:
    text = _TOKEN_LIKE.sub("***", text)
    return json.dumps(text if len(text) <= _SHOWN else text[:_SHOWN] + "…", ensure_ascii=False)


def printable(line: str) -> str:
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in line)


def _number(value: float) -> str:
    try:
        shown = str(value)
    except ValueError:  # Python refuses to write out integers of thousands of digits
        return "an enormous number"
    return shown if len(shown) <= _SHOWN else f"a number of {len(shown)} digits"

"""Which language a command of the terminal speaks: that of the config, where the terminal can write it."""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.texts.catalog import Locale, locale_of, plain
from bot.texts.sentences import sentence
from bot.texts.text import Argument, Text


def language_of(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Locale:
    """`community.locale` of a file that may be broken otherwise; else the machine's own language.

    English where the terminal's encoding knows no Chinese.
    """
    locale = _written(path) or locale_of(_of_the_machine(environ))
    return locale if locale == "en" or _writes_chinese() else "en"


def told(key: str, locale: Locale, /, **args: Argument) -> str:
    """A sentence of the catalogs, as plain text."""
    return plain(Text(key, args), locale)


def local_of(at: int, zone: str, locale: Locale) -> str:
    """`周一 2026-11-23 09:00`: the date as programs write it, whatever the language."""
    local = datetime.fromtimestamp(at, ZoneInfo(zone))
    return f"{sentence(f'general.weekday_{local.isoweekday()}', locale)} {local:%Y-%m-%d %H:%M}"


def _written(path: Path | None) -> Locale | None:
    if path is None:
        return None
    try:
        community = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("community", {})
    except (OSError, ValueError, RecursionError):
        return None
    named = community.get("locale", "zh-Hans") if isinstance(community, dict) else None
    return locale_of(named) if isinstance(named, str) else None


def _of_the_machine(environ: Mapping[str, str]) -> str:
    """`zh_TW.UTF-8` is `zh_TW`; `C` and nothing at all are nobody's language."""
    named = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return named.partition(".")[0]


def _writes_chinese() -> bool:
    try:
        "围爐".encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True

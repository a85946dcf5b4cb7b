"""The catalog files and how a key finds its sentence; filling placeholders lives in `catalog`."""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, TypeAlias, cast

Locale: TypeAlias = Literal["zh-Hans", "zh-Hant", "en"]
LOCALES: tuple[Locale, ...] = ("zh-Hans", "zh-Hant", "en")
REFERENCE: Locale = "zh-Hans"

_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo", "yue")
_FOLDER = Path(__file__).parent
_log = logging.getLogger(__name__)


class MissingSentenceError(LookupError):
    """A key or an argument that no catalog or caller supplies; raised in tests, logged in service."""


def _write_down(gap: str) -> None:
    _log.error("%s", gap)


on_gap: Callable[[str], None] = _write_down
"""What happens when a sentence or an argument is missing; tests put a function here that raises."""


def fail_on_gap(gap: str) -> None:
    raise MissingSentenceError(gap)


def report_gap(gap: str) -> None:
    on_gap(gap)


@lru_cache(256)
def locale_of(language_code: str | None, default: Locale = REFERENCE) -> Locale:
    """The catalog nearest to an IETF tag as Telegram sends it (`zh-hant`, `zh-TW`, `en-GB`)."""
    code = (language_code or "").replace("_", "-").lower()
    if code.startswith(_TRADITIONAL):
        return "zh-Hant"
    if code == "zh" or code.startswith("zh-"):
        return "zh-Hans"
    if code == "en" or code.startswith("en-"):
        return "en"
    return default


@cache
def catalog_file(locale: Locale, feature: str) -> dict[str, str]:
    """All sentences of one feature; a table `[checkin]` with `menu` becomes `checkin.menu`. Read at first use."""
    path = _FOLDER / locale / f"{feature}.toml"
    if not path.is_file():
        return {}
    return dict(_flat(tomllib.loads(path.read_text(encoding="utf-8"))))


def _flat(table: dict[str, object], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            found += _flat(cast("dict[str, object]", value), f"{prefix}{name}.")
        elif isinstance(value, str):
            found.append((prefix + name, value))
        elif isinstance(value, list):
            found.append((prefix + name, "\n".join(map(str, value))))
    return found


def sentence(key: str, locale: Locale) -> str:
    """The template under `feature.name`; the reference locale's when this one lacks it, else the key itself."""
    feature, _, name = key.partition(".")
    found = catalog_file(locale, feature).get(name)
    if found is not None:
        return found
    report_gap(f"no sentence {key!r} in {locale}")
    return catalog_file(REFERENCE, feature).get(name, key)

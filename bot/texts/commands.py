"""The words of the commands (menu, short word, phrases, usage) in every language; who may use them lives elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bot.texts.sentences import LOCALES, REFERENCE, Locale, catalog_file


@dataclass(frozen=True, slots=True)
class CommandWords:
    """One command; its sentences are also there as Text keys `commands.<name>.menu`, `.usage` and `.manage`.

    `usage` is for whoever may use the command at all, `manage` what moderators may write besides.
    """

    name: str
    menu: Mapping[Locale, str]
    short: Mapping[Locale, str]
    usage: Mapping[Locale, str]
    manage: Mapping[Locale, str]
    phrases: Mapping[Locale, tuple[str, ...]]


@cache
def commands() -> dict[str, CommandWords]:
    """Every command in the order of the reference catalog, which is the order of the menu and of the help."""
    names = dict.fromkeys(key.partition(".")[0] for key in catalog_file(REFERENCE, "commands"))
    return {name: _words_of(name) for name in names}


def _words_of(name: str) -> CommandWords:
    files = {locale: catalog_file(locale, "commands") for locale in LOCALES}
    return CommandWords(
        name=name,
        menu={locale: file.get(f"{name}.menu", "") for locale, file in files.items()},
        short={locale: file.get(f"{name}.short", "") for locale, file in files.items()},
        usage={locale: file.get(f"{name}.usage", "") for locale, file in files.items()},
        manage={locale: file.get(f"{name}.manage", "") for locale, file in files.items()},
        phrases={locale: tuple(file.get(f"{name}.phrases", "").split("\n")) for locale, file in files.items()},
    )

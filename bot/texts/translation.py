"""What an operator reads in the terminal and the log, from the code's English into Chinese.

The English words in the code are the keys of `operator/<locale>.toml`; `{name}` stands for whatever was filled in.
Words without an entry stay English; tests name them.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.texts.sentences import Locale

_FOLDER = Path(__file__).parent / "operator"
_BLANK = re.compile(r"\{([a-z_]+)\}")
_NAMED = re.compile(r'(?s)(entry|event) ("(?:[^"\\]|\\.)*") (.*)')
"""What is said of an entry of the schedule, or of an event, that has a name."""


@dataclass(frozen=True, slots=True)
class _Form:
    english: str
    begins: str
    ends: str
    other: str

    def values(self, words: str) -> dict[str, str] | None:
        """What the blanks hold. Two hundred patterns take a fifth of a second to make: one is made when it may fit."""
        if not (words.startswith(self.begins) and words.endswith(self.ends)):
            return None
        found = _pattern(self.english).fullmatch(words)
        return found.groupdict() if found else None


def translated(words: str, locale: Locale) -> str:
    """One sentence, or part of one, of a finding; what was filled in is translated too where that is known."""
    if locale == "en" or not words:
        return words
    known = phrases(locale, "findings")
    if words in known:
        return known[words]
    if named := _NAMED.fullmatch(words):
        kind, name, rest = named.groups()
        sentence = translated(rest, locale)
        return words if sentence == rest else known[f"{kind} {{name}} {{rest}}"].format(name=name, rest=sentence)
    for form in _forms(locale):
        if (values := form.values(words)) is not None:
            return _filled(form.other, values, locale)
    return words


def _filled(other: str, values: dict[str, str], locale: Locale) -> str:
    return _BLANK.sub(lambda blank: translated(values[blank[1]], locale).replace('", "', '"、"'), other)


def log_template(message: str, locale: Locale) -> str:
    """A line of the log before its `%s` are filled in."""
    return message if locale == "en" else phrases(locale, "log").get(message, message)


def help_line(english: str, locale: Locale) -> str:
    """A paragraph, heading or option of `--help`; lines that the code broke are one."""
    return english if locale == "en" else phrases(locale, "help").get(" ".join(english.split()), english)


@cache
def phrases(locale: Locale, kind: str) -> dict[str, str]:
    """English to that language; `kind` is `findings`, `log` or `help`."""
    phrases_of = tomllib.loads((_FOLDER / f"{locale}.toml").read_text(encoding="utf-8"))
    return dict(phrases_of[kind])


@cache
def _forms(locale: Locale) -> tuple[_Form, ...]:
    """Those with blanks: the one with most words of its own is tried first."""
    open_ones = [(english, other) for english, other in phrases(locale, "findings").items() if _BLANK.search(english)]
    open_ones.sort(key=lambda each: -len(_BLANK.sub("", each[0])))
    return tuple(_form(english, other) for english, other in open_ones)


def _form(english: str, other: str) -> _Form:
    begins, *_, ends = _BLANK.split(english)
    return _Form(english, begins, ends, other)


@cache
def _pattern(english: str) -> re.Pattern[str]:
    """Blanks after the first are short: `write it like A, or "" for none` does not end up in A."""
    parts = _BLANK.split(english)
    words = [f"(?P<{part}>.+?)" if index % 2 else re.escape(part) for index, part in enumerate(parts)]
    return re.compile("(?s)" + "".join(words))

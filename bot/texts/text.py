"""What is to be said, as data: a catalog key with its arguments; finding the words for it does not live here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

import msgspec


class Who(msgspec.Struct, frozen=True, tag="who", tag_field="is"):
    """A person named in a sentence; shown as a mention that needs no @name."""

    id: int
    name: str


class Link(msgspec.Struct, frozen=True, tag="link", tag_field="is"):
    """People's words that lead somewhere; the words alone where the address is empty or there is no markup."""

    url: str
    words: str


class When(msgspec.Struct, frozen=True, tag="when", tag_field="is"):
    """A moment (epoch seconds, UTC) shown in the zone named."""

    at: int
    zone: str
    form: Literal["time", "day", "minute", "weekday", "month"] = "minute"


class Text(msgspec.Struct, frozen=True, tag="text", tag_field="is"):
    """A sentence of the catalogs: `key` is `feature.name`, `args` fill its placeholders."""

    key: str
    args: dict[str, Argument] = {}


class Lines(msgspec.Struct, frozen=True, tag="lines", tag_field="is"):
    """Sentences one under another."""

    of: list[Text]


class Raw(msgspec.Struct, frozen=True, tag="raw", tag_field="is"):
    """Words of people (an announcement, a reason), shown as they are: no catalog, always escaped."""

    text: str


class Markup(msgspec.Struct, frozen=True, tag="markup", tag_field="is"):
    """Words with Telegram's HTML, written by an operator and checked when they were read."""

    html: str


Argument: TypeAlias = str | int | float | Who | Link | When | Text | Lines | Raw | Markup
Words: TypeAlias = Text | Lines | Raw | Markup


def text(key: str, /, **args: Argument) -> Text:
    return Text(key, args)


def folded(lines: Sequence[Text]) -> list[Text]:
    """Lines that a phone shows in part until they are opened; nothing for none."""
    return [Text("general.folded", {"lines": Lines(list(lines))})] if lines else []

"""What an operator may write in an announcement: Telegram's markup and our placeholders; values come from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser

PLACEHOLDERS = ("group", "date", "time", "weekday", "lunar", "year", "month", "day", "number", "members")
TAGS = (
    "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "a", "code", "pre", "blockquote",
    "tg-spoiler", "tg-emoji",
)  # fmt: skip
_PLACEHOLDER = re.compile(r"\{([^{}\n]{0,40})\}")


class WordingError(ValueError):
    """The text says what is wrong; `remedy` how to mend it."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.remedy = remedy


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.shown = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise WordingError(
                f"uses <{tag}>, which Telegram does not know", "known are <b> <i> <u> <s> <a> <code> ..."
            )
        if tag == "a" and not dict(attrs).get("href"):
            raise WordingError("has a link without an address", 'write it like <a href="https://example.org">words</a>')
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raise WordingError(f"uses <{tag}/>, which Telegram does not know", "break lines by writing them in lines")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise WordingError(f"closes </{tag}> where it is not open", "close tags in the order they were opened")

    def handle_data(self, data: str) -> None:
        self.shown += data


def check_wording(words: str, *, most: int = 4096) -> None:
    """Raises `WordingError` for markup Telegram refuses, unknown placeholders, and words longer than it takes."""
    for found in _PLACEHOLDER.finditer(words):
        if found[1] not in PLACEHOLDERS:
            known = " ".join(f"{{{each}}}" for each in PLACEHOLDERS)
            raise WordingError(f'does not know the placeholder "{found[0]}"', f"known are {known}")
    if re.search(r"<(?![a-z/])", words):
        raise WordingError("has a lone <", "write &lt; for the sign itself")
    reader = _Reader()
    reader.feed(words)
    reader.close()
    if reader.open:
        raise WordingError(f"leaves <{reader.open[-1]}> open", f"close it with </{reader.open[-1]}>")
    if not reader.shown.strip():
        raise WordingError("says nothing", "write the words to post")
    if len(reader.shown.encode("utf-16-le")) // 2 > most:
        raise WordingError(f"is longer than Telegram takes ({most} characters)", "shorten it")


def fill(words: str, values: Mapping[str, str]) -> str:
    """Telegram HTML: what is filled in is escaped."""
    return _PLACEHOLDER.sub(lambda found: escape(values.get(found[1], found[0])), words)

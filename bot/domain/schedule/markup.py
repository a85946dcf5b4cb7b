"""Reads HTML as Telegram's server does: what it refuses is a WordingError, what it shows is plain text."""

from __future__ import annotations

import html
import re

TAGS = frozenset(
    (
        *("b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "a", "code", "pre", "blockquote", "span"),
        *("tg-spoiler", "tg-emoji", "tg-time"),
    )
)
_SPACE = " \t\r\n\0\v"
_NAME_ENDS = (*_SPACE, "=", ">", "/", '"', "'")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_REFERENCE = re.compile(r"&(?:#x[0-9a-fA-F]{1,6}(?![0-9a-fA-F])|#[0-9]{1,7}(?![0-9])|(?:lt|gt|amp|quot)(?![A-Za-z]));?")
_UNCLOSED = "close it with >, or write &lt; for the sign itself"


class WordingError(ValueError):
    """The text says what is wrong; `remedy` how to mend it."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.remedy = remedy


def plain_text(words: str) -> str:
    """What is shown of Telegram's HTML. Raises WordingError where Telegram refuses it."""
    return _Parser(words).parsed()


class _Parser:
    def __init__(self, source: str) -> None:
        self._source, self._at = source, 0
        self._open: list[str] = []

    def parsed(self) -> str:
        shown = ""
        while (bracket := self._source.find("<", self._at)) >= 0:
            shown += _decoded(self._source[self._at : bracket])
            self._at = bracket + 1
            if self._here() == "/":
                self._end_tag()
            else:
                self._start_tag()
        if self._open:
            raise WordingError(f"leaves <{self._open[-1]}> open", f"close it with </{self._open[-1]}>")
        return shown + _decoded(self._source[self._at :])

    def _here(self) -> str:
        """The character at hand; empty at the end."""
        return self._source[self._at : self._at + 1]

    def _until(self, ends: tuple[str, ...]) -> str:
        """What stands before one of these characters, or the end."""
        begin = self._at
        while self._here() and self._here() not in ends:
            self._at += 1
        return self._source[begin : self._at]

    def _skip_space(self) -> None:
        while self._here() and self._here() in _SPACE:
            self._at += 1

    def _start_tag(self) -> None:
        tag = self._until((*_SPACE, ">")).lower()
        if not self._here() or not tag:
            raise WordingError("has a lone <", _UNCLOSED)
        if tag not in TAGS:
            known = "known are <b> <i> <u> <s> <a> <code> ..., and &lt; is the sign itself"
            raise WordingError(f"uses <{tag}>, which Telegram does not know", known)
        attributes = self._attributes(tag)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise WordingError("uses <span> for something else than a spoiler", "write <tg-spoiler>words</tg-spoiler>")
        self._open.append(tag)

    def _attributes(self, tag: str) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            self._skip_space()
            if self._here() == ">":
                self._at += 1
                return found
            name = self._until(_NAME_ENDS).lower()
            if not self._here():
                raise WordingError(f"leaves the tag <{tag} open", _UNCLOSED)
            if not name:
                raise WordingError(f"has something in <{tag}> that is no attribute", f"write <{tag}> alone")
            self._skip_space()
            found[name] = self._value(tag) if self._here() == "=" else ""

    def _value(self, tag: str) -> str:
        self._at += 1
        self._skip_space()
        quote = self._here()
        if quote in ("'", '"'):
            self._at += 1
            value = _decoded(self._until((quote,)))
            self._at += 1
        else:
            token = _TOKEN.match(self._source, self._at)
            value = token[0].lower() if token else ""
            self._at += len(value)
            if self._here() and self._here() not in (*_SPACE, ">"):
                raise WordingError(f"has a value in <{tag}> without quotes", f'write it like <{tag} href="...">')
        if not self._here():
            raise WordingError(f"leaves the tag <{tag} open", _UNCLOSED)
        return value

    def _end_tag(self) -> None:
        self._at += 1
        if not self._open:
            raise WordingError(
                f"closes </{self._until(('>',))}> where it is not open", "open it before, or take it out"
            )
        tag = self._until((*_SPACE, ">")).lower()
        self._skip_space()
        if self._here() != ">":
            raise WordingError(f"leaves the tag </{tag} open", _UNCLOSED)
        self._at += 1
        if tag not in ("", self._open.pop()):
            raise WordingError(f"closes </{tag}> where it is not open", "close tags in the order they were opened")


def _decoded(piece: str) -> str:
    """Telegram knows four names and the numbers; any other reference is shown as it is written."""
    return _REFERENCE.sub(lambda found: html.unescape(found[0].rstrip(";") + ";"), piece)

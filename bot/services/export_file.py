"""Telegram Desktop's result.json read piece by piece: a file of any size takes a few megabytes of memory."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from bot.domain.history import HistoryError

_AT_ONCE: Final = 1 << 20
_LONGEST: Final = 8 << 20
"""Characters of one message, or of whatever stands before the messages; no export has longer ones."""

_SPACE: Final = " \t\r\n"
_decode: Final = json.JSONDecoder().raw_decode


class _Window:
    """The part of the text that is looked at; what was read is let go."""

    def __init__(self, file: BinaryIO, tell: Callable[[int], None]) -> None:
        self._file, self._tell = file, tell
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._text, self._at, self._is_over = "", 0, False

    def more(self) -> bool:
        """Whether there was more to read. Raises HistoryError where it is no text."""
        if self._is_over:
            return False
        if len(self._text) - self._at > _LONGEST:
            raise HistoryError("terminal.import_no_export")
        raw = self._file.read(_AT_ONCE)
        self._is_over = not raw
        try:
            fresh = self._decoder.decode(raw, final=not raw)
        except UnicodeDecodeError:
            raise HistoryError("terminal.import_no_text") from None
        self._tell(len(raw))
        self._text, self._at = self._text[self._at :] + fresh, 0
        return not self._is_over

    def peek(self) -> str:
        """The next sign that is no space; empty at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _SPACE:
                    return self._text[self._at]
                self._at += 1
            if not self.more():
                return ""

    def skip(self, sign: str) -> None:
        found = self.peek()
        if not found:
            raise HistoryError("terminal.import_cut_off")
        if found != sign:
            raise HistoryError("terminal.import_no_export")
        self._at += 1

    def value(self) -> object:
        """The next value, read on until it is whole."""
        while True:
            self.peek()
            try:
                found, end = _decode(self._text, self._at)
            except json.JSONDecodeError:
                if self.more():
                    continue
                raise HistoryError("terminal.import_cut_off") from None
            except (ValueError, RecursionError):  # a number or a nesting that nobody writes
                raise HistoryError("terminal.import_no_export") from None
            if end == len(self._text) and self.more():
                continue  # a number may go on
            self._at = end
            return found


def messages(path: Path, *, chat_ids: Callable[[], set[int]], tell: Callable[[int], None]) -> Iterator[object]:
    """Each message as it was written, in the file's order; `tell` is told how many bytes more were read.

    `chat_ids` are the numbers by which an export may call the group. Raises HistoryError for what is no export of one
    group, or of another one, and where the file breaks off; OSError where it cannot be read.
    """
    with path.open("rb") as file:
        window = _Window(file, tell)
        window.skip("{")
        is_found = False
        number: object = None
        while window.peek() != "}":
            name = window.value()
            window.skip(":")
            if name == "messages":
                is_found = True
                _require(number, chat_ids())
                yield from _elements(window)
            elif name == "id":
                number = window.value()
            elif name in ("chats", "personal_information"):
                raise HistoryError("terminal.import_whole_account")
            else:
                window.value()
            if window.peek() == ",":
                window.skip(",")
            elif window.peek() != "}":
                window.skip("}")
        window.skip("}")
        if window.peek() or not is_found:
            raise HistoryError("terminal.import_no_export")


def _require(number: object, chat_ids: set[int]) -> None:
    if not isinstance(number, int):
        raise HistoryError("terminal.import_no_export")
    if number not in chat_ids:
        raise HistoryError("terminal.import_other_group", seen=number)


def _elements(window: _Window) -> Iterator[object]:
    window.skip("[")
    if window.peek() == "]":
        window.skip("]")
        return
    while True:
        yield window.value()
        if window.peek() != ",":
            window.skip("]")
            return
        window.skip(",")

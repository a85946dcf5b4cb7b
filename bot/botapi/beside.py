"""What is to be read of a message beside its text and caption: a poll, a list, a place, a file's name, buttons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.botapi import fast_updates

_WORDED = ("poll", "checklist", "venue", "game", "document", "audio", "video", "reply_markup")
_WORDS = frozenset({"question", "description", "explanation", "text", "title", "address", "performer", "url"})
_ENOUGH = 1000


def beside(message: fast_updates.Message) -> str:
    if message.text and message.reply_markup is None:
        return ""
    found = (words for name in _WORDED if (part := getattr(message, name)) is not None for words in _words_in(part))
    return "\n".join(found)[:_ENOUGH]


def _words_in(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _words_in(each)
    elif isinstance(part, dict):
        for name, value in part.items():
            if not isinstance(value, str):
                yield from _words_in(value)
            elif name in _WORDS:
                yield value
            elif name == "file_name":
                yield value.rpartition(".")[0] or value

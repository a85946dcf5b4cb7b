"""Where an announcement comes from: below its words, in italics, however it was told."""

from __future__ import annotations

import re
from functools import cache

from bot.domain.schedule.markup import WordingError, plain_text
from bot.texts.catalog import render
from bot.texts.text import Markup, Raw, text
from bot.texts.words import words_of


@cache
def _field() -> re.Pattern[str]:
    """The last field of a line, or the last line: `| 来源 WHERE`."""
    words = sorted(words_of("announce.words_source"), key=len, reverse=True)
    joined = "|".join(re.escape(each) + (r"(?=[\s:：=])" if each.isascii() else "") for each in words)
    return re.compile(rf"(?P<html>.*?)(?:\A|\s*[|｜\n])\s*(?:{joined})[\s:：=]*(?P<source>[^|｜\n]+)", re.S | re.I)


def split_source(html: str) -> tuple[str, str]:
    """The words and where they come from, which is empty where that is not told or cuts their markup in two."""
    match = _field().fullmatch(html.strip())
    if match is None:
        return html, ""
    try:
        plain_text(match["html"])
        source = plain_text(match["source"]).strip()
    except WordingError:
        return html, ""
    return (match["html"].strip(), match["source"].strip()) if source else (html, "")


def with_source(html: str, source: Raw | Markup, *, locale: str) -> str:
    sentence = render(text("announce.source", source=source), locale)
    return f"{html}\n{sentence}" if html else sentence

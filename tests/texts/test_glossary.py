"""One term a thing: no sentence says a word that the glossary beside this file has replaced."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.texts.catalog import LOCALES, PLACEHOLDER, Locale
from bot.texts.sentences import catalog_file

HERE = Path(__file__).parent
CATALOGS = sorted(path.stem for path in (HERE.parents[1] / "bot/texts/zh-Hans").glob("*.toml"))
GLOSSARY: Any = tomllib.loads((HERE / "glossary.toml").read_text(encoding="utf-8"))
_TYPED = re.compile(r"(?:^|\.)words_|\.phrases$")
"""Keys of what people type, in any words of theirs."""


def sentences_of(locale: Locale) -> Iterator[tuple[str, str]]:
    for feature in CATALOGS:
        for name, said in catalog_file(locale, feature).items():
            if not _TYPED.search(name):
                yield f"{feature}.{name}", PLACEHOLDER.sub("{}", said)


def pattern(term: str, locale: Locale) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{term})(?!\w)", re.IGNORECASE) if locale == "en" else re.compile(term)


def offences(locale: Locale, said: Iterator[tuple[str, str]]) -> list[str]:
    terms = [(pattern(term, locale), meant) for term, meant in GLOSSARY[locale].items()]
    return [
        f"{locale} {key}: {found[0]!r}, say {meant['keep']}"
        for key, words in said
        for term, meant in terms
        if (found := term.search(words)) and key not in meant.get("but", ())
    ]


def test_every_sentence_keeps_to_the_glossary() -> None:
    found = [each for locale in LOCALES for each in offences(locale, sentences_of(locale))]
    assert not found, "\n" + "\n".join(found)


def test_no_exception_is_idle() -> None:
    for locale in LOCALES:
        said = dict(sentences_of(locale))
        for term, meant in GLOSSARY[locale].items():
            assert all(pattern(term, locale).search(said[key]) for key in meant.get("but", ())), term


def test_a_replaced_word_is_found_wherever_it_stands() -> None:
    assert offences("en", iter([("a.b", "Ask a Moderator."), ("a.c", "It stands in the shallow.")])) == [
        "en a.b: 'Moderator', say admin"
    ]
    assert offences("zh-Hant", iter([("a.b", "這個群組"), ("a.c", "這個群裡"), ("a.d", "請看群規")])) == [
        "zh-Hant a.c: '個群', say 群組",
    ]

"""Both Chinese scripts, letter case, width and invisible characters made one, so that words can be compared.

Characters that share a form in either script fall into one class, by the tables of OpenCC. Phrases are of no use here:
whether two words are the same must not depend on what stands beside them.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_TABLES = ("TSCharacters", "STCharacters", "TWVariants", "HKVariants")
_ALSO = (("妳", "你"),)
"""What Taiwan tells apart and the tables do not join."""

_JOINER = "\u200d"
"""Holds the parts of one emoji together."""


def simplified(char: str) -> str:
    """The character its class is written by; itself where it has no other form."""
    return _classes().get(char, char)


def visible(words: str) -> str:
    """As written, without invisible characters; every kind of white space but the line feed becomes a plain space."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(_visible(lines))


def plain(words: str) -> str:
    """As it is compared: width, case, script, invisible characters and runs of spaces aside."""
    folded = unicodedata.normalize("NFKC", visible(words)).casefold()
    return " ".join("".join(map(simplified, unicodedata.normalize("NFKC", folded))).split())


def is_han(char: str) -> bool:
    return "㐀" <= char <= "鿿" or "\U00020000" <= char <= "\U0003ffff"


def _visible(words: str) -> Iterator[str]:
    before = ""
    for char in words:
        category = unicodedata.category(char)
        if category == "Cf" and not (char == _JOINER and unicodedata.category(before or " ") in ("So", "Sk", "Mn")):
            continue
        before = char
        yield " " if char != "\n" and (char.isspace() or category == "Zs") else char


@cache
def _classes() -> dict[str, str]:
    """Each character of a class to the one most others are simplified to."""
    parents: dict[str, str] = {}
    wanted: Counter[str] = Counter()
    for name in _TABLES:
        for char, others in _rows(name):
            for other in others:
                _join(parents, char, other)
                wanted[other] += name == "TSCharacters" and other != char
    for char, other in _ALSO:
        _join(parents, char, other)
        wanted[other] += 1
    members: dict[str, list[str]] = {}
    for char in {*parents, *parents.values()}:
        members.setdefault(_root(parents, char), []).append(char)
    best = {root: max(chars, key=lambda char: (wanted[char], -ord(char))) for root, chars in members.items()}
    return {char: best[root] for root, chars in members.items() for char in chars if char != best[root]}


def _rows(name: str) -> Iterator[tuple[str, list[str]]]:
    table = files("opencc").joinpath("dictionary", f"{name}.txt").read_text(encoding="utf-8")
    for line in table.splitlines():
        char, _, others = line.partition("\t")
        if others:
            yield char, others.split()


def _root(parents: dict[str, str], char: str) -> str:
    while char in parents:
        char = parents[char]
    return char


def _join(parents: dict[str, str], one: str, other: str) -> None:
    first, second = _root(parents, one), _root(parents, other)
    if first != second:
        parents[first] = second

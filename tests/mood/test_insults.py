"""Insults are looked for by what they begin with: nothing that begins otherwise may be in the list."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.domain.mood import insults
from bot.domain.mood.insults import insults_in


def beginnings(pattern: str) -> set[str]:
    """By Python's own reader of patterns; one that may begin with nothing at all is a mistake."""
    found, may_be_empty = _of(re._parser.parse(pattern, re.MULTILINE))  # type: ignore[attr-defined]
    assert not may_be_empty, pattern
    return found


def _of(parts: Any) -> tuple[set[str], bool]:
    found: set[str] = set()
    for kind, what in parts:
        own, may_be_empty = _of_part(str(kind), what)
        found |= own
        if not may_be_empty:
            return found, False
    return found, True


def _of_part(kind: str, what: Any) -> tuple[set[str], bool]:
    match kind:
        case "LITERAL":
            return {chr(what)}, False
        case "IN":
            ranges = (each if isinstance(each, tuple) else (each, each) for _, each in what)
            return {chr(code) for first, last in ranges for code in range(first, last + 1)}, False
        case "BRANCH":
            each = [_of(branch) for branch in what[1]]
            return set().union(*(own for own, _ in each)), any(may_be_empty for _, may_be_empty in each)
        case "SUBPATTERN":
            return _of(what[3])
        case "MAX_REPEAT" | "MIN_REPEAT":
            own, may_be_empty = _of(what[2])
            return own, may_be_empty or what[0] == 0
        case "ASSERT" | "ASSERT_NOT" | "AT":
            return set(), True
    raise AssertionError(kind)


@pytest.mark.parametrize("pattern", insults._BLUNT + insults._AT_YOU)
def test_every_insult_begins_with_what_is_looked_for(pattern: str) -> None:
    assert beginnings(pattern) <= set(insults._STARTS)


def test_an_insult_is_found_wherever_it_stands() -> None:
    assert insults_in(["你这个傻逼", "今天天气真好", "好吧你妈逼"]) == [("傻逼",), (), ("你妈逼",)]

"""The page of the playground's rules is true: each names a test that is there, or says why there is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "playground" / "README.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (?!the real|---)(.+?) \| (.+?) \|$", PAGE, re.MULTILINE)
_NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def test_there_are_rules() -> None:
    assert len(ROWS) >= 60


@pytest.mark.parametrize(("rule", "proof"), ROWS, ids=[rule[:40] for rule, _ in ROWS])
def test_a_rule_names_a_test_that_is_there_or_says_why_not(rule: str, proof: str) -> None:
    named = _NAMED.findall(proof)
    if not named:
        assert proof.startswith("not "), f"{rule!r} has neither a test nor a reason"
        assert len(proof) > 30, proof
    for path, name in named:
        assert re.search(
            rf"^\s*(async def|def|class) {name}\b", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE
        )

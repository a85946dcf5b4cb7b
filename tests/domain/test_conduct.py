"""A group's own rules: how lines are read, and what a new version changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.conduct import (
    LONGEST,
    MOST,
    NoRules,
    RulesTooLong,
    RuleTooLong,
    TooManyRules,
    differences,
    read_rules,
)
from bot.domain.refusals import Refusal


@pytest.mark.parametrize("number", ["", "1. ", "1、", "（1）", "10) ", "第一条：", "第 3 條 ", "- ", "· "])
def test_a_rule_is_read_without_the_number_it_was_given(number: str) -> None:
    assert read_rules(f"\n{number}不发广告\n\n") == ("不发广告",)


def test_what_belongs_to_the_rule_stays() -> None:
    rules = ("24小时内不发链接", "3 次警告禁言", "18岁以下请回避")
    assert read_rules("\n".join(rules)) == rules


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (" \n\n", NoRules),
        ("\n".join(f"第{n}件事" for n in range(MOST + 1)), TooManyRules),
        ("长" * (LONGEST + 1), RuleTooLong),
        ("\n".join(f"{n:02}" + "长" * 290 for n in range(12)), RulesTooLong),
    ],
)
def test_what_is_too_much_is_refused(words: str, why: type[Refusal]) -> None:
    with pytest.raises(why):
        read_rules(words)


def told(before: list[str], after: list[str]) -> list[tuple[str, int, str]]:
    return [(each.kind, each.number, each.rule) for each in differences(before, after)]


def test_each_kind_of_change_is_told_apart() -> None:
    assert told(["a", "b", "c"], ["a", "B", "c", "d"]) == [("changed", 2, "B"), ("added", 4, "d")]
    assert told(["a", "b", "c"], ["a", "c"]) == [("gone", 2, "b")]
    assert told(["a", "b", "c"], ["c", "a", "b"]) == [], "another number alone is no change"
    assert told([], ["a"]) == [("added", 1, "a")]


RULES = st.lists(st.sampled_from("abcdefg"), max_size=7, unique=True)


@given(RULES, RULES)
def test_what_is_new_and_what_is_gone_add_up(before: list[str], after: list[str]) -> None:
    found = differences(before, after)
    assert {each.rule for each in found if each.kind != "gone"} == set(after) - set(before)
    changed = [each for each in found if each.kind == "changed"]
    gone = [each for each in found if each.kind == "gone"]
    assert len(changed) + len(gone) == len(set(before) - set(after))

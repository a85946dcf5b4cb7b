"""What a ladder, a span and a rule's number are, as moderators and the config file write them."""

from __future__ import annotations

import pytest

from bot.domain.sanctions import Step, ahead, leading_rule, leading_span, read_step, struck

HOUR, DAY = 3600, 86400


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("3: mute 1d", Step(3, "mute", DAY)),
        ("3：禁言 1天", Step(3, "mute", DAY)),
        ("5: ban", Step(5, "ban")),
        ("5 = 封禁 1w", Step(5, "ban", 7 * DAY)),
        ("2: Mute", Step(2, "mute")),
        ("0: ban", None),
        ("3: kick", None),
        ("3: mute soon", None),
        ("3: mute 2s", None),
        ("3: mute 400d", None),
        ("mute 1d", None),
    ],
)
def test_a_step_of_the_ladder_is_read(words: str, step: Step | None) -> None:
    assert read_step(words) == step


LADDER = (Step(3, "mute", DAY), Step(5, "ban"))


@pytest.mark.parametrize(
    ("count", "now", "following"),
    [(1, None, 3), (2, None, 3), (3, "mute", 5), (4, None, 5), (5, "ban", None), (6, "ban", None)],
)
def test_what_so_many_warnings_bring_and_what_is_ahead(count: int, now: str | None, following: int | None) -> None:
    step, later = struck(LADDER, count), ahead(LADDER, count)
    assert (step and step.kind, later and later.at) == (now, following)
    assert struck((), count) is None


@pytest.mark.parametrize(
    ("words", "seconds", "rest"),
    [
        ("1h 刷屏", HOUR, "刷屏"),
        ("2 hours 刷屏 了", 2 * HOUR, "刷屏 了"),
        ("半小时", HOUR // 2, ""),
        ("1d12h  广告", DAY + 12 * HOUR, "广告"),
        ("刷屏 1h", None, "刷屏 1h"),
        ("1005 1h", None, "1005 1h"),
        ("", None, ""),
    ],
)
def test_a_span_in_front_is_told_from_the_rest(words: str, seconds: int | None, rest: str) -> None:
    assert leading_span(words) == (seconds, rest)


@pytest.mark.parametrize(
    ("words", "number", "rest"),
    [
        ("2 广告", 2, "广告"),
        ("#3", 3, ""),
        ("2、骂人", 2, "骂人"),
        ("2人吵架", 0, "2人吵架"),
        ("广告", 0, "广告"),
        ("", 0, ""),
    ],
)
def test_a_rules_number_in_front_is_told_from_the_rest(words: str, number: int, rest: str) -> None:
    assert leading_rule(words) == (number, rest)

"""What is suggested, and why: nothing without a reason, three at most, and no share that chance explains."""

from __future__ import annotations

import pytest

from bot.domain.insights import Arrivals, Resonance, change, cohorts, rate, rising
from bot.domain.suggestions import Facts, suggestions


def came(source: str, number: int, *, spoke: int, stayed: int) -> Arrivals:
    return Arrivals(100, source, "", number, spoke, stayed, 0, 0, 0, 0, 0, 0)


QUIET = came("open", 40, spoke=10, stayed=4)
FRIENDS = came("member", 40, spoke=36, stayed=32)
LOUD = {(4, 20): 60, (4, 21): 20, (5, 9): 10}


@pytest.mark.parametrize(
    ("facts", "keys"),
    [
        (Facts(), []),
        (Facts(heard={(4, 20): 4}), []),
        (Facts(heard=LOUD), ["hour"]),
        (Facts(arrivals=[QUIET]), ["silent"]),
        (Facts(arrivals=[came("open", 9, spoke=0, stayed=0)]), []),
        (Facts(arrivals=[QUIET, FRIENDS]), ["source"]),
        (Facts(arrivals=[came("open", 6, spoke=5, stayed=2), came("link", 6, spoke=5, stayed=4)]), []),
        (Facts(resonance=[Resonance("poll", 4, 12.0, 9), Resonance("announce", 9, 3.0, 9)]), ["posts"]),
        (Facts(resonance=[Resonance("poll", 4, 4.0, 9), Resonance("announce", 9, 3.0, 9)]), []),
        (Facts(segments={"at_risk": 4, "core": 1}), []),
        (Facts(segments={"at_risk": 8, "core": 2, "active": 6}), ["leaving"]),
        (
            Facts(commands={("grant", "used"): 10, ("grant", "refusals.no_target"): 12, ("grant", "left"): 90}),
            ["refused"],
        ),
        (Facts(commands={("grant", "used"): 90, ("grant", "refusals.no_target"): 12}), []),
    ],
)
def test_each_has_its_reason(facts: Facts, keys: list[str]) -> None:
    assert [each.key for each in suggestions(facts)] == keys


def test_three_at_most_the_most_telling_first() -> None:
    facts = Facts(LOUD, [QUIET, FRIENDS], segments={"at_risk": 9, "core": 1}, commands={("poll", "failed"): 20})
    assert [each.key for each in suggestions(facts)] == ["leaving", "source", "refused"]


def test_a_rate_of_fewer_than_five_is_none_and_others_come_with_their_range() -> None:
    assert rate(4, 4) is None
    found = rate(5, 10)
    assert found is not None
    assert (round(found.low, 2), round(found.high, 2)) == (0.24, 0.76)


def test_a_cohort_has_no_rate_before_its_time_is_over() -> None:
    one = Arrivals(93, "open", "", 10, 9, 6, 5, 4, 0, 0, 0, 0)
    (week,) = cohorts([one], today=100, weeks=1)
    assert (week.came, week.next_day, week.in_week) == (10, None, None)
    first, week = cohorts([one], today=107, weeks=2)
    assert (week.came, first.in_month) == (0, None)
    assert first.next_day is not None
    assert first.in_week is not None
    assert (first.next_day.part, first.in_week.part) == (5, 4)


def test_a_change_is_clear_only_where_chance_hardly_explains_it() -> None:
    assert change([1, 2, 3, 4], [1, 2, 3, 4, 5]) is None
    same = change([10, 12, 9, 11, 10], [11, 10, 12, 9, 11])
    more = change([10, 12, 9, 11, 10], [20, 22, 19, 21, 20])
    assert same is not None
    assert more is not None
    assert (same.is_clear, more.is_clear, more.days) == (False, True, (5, 5))


def test_a_word_rises_by_twice_its_usual() -> None:
    assert rising({"流星": 8, "周末": 12, "早": 3}, {"周末": 40}, days=4) == ["流星"]

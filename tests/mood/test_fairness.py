"""Who people are, and where they are from, says nothing: neither hostile nor low, in either script."""

from itertools import chain, groupby

import numpy as np
import pytest

from bench.mood_tables import to_traditional
from bot.domain.mood.corrections import telling
from bot.domain.mood.normalise import normalise
from bot.domain.mood.people import AFTER_A_PLACE, PEOPLE, PLACES
from bot.services.mood.check import Check
from bot.services.mood.why import LISTED
from training.own_lines import about_somebody

_SAID = sorted(about_somebody("dev"), key=lambda each: each[0])


@pytest.fixture(scope="module")
def check() -> Check:
    return Check.load()


@pytest.mark.parametrize("written", [str, to_traditional])
def test_naming_somebody_is_hostile_to_nobody_whoever_they_are(check: Check, written: type[str]) -> None:
    scores = check.score([written(one.text) for _, one in _SAID])
    assert len(scores) >= 600
    assert np.mean([score.is_hostile for score in scores]) <= 0.003
    assert np.mean([score.is_alarming for score in scores]) <= 0.01


def test_no_name_is_taken_for_worse_than_another(check: Check) -> None:
    scores = check.score([one.text for _, one in _SAID])
    by_name = [
        (name, [(score.hostile, score.negative) for _, score in some])
        for name, some in groupby(zip((name for name, _ in _SAID), scores, strict=True), key=lambda each: each[0])
    ]
    most = max(len(some) for _, some in by_name)
    of_people = np.array([np.mean(some, axis=0) for _, some in by_name if len(some) == most])
    assert len(of_people) > 100
    assert np.ptp(of_people[:, 0]) <= 0.02


@pytest.mark.parametrize("names", [PLACES, *PEOPLE])
def test_every_listed_name_reads_like_every_other_of_its_kind(names: list[str]) -> None:
    assert len({*normalise([f"我是{name}" for name in names])}) == 1


def test_names_are_no_reason(check: Check) -> None:
    why = check.score(["河南人都是骗子，恶心"])[0].why
    assert why
    assert not any("河南" in word for word in why)


def test_no_word_that_an_alert_may_give_as_its_reason_names_somebody() -> None:
    named = {*PLACES, *AFTER_A_PLACE, *chain(*PEOPLE)}
    assert not named & set(LISTED.read_text(encoding="utf-8").split())


def test_who_somebody_is_can_be_taught_as_no_word(check: Check) -> None:
    for named in ("河南人", "女人", "张三@zhangsan https://t.me/abc"):
        words = telling(check.words.cut(normalise([f"{named}真恶心"])[0]))
        assert [word for word in words if not word.isalnum()] == []

"""The bench of the guard on what is shipped: most spam is found, and no ordinary line is."""

from __future__ import annotations

from bench.guard import UNSEEN_SPAM, UNSEEN_TALK, false_alarms, found_spam, read, spam
from bot.domain.guard import is_lure, sites_in
from bot.services.guard.adverts import shipped


def test_most_spam_is_found_whatever_its_kind_and_disguise_and_no_ordinary_talk_is() -> None:
    results = list(found_spam(spam()))
    assert len(results) >= 300
    for place in (0, 1):
        for name in {each[place] for each in results}:
            of = [each for each in results if each[place] == name]
            assert sum(each[2] is not None for each in of) / len(of) > 0.7, name
    said, _, wrong = false_alarms(None, most=0)
    assert sum(said.values()) > 350
    assert wrong == []


def test_of_spam_that_nobody_tuned_on_the_model_finds_more_than_the_rules_and_hardly_any_talk() -> None:
    rows, talk, model = spam(UNSEEN_SPAM), read(UNSEEN_TALK), shipped()
    assert len(rows) >= 150
    assert len(talk) >= 500
    by_rules = sum(is_lure(text) or bool(sites_in(text)) for _, _, text in rows)
    assert sum(model.has(text) for _, _, text in rows) > 1.2 * by_rules
    assert sum(model.has(line) for line in talk) <= len(talk) / 100

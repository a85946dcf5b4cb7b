"""The bench of the guard on what is shipped: most spam is found, and no ordinary line is."""

from __future__ import annotations

from bench.guard import false_alarms, found_spam


def test_most_spam_is_found_whatever_its_kind_and_disguise_and_no_ordinary_talk_is() -> None:
    results = list(found_spam())
    assert len(results) >= 300
    for place in (0, 1):
        for name in {each[place] for each in results}:
            of = [each for each in results if each[place] == name]
            assert sum(each[2] is not None for each in of) / len(of) > 0.7, name
    said, _, wrong = false_alarms(None, most=0)
    assert sum(said.values()) > 350
    assert wrong == []

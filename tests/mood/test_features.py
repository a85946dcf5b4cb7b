"""Runs of characters stay within their texts."""

import pytest

from bot.services.mood.features import LONGEST_RUN, runs_of


@pytest.mark.parametrize(
    "texts", [["签"], [""], ["", "签"], ["签到", "好", ""], ["抽奖了", "", "", "好的", "来"], ["请问怎么签到"]]
)
def test_run_never_reaches_from_one_text_into_the_next(texts: list[str]) -> None:
    runs = runs_of(texts)
    joined = "\n" + "\n".join(texts) + "\n" * LONGEST_RUN
    end = int(runs.starts[-1] + runs.sizes[-1]) + 1
    for length in range(1, LONGEST_RUN + 1):
        for at in range(end):
            run = joined[at : at + length]
            is_run = "\n" not in run[1:-1] and run.strip("\n") != ""
            assert (runs.rows[length - 1, at] != 0) == is_run, run


def test_text_of_n_characters_has_four_n_runs() -> None:
    for text in ("签", "签到", "请问怎么签到"):
        assert (runs_of([text]).rows > 0).sum() == LONGEST_RUN * len(text)


def test_same_run_has_the_same_row_wherever_it_stands() -> None:
    runs = runs_of(["签到积分", "我要签到了"])
    assert runs.rows[1, 1] == runs.rows[1, 8]

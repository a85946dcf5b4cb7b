"""A group's own words mean what the group says."""

import pytest

from bot.config.mood import MoodWords
from bot.domain.mood.own_words import read_own
from bot.domain.mood.verdict import Mood
from bot.services.mood.check import Check

_WORDS = MoodWords(positive=("锦鲤附体",), negative=("寄了",), neutral=("死神", "垃圾桶")).by_word


@pytest.fixture(scope="module")
def check() -> Check:
    return Check.load()


@pytest.mark.parametrize(
    ("text", "mood"),
    [("今天锦鲤附体", Mood.POSITIVE), ("这波寄了", Mood.NEGATIVE), ("死神更新了吗", Mood.NEUTRAL)],
)
def test_an_own_word_decides_what_a_line_says(check: Check, text: str, mood: Mood) -> None:
    assert check.score([read_own(text, _WORDS)])[0].label is mood


@pytest.mark.parametrize("written", ["錦鯉附體", "锦鲤 附体", "锦*鲤*附*体"])
def test_an_own_word_is_known_however_it_is_written(written: str) -> None:
    assert read_own(written, _WORDS) == read_own("锦鲤附体", _WORDS) != written


def test_without_own_words_nothing_is_changed() -> None:
    assert read_own("原樣，照舊！", ()) == "原樣，照舊！"


def test_a_word_of_hidden_marks_alone_is_left_out() -> None:
    assert read_own("你好", MoodWords(negative=("\u200b",)).by_word) == "你好"

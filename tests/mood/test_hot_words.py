"""What an alert says that it is about."""

from bot.domain.mood.corrections import Aspect
from bot.services.mood.alerts import hot_words
from storage.mood_alerts import Mark


def _said(by: int, *words: str) -> Mark:
    return Mark(-1, by, 0, by, 0, Aspect.NEGATIVE, words)


def test_what_five_people_named_is_told_and_what_is_said_of_anything_is_not() -> None:
    marks = [_said(by, "什么", "东西", "涨价") for by in range(6)] + [_said(by, "退款") for by in range(4)]
    assert hot_words(marks) == ["涨价"]


def test_one_member_who_repeats_a_word_counts_once() -> None:
    assert hot_words([_said(1, "涨价") for _ in range(9)]) == []

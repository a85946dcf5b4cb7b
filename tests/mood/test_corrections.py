"""A group teaches the check its own ways, within bounds."""

import sys

import pytest

from bot.domain.mood.corrections import FURTHEST, Aspect, Correction, moved
from bot.domain.mood.verdict import Mood
from bot.services.mood.check import Check
from bot.services.mood.corrections import Corrections

_JOKE = "你个憨憨又迟到，罚你请奶茶"


@pytest.fixture(scope="module")
def check() -> Check:
    return Check.load()


@pytest.fixture
def corrections(check: Check) -> Corrections:
    return Corrections(check.words)


def _said(group: Corrections, text: str, *, number: int, is_so: bool, aspect: Aspect = Aspect.NEGATIVE) -> Correction:
    correction = Correction(number, aspect, is_so, group.words_of(text), 7, 1_700_000_000)
    group.learn(correction)
    return correction


def _negative(check: Check, group: Corrections, text: str) -> float:
    return group.applied([text], check.score([text]))[0].negative


def test_not_so_makes_the_like_less_negative(check: Check, corrections: Corrections) -> None:
    before = _negative(check, corrections, _JOKE)
    _said(corrections, _JOKE, number=1, is_so=False)
    assert _negative(check, corrections, _JOKE) < before


def test_is_so_makes_the_like_more_negative(check: Check, corrections: Corrections) -> None:
    before = _negative(check, corrections, _JOKE)
    _said(corrections, _JOKE, number=1, is_so=True)
    assert _negative(check, corrections, _JOKE) > before


def test_other_messages_keep_their_scores(check: Check, corrections: Corrections) -> None:
    other = "今天晚上吃什么"
    before = check.score([other])
    _said(corrections, _JOKE, number=1, is_so=False)
    assert corrections.applied([other], before) == before


def test_hundred_corrections_move_no_score_beyond_the_bound(check: Check, corrections: Corrections) -> None:
    text = "你是傻逼废物垃圾"
    plain = check.score([text])[0]
    for number in range(100):
        _said(corrections, text, number=number, is_so=False, aspect=Aspect.HOSTILE)
    taught = corrections.applied([text], [plain])[0]
    assert taught.hostile < plain.hostile
    assert taught.hostile >= moved(plain.hostile, by=-FURTHEST[Aspect.HOSTILE]) - 1e-9
    assert taught.is_hostile


def test_shares_still_sum_to_one(check: Check, corrections: Corrections) -> None:
    _said(corrections, _JOKE, number=1, is_so=True)
    score = corrections.applied([_JOKE], check.score([_JOKE]))[0]
    assert score.negative + score.neutral + score.positive == pytest.approx(1, abs=0.001)


def test_undone_correction_leaves_no_trace(check: Check, corrections: Corrections) -> None:
    _said(corrections, "又在吵什么，烦死了", number=1, is_so=True)
    before = _negative(check, corrections, _JOKE)
    second = _said(corrections, _JOKE, number=2, is_so=False)
    assert corrections.undo(2) == second
    assert _negative(check, corrections, _JOKE) == before
    assert [one.number for one in corrections.listed()] == [1]
    assert corrections.undo(2) is None


def test_said_twice_counts_once(check: Check, corrections: Corrections) -> None:
    _said(corrections, _JOKE, number=1, is_so=False)
    once = _negative(check, corrections, _JOKE)
    _said(corrections, _JOKE, number=1, is_so=False)
    assert _negative(check, corrections, _JOKE) == once


def test_export_brings_the_same_teaching_back(check: Check, corrections: Corrections) -> None:
    said = [_said(corrections, _JOKE, number=1, is_so=False), _said(corrections, "奶茶真难喝", number=2, is_so=True)]
    again = Corrections(check.words, said)
    assert again.exported() == corrections.exported()
    assert _negative(check, again, _JOKE) == _negative(check, corrections, _JOKE)


def test_correction_keeps_words_and_no_sentence(corrections: Corrections) -> None:
    words = corrections.words_of("我今天把奶茶洒在键盘上了")
    assert "奶茶" in words
    assert list(words) == sorted(words)
    assert "我" not in words


def test_label_follows_the_teaching(check: Check, corrections: Corrections) -> None:
    text = "奶茶太难喝"
    for number in range(20):
        _said(corrections, text, number=number, is_so=False)
    score = corrections.applied([text], check.score([text]))[0]
    assert score.label in set(Mood)


def test_snownlps_segmenter_stays_unloaded(corrections: Corrections) -> None:
    _said(corrections, _JOKE, number=1, is_so=False)
    assert not {"snownlp", "snownlp.seg", "weilu_snownlp_parts.seg"} & set(sys.modules)

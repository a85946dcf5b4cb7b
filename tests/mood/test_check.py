"""The mood check judged as a group would judge it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bench.mood_tables import auc, disguised, macro_f1, to_traditional
from bot.domain.mood.verdict import Mood, Score
from bot.services.mood.check import Check
from bot.services.mood.model import SHIPPED

_CHAT = [line.split("\t") for line in (Path(__file__).parent / "chat.tsv").read_text("utf-8").splitlines()]
_LABELS, _LINES = [label for label, _ in _CHAT], [text for _, text in _CHAT]


@pytest.fixture(scope="module")
def check() -> Check:
    return Check.load()


def _one(check: Check, text: str) -> Score:
    return check.score([text])[0]


@pytest.mark.parametrize(
    "text",
    [
        "请问怎么签到",
        "收到",
        "好的",
        "群文件在哪里下载",
        "今晚八点开会",
        "什么时候开奖",
        "在吗",
        "+1",
        "签到",
        "密码忘了在哪找回",
        "操到底是什么意思？",
    ],
)
def test_everyday_line_is_neither_negative_nor_hostile(check: Check, text: str) -> None:
    score = _one(check, text)
    assert score.label is not Mood.NEGATIVE
    assert not score.is_hostile
    assert not score.is_alarming


@pytest.mark.parametrize(
    "text", ["气死我了，这破网", "心情好差，什么都不想干", "好难过😭", "这更新越改越烂", "一点都不好吃"]
)
def test_complaint_is_negative_and_says_why(check: Check, text: str) -> None:
    score = _one(check, text)
    assert score.label is Mood.NEGATIVE
    assert score.why
    assert not score.is_hostile


@pytest.mark.parametrize("text", ["谢谢大佬，解决了👍", "今天好开心", "太棒了！中奖了🎉", "爱你们❤️", "恭喜恭喜"])
def test_thanks_and_joy_are_positive(check: Check, text: str) -> None:
    assert _one(check, text).label is Mood.POSITIVE


@pytest.mark.parametrize(
    "text",
    [
        "你是傻逼吧",
        "你是傻*逼吧",
        "你 是 傻 逼 吧",
        "你是傻\u200b逼吧",
        "你是煞笔吧",
        "妳這個白癡",
        "ｎｍｓｌ",
        "滾出去",
        "s b 一个",
        "你，真，是，个，废，物",
    ],
)
def test_insult_is_hostile_however_it_is_spelt(check: Check, text: str) -> None:
    assert _one(check, text).is_hostile


@pytest.mark.parametrize(
    "text",
    [
        "傻逼是什么意思",
        "滚动条在哪",
        "nc机床多少钱",
        "这个杂种水稻产量高",
        "我真是个废物",
        "2b铅笔",
        "小时候总被妈逼着吃饭",
        "有个地球仪在你脑子里转",
        "神兽草泥马是什么动物",
        "我家狗比较胖",
    ],
)
def test_insulting_word_that_insults_nobody_is_not_hostile(check: Check, text: str) -> None:
    assert not _one(check, text).is_hostile


@pytest.mark.parametrize(
    "text",
    ["这个词用在你们这种女拳身上正好，一群没人要的老女人", "脏了我的眼，这种丑女也好意思出来，恶心得我隔夜饭都吐了"],
)
def test_a_long_insult_is_one_also_where_it_speaks_of_a_word_or_of_disgust(check: Check, text: str) -> None:
    assert _one(check, text).is_hostile


def test_hand_made_chat_is_told_apart(check: Check) -> None:
    import numpy as np

    scores = check.score(_LINES)
    labels = np.array([list(Mood).index(Mood(label)) for label in _LABELS])
    judged = np.array([list(Mood).index(one.label) for one in scores])
    negative = np.array([one.negative for one in scores])
    assert macro_f1(labels, judged) >= 80
    assert auc(negative, labels == 0) >= 95
    assert (judged[labels == 1] == 0).mean() <= 0.12


def test_traditional_script_reads_the_same(check: Check) -> None:
    assert check.score([to_traditional(line) for line in _LINES]) == check.score(_LINES)


def test_masked_writing_reads_almost_the_same(check: Check) -> None:
    masked = check.score([disguised(line, seed=at) for at, line in enumerate(_LINES)])
    same = sum(one.label is other.label for one, other in zip(masked, check.score(_LINES), strict=True))
    assert same >= len(_LINES) * 0.98


@settings(deadline=None, max_examples=150)
@given(some.lists(some.text(some.characters(codec=None), max_size=60), max_size=8))
def test_any_text_gets_one_score_in_its_place(check: Check, texts: list[str]) -> None:
    together = check.score(texts)
    assert len(together) == len(texts)
    for text, score in zip(texts, together, strict=True):
        assert _one(check, text).label is score.label
        assert abs(score.negative + score.neutral + score.positive - 1) < 0.01
        assert 0 <= score.hostile <= 1


def test_company_does_not_change_a_score(check: Check) -> None:
    together = check.score(_LINES)
    assert [_one(check, line) for line in _LINES] == pytest.approx(together) or all(
        abs(_one(check, line).negative - score.negative) < 1e-3 for line, score in zip(_LINES, together, strict=True)
    )


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "\x00\x07", "\ud800"])
def test_text_that_says_nothing_is_left_open(check: Check, text: str) -> None:
    score = _one(check, text)
    assert score.label is not Mood.NEGATIVE
    assert not score.is_alarming


def test_reasons_are_words_of_the_message(check: Check) -> None:
    score = _one(check, "排队排了两个小时，太失望了")
    assert any("失望" in word for word in score.why)


def test_own_words_of_a_group_are_given_whole() -> None:
    score = _one(Check.load(own=["围炉夜话"]), "围炉夜话太失望了太差了")
    assert not {"围炉", "夜话"} & set(score.why)


def test_shipped_model_is_small() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.parent.iterdir()) <= 5_000_000

"""How people write today: slang, irony, faces, a "not", Cantonese and Taiwanese words, each read as it is meant."""

from pathlib import Path

import pytest

from bot.domain.mood.normalise import normalise
from bot.domain.mood.verdict import Mood
from bot.services.mood.check import Check
from training.own_lines import lines_by_kind

_PROBES = [line.split("\t") for line in (Path(__file__).parent / "slang.tsv").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def check() -> Check:
    return Check.load()


def test_most_of_todays_slang_is_read_as_it_is_meant(check: Check) -> None:
    scores = check.score([text for _, text in _PROBES])
    wrong = [text for (label, text), score in zip(_PROBES, scores, strict=True) if score.label is not Mood(label)]
    assert len(wrong) <= len(_PROBES) * 0.15, wrong


@pytest.mark.parametrize("face", ["😭", "😭😭😭", "😂", "🐶", "🙏", "👀"])
def test_a_face_says_what_the_words_before_it_say(check: Check, face: str) -> None:
    glad = ["谢谢", "太好看了", "爱你们", "恭喜恭喜", "太可爱了", "终于上岸了"]
    low = ["好难过", "气死我了", "考砸了", "又被扣钱了", "心情好差"]
    assert not any(score.negative > score.positive for score in check.score([text + face for text in glad]))
    assert all(score.negative > score.positive for score in check.score([text + face for text in low]))


def test_a_polite_smile_is_no_laugh(check: Check) -> None:
    polite, glad = check.score(["好的呢🙂", "好的呢😄"])
    assert polite.positive < 0.5 < glad.positive


def test_a_not_turns_what_it_denies(check: Check) -> None:
    sad, not_sad, glad, not_glad = check.score(["我难过", "我不难过了", "我今天高兴", "我今天不高兴"])
    assert sad.negative > not_sad.negative
    assert not_glad.negative > glad.negative
    assert not_glad.label is Mood.NEGATIVE


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("佢哋唔系好人", "他们不是好人"),
        ("呢間餐廳好難食", "这间餐厅好难吃"),
        ("多謝晒", "非常感谢"),
        ("好D未", "好些未"),
        ("我食左飯", "我食了饭"),
        ("關係", "关系"),
        ("都系统一的", "都系统一的"),
        ("这个系列", "这个系列"),
        ("好鬼難食", "很难吃"),
        ("撚到我火都嚟", "弄到我火大"),
        ("今次點算呀", "今次怎么办呀"),
        ("三点算起", "三点算起"),
        ("呢度好平，個平台好平台", "这里很便宜,个平台好平台"),
        ("好灰色", "好灰色"),
    ],
)
def test_cantonese_reads_as_mandarin(written: str, read: str) -> None:
    assert normalise([written]) == [read]


@pytest.mark.parametrize("kind", sorted(lines_by_kind("dev")))
def test_most_lines_of_each_kind_are_told_apart(check: Check, kind: str) -> None:
    some = lines_by_kind("dev")[kind]
    scores = check.score([one.text for one in some])
    right = sum(list(Mood)[one.label] is score.label for one, score in zip(some, scores, strict=True))
    assert right >= 0.6 * len(some)

"""Texts that mean the same are made the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.domain.mood.normalise import LONGEST, normalise


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("請問怎麼簽到？", "请问怎么签到?"),
        ("ＡＢＣ　你好", "abc 你好"),
        ("草\u200b泥\u2060马", "草泥马"),
        ("傻 逼", "傻逼"),
        ("傻*逼", "傻逼"),
        ("你，真，蠢，啊", "你真蠢啊"),
        ("好。不好", "好。不好"),
        ("好，我来", "好,我来"),
        ("哈哈哈哈哈哈", "哈哈哈"),
        ("花了12.50元", "花了0元"),
        ("666", "666"),
        ("[大哭]", "😢"),
        ("QAQ", "😭"),
        ("😀", "😄"),
        ("👍🏽", "👍"),
        ("泪", "泪"),
        ("看https://example.com/a?b=c这里", "看\ue000这里"),
        ("@weilu_bot 你好", "\ue001 你好"),
        ("一行\n两行", "一行两行"),
        ("a\u2028b\x85c\rd", "a b c d"),
    ],
)
def test_writing_is_made_even(written: str, read: str) -> None:
    assert normalise([written]) == [read]


@settings(deadline=None)
@given(some.lists(some.text(some.sampled_from("傻 逼*,，。\n[泪]:)QA12.@x哈\u200b\u2028😭"), max_size=30), max_size=6))
def test_texts_read_together_read_as_they_do_alone(texts: list[str]) -> None:
    assert normalise(texts) == [normalise([text])[0] for text in texts]


def test_nothing_beyond_telegrams_limit_is_read() -> None:
    assert normalise(["好" + "坏" * LONGEST * 100])[0] == "好坏坏坏"
    assert normalise(["好坏" * LONGEST])[0] == "好坏" * (LONGEST // 2)

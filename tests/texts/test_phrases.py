"""Stories of phrases: heard in any width, script and punctuation, and only as a whole message."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts.catalog import (
    commands,
    fold,
    phrase_of,
    phrases,
)


class TestPhrases:
    @pytest.mark.parametrize(
        ("spoken", "command"),
        [
            ("签到", "checkin"), ("簽到", "checkin"), ("「签到！」", "checkin"), ("签 到 。", "checkin"),
            (" 签到\n", "checkin"), ("签到🔥🔥", "checkin"), ("签\u200b到\ufe0f", "checkin"), ("打卡~", "checkin"),
            ("ＣＨＥＣＫ　ｉｎ", "checkin"), ("Check-in!", "checkin"), ("签到" + "！" * 100, "checkin"),
            ("积分", "points"), ("積分？", "points"), ("積分明细", "ledger"), ("排行榜", "top"),
            ("帮助", "help"), ("幫助", "help"), ("說明", "help"), ("群规", "rules"), ("設定", "settings"),
            ("关于围炉", "about"),
        ],
    )  # fmt: skip
    def test_width_script_spaces_and_punctuation_do_not_matter(self, spoken: str, command: str) -> None:
        assert phrase_of(spoken) == command

    @pytest.mark.parametrize(
        "spoken", ["签到了", "我要签到", "签到 打卡", "积分怎么算", "", "！！！", "到签", "签" * 5000, "签到5"]
    )
    def test_a_phrase_counts_only_when_it_is_the_whole_message(self, spoken: str) -> None:
        assert phrase_of(spoken) is None

    def test_no_two_commands_share_a_phrase(self) -> None:
        owners: dict[str, set[str]] = {}
        for name, words in commands().items():
            for phrase in (phrase for spoken in words.phrases.values() for phrase in spoken if phrase):
                owners.setdefault(fold(phrase), set()).add(name)
        assert all(len(names) == 1 for names in owners.values()), owners
        assert set(owners) == set(phrases())

    def test_the_quick_look_refuses_no_phrase(self) -> None:
        for name, words in commands().items():
            for phrase in (phrase for spoken in words.phrases.values() for phrase in spoken if phrase):
                assert phrase_of(phrase) == phrase_of(phrase.upper()) == name

    def test_pairs_of_phrases_are_one_word_in_two_scripts(self) -> None:
        for words in commands().values():
            pairs = zip(words.phrases["zh-Hant"], words.phrases["zh-Hans"], strict=False)
            assert [(hant, hans) for hant, hans in pairs if fold(hant) != fold(hans)] == [], words.name

    @given(st.text(max_size=40))
    def test_the_quick_look_says_what_folding_says(self, words: str) -> None:
        assert phrase_of(words) == phrases().get(fold(words))

    @given(st.text(st.sampled_from("签簽到打卡checkin！ 。\u200b\ufe0f🔥ＣＨ"), max_size=12))
    def test_the_quick_look_says_what_folding_says_among_near_misses(self, words: str) -> None:
        assert phrase_of(words) == phrases().get(fold(words))

    @given(st.text(max_size=40))
    def test_folding_twice_is_folding_once(self, words: str) -> None:
        assert fold(fold(words)) == fold(words)

    @given(st.text(max_size=20), st.sampled_from(["！", " ", "\u3000", "\u200d", "❤️", "…", "\n", "～"]))
    def test_folding_leaves_only_letters_and_numbers(self, words: str, noise: str) -> None:
        assert fold(noise.join(words)) == fold(words)
        assert all(unicodedata.category(char)[0] in "LN" for char in fold(words))

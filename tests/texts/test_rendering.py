"""Stories of arguments in sentences: numbers, people, moments, and what nobody has written yet."""

from __future__ import annotations

import pytest

from bot.texts.catalog import (
    Locale,
    MissingSentenceError,
    locale_of,
    plain,
    render,
)
from bot.texts.sentences import catalog_file
from bot.texts.text import When, Who, text


class TestHowArgumentsAreShown:
    def test_numbers_are_plain_digits(self) -> None:
        assert "1000000。" in render(text("refusals.too_large", seen="?", most=1_000_000), "zh-Hans")
        assert "0.5。" in render(text("refusals.too_large", seen="?", most=0.5), "zh-Hans")

    def test_a_person_is_a_mention_in_a_message_and_a_name_on_a_button(self) -> None:
        words = text("home.which", who=Who(42, "小明 & co"))
        assert render(words, "zh-Hans").startswith('<a href="tg://user?id=42">小明 &amp; co</a>，你好')
        assert plain(words, "zh-Hans").startswith("小明 & co，你好")

    def test_somebody_without_a_name_is_still_somebody(self) -> None:
        assert "a member" in render(text("home.which", who=Who(42, " ")), "en")

    @pytest.mark.parametrize(
        ("locale", "form", "shown"),
        [("zh-Hans", "minute", "12月1日 20:05"), ("zh-Hant", "day", "12月1日"), ("en", "minute", "Dec 1, 20:05"),
         ("en", "time", "20:05")],
    )  # fmt: skip
    def test_a_moment_is_told_in_the_groups_own_zone(self, locale: Locale, form: str, shown: str) -> None:
        moment = When(1796126700, "Asia/Shanghai", form)  # type: ignore[arg-type]
        assert plain(text("refusals.too_small", seen="?", least=moment), locale).rstrip("。.").endswith(shown)

    @pytest.mark.parametrize(
        ("locale", "form", "shown"),
        [("zh-Hans", "minute", "2026年12月1日 20:05"), ("zh-Hant", "day", "2026年12月1日"),
         ("en", "minute", "Dec 1, 2026, 20:05"), ("en", "time", "20:05")],
    )  # fmt: skip
    def test_a_date_many_months_away_shows_its_year(self, locale: Locale, form: str, shown: str) -> None:
        moment = When(1796126700, "Asia/Shanghai", form)  # type: ignore[arg-type]
        words = text("refusals.too_small", seen="?", least=moment)
        for away in (-301, 301):
            assert plain(words, locale, now=moment.at - away * 86400).rstrip("。.").endswith(shown)
        near = plain(words, locale, now=moment.at - 299 * 86400)
        assert near == plain(words, locale) == plain(words, locale, now=moment.at + 299 * 86400)

    def test_a_sentence_within_a_sentence_speaks_the_same_language(self) -> None:
        words = text("refusals.no_right", right=text("refusals.right_can_pin_messages"))
        assert "“Pin Messages”" in render(words, "en")
        assert "「置頂訊息」" in render(words, "zh-Hant")

    def test_toasts_lose_markup_but_no_words(self) -> None:
        assert plain(text("refusals.no_amount", usage="/x 1 < 2"), "en") == "The amount is missing. Usage: /x 1 < 2"

    def test_one_and_many_have_their_own_words(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(catalog_file("en", "general"), "somebody", "{n} {n:point|points}")
        assert [plain(text("general.somebody", n=n), "en") for n in (1, 2)] == ["1 point", "2 points"]


class TestGaps:
    def test_a_missing_sentence_is_loud_here(self) -> None:
        with pytest.raises(MissingSentenceError, match=r"general\.nonsense"):
            render(text("general.nonsense"), "en")
        with pytest.raises(MissingSentenceError, match="least"):
            render(text("refusals.too_small", seen="?"), "en")

    def test_in_service_it_is_logged_and_the_reference_speaks(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        monkeypatch.undo()
        monkeypatch.setitem(catalog_file("zh-Hans", "general"), "only_here", "只有这里有 {n}")
        assert render(text("general.only_here"), "en") == "只有这里有 …"
        assert [record.message for record in caplog.records] == [
            "no sentence 'general.only_here' in en",
            "no argument 'n' for 'general.only_here'",
        ]

    @pytest.mark.parametrize(
        ("code", "locale"),
        [
            ("zh-TW", "zh-Hant"), ("zh-hant", "zh-Hant"), ("zh_HK", "zh-Hant"), ("zh-Hant-MO", "zh-Hant"),
            ("zh", "zh-Hans"), ("zh-CN", "zh-Hans"), ("zh-hans", "zh-Hans"), ("zh-SG", "zh-Hans"),
            ("en-GB", "en"), ("en", "en"), ("fr", "zh-Hant"), ("", "zh-Hant"), (None, "zh-Hant"), ("enm", "zh-Hant"),
        ],
    )  # fmt: skip
    def test_a_language_code_finds_its_nearest_catalog(self, code: str | None, locale: Locale) -> None:
        assert locale_of(code, "zh-Hant") == locale

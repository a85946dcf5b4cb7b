"""Stories of what the bot says: three languages alike, nothing breaks their markup, phrases heard forgivingly."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import sentences
from bot.texts.catalog import (
    LOCALES,
    PLACEHOLDER,
    Locale,
    MissingSentenceError,
    commands,
    fold,
    locale_of,
    phrase_of,
    phrases,
    plain,
    render,
    shorten,
)
from bot.texts.sentences import catalog_file
from bot.texts.text import Lines, Raw, Text, When, Who, text
from tests.every import for_every

ROOT = Path(__file__).parents[2]
FEATURES = sorted(path.stem for path in (ROOT / "bot/texts/zh-Hans").glob("*.toml"))
SENTENCE_FEATURES = [feature for feature in FEATURES if feature != "commands"]
KEYS = [f"{feature}.{name}" for feature in FEATURES for name in catalog_file("zh-Hans", feature)]
SENTENCES = [key for key in KEYS if not key.startswith("commands.")]

PUT_TOGETHER = (
    *(
        "commands.",
        "grammar.",
        "general.when_",
        "general.button_",
        "general.help_",
        "refusals.right_",
        "privacy.table_",
        "privacy.matter_",
        "privacy.number_",
        "privacy.choice_",
    ),
    *(f"feedback.{each}_" for each in ("state", "category", "did", "told", "how", "button")),
    *(f"audit.{each}" for each in ("deed_", "button_", "confirm_", "told_", "upheld", "dismissed")),
    *("schedule.weekday_", "schedule.reason_"),
    *(
        "discussion.break_",
        "points.what_",
        "levels.badge_",
        "shop.order_",
        "settings.knob_",
        "settings.page_",
        "stats.button_",
    ),
    *(f"preferences.{each}" for each in ("mood_", "board_", "private_", "remind_", "button_")),
    *("granting.open_", "granting.done_", "mood.taught_", "calendar.weekday_", "calendar.state_"),
)
"""Beginnings of keys that the code puts together, such as a right's name; all other keys stand in it as they are."""

TELEGRAM_TAGS = {"b", "i", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler"}
TOAST = 200
BUTTON = 24
HOSTILE = "</b><i>&amp;{n}"


@pytest.fixture(autouse=True)
def gaps_are_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "on_gap", sentences.fail_on_gap)


class Markup(HTMLParser):
    """What a reader of Telegram's HTML finds: tags in order, and the words between them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TELEGRAM_TAGS, tag
        self.tags.append(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag
        self.tags.append("/" + tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def template(key: str, locale: Locale) -> str:
    feature, _, name = key.partition(".")
    return catalog_file(locale, feature)[name]


def placeholders(key: str, locale: Locale) -> set[str]:
    return {found["name"] for found in PLACEHOLDER.finditer(template(key, locale))}


def units(words: str) -> int:
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def sources() -> Iterator[str]:
    for room in ("bot", "handlers"):
        for path in (ROOT / room).rglob("*.py"):
            yield path.read_text()


class TestTheThreeLanguagesAgree:
    @pytest.mark.parametrize("feature", FEATURES)
    @pytest.mark.parametrize("locale", LOCALES[1:])
    def test_they_have_the_same_keys(self, feature: str, locale: Locale) -> None:
        assert list(catalog_file(locale, feature)) == list(catalog_file("zh-Hans", feature))

    @pytest.mark.parametrize("locale", LOCALES[1:])
    def test_they_have_the_same_files(self, locale: Locale) -> None:
        assert sorted(path.stem for path in (ROOT / "bot/texts" / locale).glob("*.toml")) == FEATURES

    @for_every(KEYS, LOCALES[1:])
    def test_a_sentence_has_the_same_placeholders_and_tags_everywhere(self, key: str, locale: Locale) -> None:
        assert placeholders(key, locale) == placeholders(key, "zh-Hans")
        ours, theirs = (Counter(Markup(template(key, each)).tags) for each in (locale, "zh-Hans"))
        assert ours == theirs

    @for_every(KEYS, LOCALES)
    def test_every_brace_belongs_to_a_placeholder_and_every_tag_is_closed(self, key: str, locale: Locale) -> None:
        assert not re.search(r"[{}]", PLACEHOLDER.sub("", template(key, locale)))
        assert Markup(template(key, locale)).open == []

    @for_every([key for key in SENTENCES if "button_zh" not in key], ("zh-Hans", "zh-Hant"))
    def test_simplified_and_traditional_are_each_their_own_script(self, key: str, locale: Locale) -> None:
        template(key, "zh-Hans").encode("gb18030")
        ours, theirs = ("gb2312", "big5") if locale == "zh-Hans" else ("big5", "gb2312")
        assert not [char for char in template(key, locale) if in_script(char, theirs) and not in_script(char, ours)]


def in_script(char: str, encoding: str) -> bool:
    """Whether a Chinese character is in the set of one script; other signs are in none."""
    try:
        return bool(char.encode(encoding)) and "\u4e00" <= char <= "\u9fff"
    except UnicodeEncodeError:
        return False


class TestEverySentenceIsOfUse:
    def test_no_key_is_idle(self) -> None:
        said = set(re.findall(r'"([a-z_]+\.[a-z_.]+)"', "\n".join(sources())))
        assert [key for key in KEYS if key not in said and not key.startswith(PUT_TOGETHER)] == []

    def test_no_code_says_what_no_catalog_knows(self) -> None:
        calls = re.findall(r'(?:\b(?:text|Text|Key)\(\s*|\bkey = )"([a-z_]+\.[a-z_.]+)"', "\n".join(sources()))
        assert [key for key in calls if key not in KEYS] == []


class TestLengths:
    @for_every([key for key in SENTENCES if "button_" in key], LOCALES)
    def test_buttons_fit_a_phone(self, key: str, locale: Locale) -> None:
        assert len(plain(filled(key), locale)) <= BUTTON

    @for_every([key for key in SENTENCES if key.startswith("refusals.") or "toast" in key], LOCALES)
    def test_refusals_fit_the_notice_of_a_button(self, key: str, locale: Locale) -> None:
        usage = max((words.name for words in commands().values()), key=lambda name: len(commands()[name].usage["en"]))
        args = dict.fromkeys(placeholders(key, locale), "1000000") | {"usage": text(f"commands.{usage}.usage")}
        assert units(plain(Text(key, {**args}), locale)) <= TOAST

    @for_every(commands(), LOCALES)
    def test_menu_lines_are_short_and_usage_is_one_plain_line(self, key: str, locale: Locale) -> None:
        words = commands()[key]
        assert re.fullmatch(r"[a-z][a-z0-9_]{0,31}", key)
        assert 3 <= len(words.menu[locale]) <= (40 if locale == "en" else 16)
        assert 2 <= len(words.short[locale]) <= (12 if locale == "en" else 4)
        assert words.usage[locale].startswith(f"/{key}")
        assert not re.search(r"[<>&{}\n]", words.usage[locale] + words.menu[locale] + words.short[locale])

    def test_a_message_too_long_is_cut_outside_its_tags(self) -> None:
        html = render(Lines([text("general.help_open"), *[filled("refusals.form", "&<𠮷>" * 40)] * 60]), "zh-Hans")
        assert 4000 < units(Markup(html).words) <= 4096
        assert html.endswith("…</code>")
        assert Markup(html).open == []

    def test_a_message_that_fits_is_left_alone(self) -> None:
        assert render(Raw("𠮷" * 2048), "en") == "𠮷" * 2048
        assert units(render(Raw("𠮷" * 2049), "en")) <= 4096

    @given(st.text(max_size=60), st.integers(2, 40))
    def test_cutting_never_breaks_a_character_or_a_tag(self, words: str, most: int) -> None:
        short = Markup(shorten(f"<b>{render(Raw(words), 'en')}</b> tail", most))
        assert short.open == []
        assert units(short.words) <= most
        assert units(plain(Raw(words), "en", most=most)) <= most


def filled(key: str, argument: str = "x") -> Text:
    return Text(key, dict.fromkeys(placeholders(key, "zh-Hans"), argument))


class TestWhatPeopleWriteCannotBreakTheMarkup:
    @for_every(SENTENCES, LOCALES)
    def test_in_any_placeholder_of_any_sentence(self, key: str, locale: Locale) -> None:
        before, after = Markup(render(filled(key), locale)), Markup(render(filled(key, HOSTILE), locale))
        assert before.tags == after.tags
        assert not placeholders(key, locale) or HOSTILE in after.words or ":" in template(key, locale)

    @pytest.mark.parametrize(
        "argument", [Raw(HOSTILE), Who(7, HOSTILE), Lines([text("refusals.too_small", seen="?", least=HOSTILE)])]
    )
    def test_however_it_is_wrapped(self, argument: Raw | Who | Lines) -> None:
        markup = Markup(render(text("refusals.not_a_number", seen=argument), "zh-Hans"))
        assert HOSTILE in markup.words
        assert set(markup.tags) <= {"a", "/a"}

    def test_an_announcement_is_shown_as_it_was_written(self) -> None:
        assert render(Raw('1 < 2 & "{n}"'), "en") == "1 &lt; 2 &amp; &quot;{n}&quot;"
        assert plain(Raw("<b>&amp;"), "en") == "<b>&amp;"


class TestHowArgumentsAreShown:
    def test_numbers_are_plain_digits(self) -> None:
        assert "1000000。" in render(text("refusals.too_large", seen="?", most=1_000_000), "zh-Hans")
        assert "0.5。" in render(text("refusals.too_large", seen="?", most=0.5), "zh-Hans")

    def test_a_person_is_a_mention_in_a_message_and_a_name_on_a_button(self) -> None:
        words = text("general.start_private", who=Who(42, "小明 & co"))
        assert render(words, "zh-Hans").startswith('<a href="tg://user?id=42">小明 &amp; co</a>，你好')
        assert plain(words, "zh-Hans").startswith("小明 & co，你好")

    def test_somebody_without_a_name_is_still_somebody(self) -> None:
        assert "a member" in render(text("general.start_private", who=Who(42, " ")), "en")

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
        assert plain(text("refusals.form", usage="/x 1 < 2"), "en") == "I could not read that. Usage: /x 1 < 2"

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


class TestPhrases:
    @pytest.mark.parametrize(
        ("spoken", "command"),
        [
            ("签到", "checkin"), ("簽到", "checkin"), ("「签到！」", "checkin"), ("签 到 。", "checkin"),
            (" 签到\n", "checkin"), ("签到🔥🔥", "checkin"), ("签\u200b到\ufe0f", "checkin"), ("打卡~", "checkin"),
            ("ＣＨＥＣＫ　ｉｎ", "checkin"), ("Check-in!", "checkin"), ("签到" + "！" * 100, "checkin"),
            ("积分", "points"), ("積分？", "points"), ("積分明细", "ledger"), ("排行榜", "top"),
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

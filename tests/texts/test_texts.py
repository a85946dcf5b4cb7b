"""Stories of what the bot says: three languages alike, nothing breaks their markup, phrases heard forgivingly."""

from __future__ import annotations

import re
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
    commands,
    plain,
    render,
    shorten,
)
from bot.texts.sentences import catalog_file
from bot.texts.text import Lines, Raw, Text, Who, text
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
        "general.weekday_",
        "general.button_",
        "help.page_",
        "panel.",
        "home.a_",
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
        "settings.choice_",
        "settings.unit_",
        "settings.page_",
        "stats.button_",
        "conduct.change_",
        "announce.button_second_",
        "conduct.news",
        "conduct.first_ones",
        "first_week.task_",
        "first_week.brief_",
        *(f"safety.{each}_" for each in ("tip", "question", "option", "why")),
    ),
    *(f"preferences.{each}" for each in ("mood_", "board_", "private_", "remind_", "button_")),
    *(f"sanctions.{each}_" for each in ("what", "step", "done", "button", "appeal", "told")),
    *("gate.mode_", "gate.done_", "gate.button_"),
    *(f"complaints.{each}_" for each in ("button", "done", "told")),
    *(f"guard.{each}_" for each in ("why", "told", "line", "card", "done")),
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
        assert not words.manage[locale] or words.manage[locale].startswith(f"/{key}")
        shown = (words.usage, words.manage, words.menu, words.short)
        assert not re.search(r"[<>&{}\n]", "".join(each[locale] for each in shown))

    def test_a_message_too_long_is_cut_outside_its_tags(self) -> None:
        html = render(Lines([text("help.open"), *[filled("refusals.form", "&<𠮷>" * 40)] * 60]), "zh-Hans")
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

"""Stories of what the bot says: three languages say the same, and every sentence is of use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from bot.texts.catalog import LOCALES, PLACEHOLDER, Locale
from bot.texts.sentences import catalog_file
from tests.every import for_every
from tests.texts.templates import FEATURES, KEYS, ROOT, SENTENCES, Markup, placeholders, template

PUT_TOGETHER = (
    *(
        "commands.",
        "grammar.",
        "kb.button_",
        "surveys.crowd_",
        "surveys.how_",
        "promises.button_",
        "promises.done_",
        "promises.how_",
        "promises.state_",
        "general.when_",
        "general.weekday_",
        "general.button_",
        "help.page_",
        "panel.",
        "home.a_",
        "console.page_",
        "console.head_",
        "console.no_",
        "console.find_",
        "console.desk_",
        "console.retention_",
        "console.content_",
        "refusals.right_",
        "transparency.look_",
        "transparency.by_",
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
    *(f"preferences.{each}" for each in ("mood_", "board_", "private_", "lists_", "remind_", "button_")),
    *(f"sanctions.{each}_" for each in ("what", "step", "done", "button", "appeal", "told")),
    *("gate.mode_", "gate.done_", "gate.button_"),
    *(f"complaints.{each}_" for each in ("button", "done", "told")),
    *(f"guard.{each}_" for each in ("why", "told", "line", "card", "done")),
    *(
        f"insights.{each}_"
        for each in ("advice", "button", "change", "effect", "step", "points", "segment", "of", "within", "span")
    ),
    *(
        f"insights.{each}"
        for each in (
            "source",
            "first",
            "post",
            "when",
            "days",
            "staying",
            "funnel",
            "economy",
            "talk",
            "desk",
            "moods",
            "compare",
        )
    ),
    "insights.segments",
    *("granting.open_", "granting.done_", "mood.taught_", "calendar.weekday_", "calendar.state_"),
)
"""Beginnings of keys that the code puts together, such as a right's name; all other keys stand in it as they are."""


def sources() -> Iterator[str]:
    for room in ("bot", "handlers"):
        for path in (ROOT / room).rglob("*.py"):
            yield path.read_text()
    for path in (ROOT / "bot/console/templates").glob("*.html"):
        yield path.read_text().replace("'", '"')


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


@pytest.mark.parametrize("locale", LOCALES)
def test_one_and_many_are_parted_within_braces_alone(locale: Locale) -> None:
    """`[place|places]` would be read by people as it stands."""
    assert [key for key in KEYS if re.search(r"\[[^\]]*\|[^\]]*\]", template(key, locale))] == []

"""Stories of how sentences fit: menus, buttons and toasts stay short, and what people write breaks no markup."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts.catalog import LOCALES, Locale, commands, plain, render, shorten
from bot.texts.text import Lines, Raw, Text, Who, text
from tests.every import for_every
from tests.texts.templates import SENTENCES, Markup, filled, placeholders, template, units

TOAST = 200


BUTTON = 24


HOSTILE = "</b><i>&amp;{n}"


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

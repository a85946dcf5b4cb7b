"""Telegram's HTML as its server reads it: a table of its own answers, and the playground's reader for the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.domain.schedule.markup import TAGS, WordingError, plain_text
from playground.text.html import parse_html
from playground.text.tags import MarkupError

TAKEN = (
    ("<B>早</B>", "早"),
    ("<b>早</>", "早"),
    ("<b>早</b   >", "早"),
    ("<i    aba>早</i>", "早"),
    ("<a>example.org</a>", "example.org"),
    ("<a href=example.org>早</a>", "早"),
    ("<a href='https://e.org/?a=1&amp;b=2'>早</a>", "早"),
    ('<span class="tg-spoiler">早</span>', "早"),
    ("<blockquote expandable>早</blockquote>", "早"),
    ('<tg-time unix="1647531900" format="wDT">早</tg-time>', "早"),
    ("&lt;&gt;&amp;&quot;&#26089;&#x65e9;", '<>&"早早'),
    ("&nbsp;&laquo;&ge; AT&T &lta &", "&nbsp;&laquo;&ge; AT&T &lta &"),
    ("&lt &amp", "< &"),
    ("1 > 0", "1 > 0"),
    ("<code><b>早</b></code>", "早"),
)

REFUSED = (
    *("1 < 2", "<", "< b>早</ b>", "<abc>早</abc>", "<br>", "<br/>", "<p>早</p>", "<h1>早</h1>", "<!-- 早 -->", "<3"),
    *("<b>早", "早</b>", "</", "<b>早</b></", "<b>早</b></b>", "<b><i>早</b></i>", "<i>早</em>", "<i>早</i   "),
    *("<i =a>早</i>", "<i a = ", "<i a = 1,>早</i>", '<i a = "早>', "<b/>早</b>", "<span>早</span>"),
    '<span class="red">早</span>',
)


@pytest.mark.parametrize(("written", "shown"), TAKEN)
def test_what_telegram_takes_is_taken_and_shown_as_there(written: str, shown: str) -> None:
    assert plain_text(written) == shown


@pytest.mark.parametrize("written", REFUSED)
def test_what_telegram_refuses_is_refused_with_a_remedy(written: str) -> None:
    with pytest.raises(WordingError) as refused:
        plain_text(written)
    assert refused.value.remedy


PIECES = (
    *(f"<{tag}>" for tag in sorted(TAGS - {"span"})),
    *(f"</{tag}>" for tag in sorted(TAGS)),
    "早",
    "&lt;",
    " ",
    "a",
)


@given(some.lists(some.sampled_from(PIECES), max_size=8).map("".join))
def test_it_judges_as_the_playgrounds_telegram_does(written: str) -> None:
    try:
        shown: str | None = parse_html(written, lambda _: None)[0]
    except MarkupError:
        shown = None
    try:
        ours: str | None = plain_text(written)
    except WordingError:
        ours = None
    assert ours == shown

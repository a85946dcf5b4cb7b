"""HTML and Markdown as td reads them, complaint by complaint."""

from __future__ import annotations

import pytest

from tests.playground.conftest import FORUM, Hand


@pytest.mark.parametrize(
    ("text", "mode", "words"),
    [
        ("<b>粗", "HTML", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<x>粗</x>", "HTML", 'Unsupported start tag "x" at byte offset 0'),
        ("好<b>粗</i>", "HTML", 'Unmatched end tag at byte offset 9, expected "</b>", found "</i>"'),
        ("a < b", "HTML", 'Unsupported start tag "" at byte offset 2'),
        ("好</b>", "HTML", "Unexpected end tag at byte offset 3"),
        ("<b", "HTML", "Unclosed start tag at byte offset 0"),
        ("<b>粗</b", "HTML", "Unclosed end tag at byte offset 6"),
        ("<b/>粗", "HTML", 'Unsupported start tag "b/" at byte offset 0'),
        ("<a =x>", "HTML", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href>", "HTML", 'Can\'t find end tag corresponding to start tag "a"'),
        ("<a href", "HTML", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href='x", "HTML", "Unclosed start tag at byte offset 0"),
        ("<a href=x/y>", "HTML", "Unexpected end of name token at byte offset 8"),
        ('<span class="x">密</span>', "HTML", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("完.", "MarkdownV2", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("*粗", "MarkdownV2", "Can't find end of Bold entity at byte offset 0"),
    ],
)
async def test_broken_markup_is_refused_with_the_place(bot: Hand, text: str, mode: str, words: str) -> None:
    refusal = await bot.refusal("sendMessage", chat_id=FORUM, text=text, parse_mode=mode)
    assert refusal == f"Bad Request: can't parse entities: {words}"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1 &lt 2 &amp 3", "1 < 2 & 3"),
        ("&lt;b&gt;", "<b>"),
        ("&#20320;&#x597d", "你好"),
        ("&ltb; &nbsp; &#0; &", "&ltb; &nbsp; &#0; &"),
    ],
)
async def test_a_reference_needs_no_semicolon(bot: Hand, written: str, shown: str) -> None:
    assert (await bot("sendMessage", chat_id=FORUM, text=written, parse_mode="HTML"))["text"] == shown

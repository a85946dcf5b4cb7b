"""Of the forms of a command the one that was meant."""

from __future__ import annotations

import pytest

from bot.texts.refusing import form_meant

_REMIND = "/remind，只开或只关：/remind on、/remind off"
_TOP = "/top，或 /top day、week、month、all、new；不想上榜：/top hide"
_WARN = "/warn 原因（回复 TA 的消息，或 /warn @名字 原因）"


@pytest.mark.parametrize(
    ("usage", "said", "form"),
    [
        (_REMIND, "off 明天", "/remind off"),
        (_TOP, "WEEK 3", "/top week"),
        (_TOP, "hide me", "/top hide"),
        (_TOP, "foo", _TOP),
        (_WARN, "原因", _WARN),
        ("/stats [天数]", "foo", "/stats [天数]"),
        ("/event new NAME | TIME, or move N TIME, cancel N", "cancel x", "/event cancel N"),
    ],
)
def test_the_one_form_is_that_with_the_word_typed(usage: str, said: str, form: str) -> None:
    assert form_meant(usage, said) == form

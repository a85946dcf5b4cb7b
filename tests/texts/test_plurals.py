"""One is not many: an English noun that some sentence counts in both forms is counted so in all of them."""

from __future__ import annotations

import re

from bot.texts.catalog import PLACEHOLDER
from bot.texts.sentences import catalog_file
from tests.texts.test_glossary import CATALOGS

_COUNTED = re.compile(r"\{(\w+)\} ([a-z]+)\b")
_NEVER_ONE = {"least", "most", "every", "alone"}
"""Bounds: the least people behind a figure, the most of something a day."""
_A_VERB = {"hands"}


def _sentences() -> dict[str, str]:
    return {f"{each}.{name}": said for each in CATALOGS for name, said in catalog_file("en", each).items()}


def test_what_is_counted_is_one_or_many() -> None:
    said = _sentences()
    many = {
        each["many"].split(" ")[0] for words in said.values() for each in PLACEHOLDER.finditer(words) if each["many"]
    }
    assert {"points", "days", "members"} <= many
    offences = [
        f"{key}: {{{number}}} {noun}"
        for key, words in said.items()
        for number, noun in _COUNTED.findall(words)
        if noun in many - _A_VERB and number not in _NEVER_ONE
    ]
    assert not offences, "\n".join(offences)

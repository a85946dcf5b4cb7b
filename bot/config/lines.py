"""Lines of the file that open a poll, quiz or draw: nobody is shown them first, so what was in doubt is a warning."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from bot.config.findings import Finding, show
from bot.domain.grammar.doubts import Guess
from bot.domain.grammar.moments import Here
from bot.domain.lottery import reading as lottery
from bot.domain.polls import reading as polls
from bot.domain.refusals import Refusal

_ANY: Final = Here(946_684_800, "UTC")
_DOUBTS: Final[dict[str, Callable[[str], tuple[Guess, ...]]]] = {
    "poll": lambda line: polls.read_line(line, kind="poll", here=_ANY).doubts,
    "quiz": lambda line: polls.read_line(line, kind="quiz", here=_ANY).doubts,
    "open_lottery": lambda line: lottery.read_line(line, here=_ANY).doubts,
}
_TOLD: Final = {
    "field": ("a part was taken for a setting", 'say so with its word, such as "#anonymous" or "ends 2h"'),
    "option": ("a part was taken for an option", "word it differently if it was meant as a setting"),
    "prize": ("a part was taken for a prize", "word it differently if it was meant as a setting"),
    "lines": ("bars and line breaks are mixed", "part the fields with one of them"),
}


def line_findings(entry: Mapping[str, Any], where: str, who: str) -> Iterator[Finding]:
    """What cannot be read at all is an error of its own, and told elsewhere."""
    for key, doubts in _DOUBTS.items():
        line = entry.get(key)
        if not isinstance(line, str):
            continue
        with contextlib.suppress(Refusal):
            for doubt in doubts(line):
                what, remedy = _TOLD[doubt.taken_for]
                yield Finding("warning", f"{where}.{key}", f"{who}is in doubt: {what}", show(doubt.seen), remedy)

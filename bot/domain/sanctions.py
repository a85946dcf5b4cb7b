"""What is done to members who break the rules: warnings, what they add up to, mutes and bans; no store is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from bot.domain.grammar.script import plain
from bot.domain.grammar.spans import span_in

Kind: TypeAlias = Literal["warn", "mute", "ban", "hold", "delete"]
"""`hold`: a message that was taken out of the group and waits at the desk. `delete`: one that is gone."""

SHORTEST: Final = 60
LONGEST: Final = 366 * 86400
"""Seconds of a mute: Telegram takes what is shorter than half a minute, or longer than this, as for ever."""

_DEEDS: Final[dict[str, Literal["mute", "ban"]]] = {
    "mute": "mute",
    "禁言": "mute",
    "ban": "ban",
    "封禁": "ban",
}
_STEP: Final = re.compile(rf"(?P<at>\d{{1,3}}) ?[:=] ?(?P<deed>{'|'.join(_DEEDS)}) ?(?P<span>.*)")
_WORDS_OF_A_SPAN: Final = 4


@dataclass(frozen=True, slots=True)
class Step:
    """What the warning of that number brings; `seconds` 0 is for good."""

    at: int
    kind: Literal["mute", "ban"]
    seconds: int = 0


def read_step(words: str) -> Step | None:
    """`3: mute 1d`, `5: ban`; None for anything else."""
    match = _STEP.fullmatch(plain(words))
    if match is None or not int(match["at"]):
        return None
    kind, span = _DEEDS[match["deed"]], match["span"]
    seconds = span_in(span) if span else 0
    if seconds is None or (seconds and not SHORTEST <= seconds <= LONGEST):
        return None
    return Step(int(match["at"]), kind, seconds)


def steps_of(ladder: Iterable[str]) -> tuple[Step, ...]:
    """Of a ladder whose every line was read before."""
    return tuple(step for line in ladder if (step := read_step(line)) is not None)


def struck(ladder: Sequence[Step], warnings: int) -> Step | None:
    """What a member's warning of that number brings; beyond the last step every further one brings that again."""
    if ladder and warnings > ladder[-1].at:
        return ladder[-1]
    return next((step for step in ladder if step.at == warnings), None)


def ahead(ladder: Sequence[Step], warnings: int) -> Step | None:
    """The next step above so many warnings."""
    return next((step for step in ladder if step.at > warnings), None)


def leading_span(words: str) -> tuple[int | None, str]:
    """Seconds of a span that words begin with, and the rest of them as written: the longest that can be read."""
    parts = words.split()
    for number in range(min(_WORDS_OF_A_SPAN, len(parts)), 0, -1):
        seconds = span_in(plain(" ".join(parts[:number])))
        if seconds is not None:
            return seconds, " ".join(parts[number:])
    return None, words


_RULE: Final = re.compile(r"[#＃]?(\d{1,2})(?:\s+|$|[.、:：,，])\s*(.*)", re.DOTALL)


def leading_rule(words: str) -> tuple[int, str]:
    """The number of a rule that words begin with (0: of none), and the rest of them."""
    match = _RULE.fullmatch(words.strip())
    return (int(match[1]), match[2].strip()) if match else (0, words.strip())

"""Flags: `#anonymous #ends 2h`, in a part of their own or at the end of one, with a `#` of either width."""

from __future__ import annotations

import re

from bot.domain.grammar.fields import Vocabulary

_MARK = re.compile(r"(?:^|(?<=\s))[#＃](?=\S)")


def is_flag(part: str) -> bool:
    return part.startswith(("#", "＃"))


def flags_in(part: str) -> list[str]:
    """`#anonymous #ends 2h` are two, without their marks."""
    return [each.strip() for each in _MARK.split(part) if each.strip()]


def parted(part: str, known: Vocabulary) -> tuple[str, list[str]]:
    """A part without the known flags at its end, and these: `B #匿名`; `Room #2` has none."""
    starts = [match.start() for match in _MARK.finditer(part) if match.start()]
    for start in starts:
        flags = flags_in(part[start:])
        if all(known.read(flag) is not None for flag in flags):
            return part[:start].rstrip(), flags
    return part, []

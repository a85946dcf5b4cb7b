"""`[desk] targets` of the config file: in which time which kind of feedback is to be answered."""

from __future__ import annotations

from typing import Final

from bot.config.values import seconds, wrong

KINDS: Final = ("urgent", "problem", "idea", "question", "thanks", "other")
_LONGEST: Final = 90 * 86400


def read_targets(value: list[str]) -> list[str]:
    """Each is a kind and a span: "urgent 2h"."""
    for each in value:
        kind, _, span = each.strip().partition(" ")
        if kind not in KINDS or not 0 < seconds(span) <= _LONGEST:
            raise wrong(
                f'must be kinds with their spans, and one is "{each}"', 'write them like ["urgent 2h", "problem 8h"]'
            )
    return value


def target_of(value: list[str], kind: str) -> int:
    """Seconds of office time for that kind; 0 where none is set."""
    found = {each.split()[0]: each.split(maxsplit=1)[1] for each in value}
    return seconds(found[kind]) if kind in found else 0

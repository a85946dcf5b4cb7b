"""A refusal as a sentence, with the sentences that stand within it; who hears it is decided elsewhere."""

from __future__ import annotations

from bot.domain.refusals import Key, Refusal
from bot.texts.text import Argument, Text


def refused(refusal: Refusal) -> Text:
    return Text(refusal.key, {name: _filled(value) for name, value in refusal.fills.items()})


def _filled(value: int | str | Key | Refusal) -> Argument:
    if isinstance(value, Refusal):
        return refused(value)
    return Text(str(value)) if isinstance(value, Key) else value

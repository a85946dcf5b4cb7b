"""A refusal as a sentence, with the sentences that stand within it; who hears it is decided elsewhere."""

from __future__ import annotations

import re

from bot.domain.amounts import shown
from bot.domain.refusals import Key, Refusal, WrongForm
from bot.texts.catalog import plain
from bot.texts.fold import fold
from bot.texts.sentences import Locale
from bot.texts.text import Argument, Text

_BETWEEN = re.compile(r"[，,；;、]\s*(?![^（(]*[）)])")
"""What stands between the forms of a usage, outside brackets."""

_OR = re.compile(r"^(?:或|or)\s+")


def answered(refusal: Refusal, words: str, *, locale: Locale) -> Text:
    """The same to a command; `said` are its words, and where they were not understood they are repeated."""
    if not words or type(refusal) is not WrongForm:
        return refused(refusal)
    usage = plain(Text(str(refusal.fills["usage"])), locale)
    return Text("refusals.form", {"seen": shown(words), "usage": form_meant(usage, words)})


def form_meant(usage: str, words: str) -> str:
    """The one form of a usage that has the first word typed; all of them where none has, or several."""
    first = fold(words.split(maxsplit=1)[0])
    forms = [form for form in _BETWEEN.split(usage) if first in map(fold, form.split())]
    if len(forms) != 1:
        return usage
    _, slash, form = forms[0].partition("/")
    if slash:
        return slash + form
    command = re.match(r"/\w*", usage, re.ASCII)
    return f"{command[0] if command else ''} {_OR.sub('', forms[0])}"


def refused(refusal: Refusal) -> Text:
    return Text(refusal.key, {name: _filled(value) for name, value in refusal.fills.items()})


def _filled(value: int | str | Key | Refusal) -> Argument:
    if isinstance(value, Refusal):
        return refused(value)
    return Text(str(value)) if isinstance(value, Key) else value

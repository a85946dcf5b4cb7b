"""A lottery's terms put together from answers by field, as a line or a dialogue gives them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.domain.grammar.fields import parts_of
from bot.domain.grammar.moments import Here
from bot.domain.lottery.fields import FIELDS, with_field
from bot.domain.lottery.reading import checked, read_prize
from bot.domain.lottery.refusals import NoPrize
from bot.domain.lottery.terms import Terms

BLANK = Terms(prizes=())


def terms_of(answers: Mapping[str, str], here: Here) -> Terms:
    """Raises what could not be read, and NoPrize."""
    terms = BLANK
    for name, value in answers.items():
        terms = filled(terms, name, value, here)
    return checked(terms)


def filled(terms: Terms, name: str, value: str, here: Here) -> Terms:
    """The field's new value in place of the old; raises what could not be read."""
    if name == "prizes":
        prizes = tuple(read_prize(part) for part in parts_of(value))
        if not prizes:
            raise NoPrize
        return replace(terms, prizes=prizes)
    emptied = replace(terms, **{part: getattr(BLANK, part) for part in _PARTS.get(name, (name,))})
    if not value.strip():
        return emptied
    if name == "least" and len(parts := [part for part in re.split(r"[,，、]", value) if part.strip()]) > 1:
        for part, field in zip(parts, ("least", "extend"), strict=False):
            emptied = with_field(emptied, field, part, here=here)
        return emptied
    return with_field(emptied, name, _value_of(name, value), here=here)


def _value_of(name: str, answer: str) -> str:
    """Whoever writes the field's word as well means the same."""
    field = FIELDS.read(answer)
    return field.value if field is not None and field.name == name and field.value else answer


_PARTS = {
    "ends": ("ends_at", "people"),
    "if": ("conditions",),
    "least": ("least", "extend"),
    "topic": ("topic", "topic_name"),
}

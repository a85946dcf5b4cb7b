"""A whole line of fields, `NAME | word value | ...`: the answer each part gives, and what is doubtful about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.domain.grammar.doubts import Guess
from bot.domain.grammar.fields import Vocabulary, places_of

Bare: TypeAlias = Callable[[str], str | None]
"""The field that a part without a field's word is sure to be of, such as a moment; None for others."""


@dataclass(frozen=True, slots=True)
class Written:
    """`answers` by field, each as written; nothing of the line is left out but what a doubt names."""

    answers: Mapping[str, str]
    doubts: tuple[Guess, ...] = ()


@dataclass(slots=True)
class _Reader:
    fields: Vocabulary
    bare: Bare
    answers: dict[str, str] = field(default_factory=dict)
    doubts: list[Guess] = field(default_factory=list)

    def take_name(self, part: str, name: str) -> None:
        if not part:
            return
        self.answers[name] = part
        found = self.fields.read(part)
        if found is not None and found.certainty == "word" and found.value:
            self.doubts.append(Guess(part, "name"))

    def take(self, part: str) -> None:
        found = self.fields.read(part)
        name, value = (found.name, found.value) if found is not None else (self.bare(part) or "", part)
        if name in self.fields.switches:
            value = part
        if not name or not value:
            self.doubts.append(Guess(part, "nothing"))
            return
        if name in self.answers or (found is not None and found.certainty == "near"):
            self.doubts.append(Guess(part, "field", name))
        self.answers[name] = value


def read_line(words: str, fields: Vocabulary, *, first: str, bare: Bare) -> Written:
    """The first part is `first`; of two parts of one field the later counts, and is doubtful."""
    reader = _Reader(fields, bare)
    head, *parts = places_of(words)
    reader.take_name(head, first)
    for part in filter(None, parts):
        reader.take(part)
    return Written(reader.answers, tuple(reader.doubts))

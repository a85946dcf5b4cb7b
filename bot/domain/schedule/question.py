"""A poll or quiz as one line of the file says it: `Question | A | *B | #anonymous`; asking it lives elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

FLAGS = ("anonymous", "multiple", "ends")
_SPAN = re.compile(r"(?:(\d{1,3})d)?(?:(\d{1,4})h)?(?:(\d{1,6})m)?")


class QuestionError(ValueError):
    """The text says what is wrong; `remedy` how to mend it."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Question:
    """`right` are the positions of right answers, none for a poll; `lasts` is in seconds, 0 without an end."""

    question: str
    options: tuple[str, ...]
    right: tuple[int, ...] = ()
    is_anonymous: bool = False
    is_multiple: bool = False
    lasts: int = 0


def read_question(line: str, *, is_quiz: bool) -> Question:
    """Raises `QuestionError`. Public votes by default; in a quiz `*` marks right answers."""
    parts = [part.strip() for part in line.split("|")]
    told = [part for part in parts if not part.startswith("#")]
    flags = [part[1:].strip().casefold() for part in parts if part.startswith("#")]
    example = '"Question | *right | wrong"' if is_quiz else '"Question | A | B"'
    if not 3 <= len(told) <= 13 or not all(part.strip("* ") for part in told):
        raise QuestionError("must be a question and 2 to 12 answers", f"write it like {example}")
    options = told[1:]
    right = tuple(place for place, each in enumerate(options) if each.startswith("*")) if is_quiz else ()
    if is_quiz and not right:
        raise QuestionError("marks no answer as right", f"put * before the right one, like {example}")
    options = [each.lstrip("* ") if is_quiz else each for each in options]
    if len(told[0]) > 300 or any(len(each) > 100 for each in options):
        raise QuestionError("is too long", "a question has at most 300 characters, an answer 100")
    if len(set(options)) < len(options):
        raise QuestionError("has the same answer twice", "keep one of them")
    return Question(told[0], tuple(options), right, "anonymous" in flags, "multiple" in flags, _lasts(flags))


def _lasts(flags: list[str]) -> int:
    lasts = 0
    for flag in flags:
        name, _, value = flag.partition(" ")
        if name not in FLAGS:
            raise QuestionError(f'does not know the flag "#{flag}"', "known are #anonymous, #multiple, #ends 2h")
        if name == "ends":
            lasts = _seconds(value.strip())
            if not lasts:
                raise QuestionError(f'cannot read the end "#{flag}"', 'write it like "#ends 2h"')
    return lasts


def _seconds(span: str) -> int:
    found = _SPAN.fullmatch(span)
    if found is None:
        return 0
    return sum(int(number or 0) * unit for number, unit in zip(found.groups(), (86400, 3600, 60), strict=True))

"""A bank of quiz questions as a file (lines, CSV or TOML) becomes lines as `/quiz` takes them; keeping is elsewhere."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.grammar.moments import Here
from bot.domain.polls.reading import read_terms
from bot.domain.polls.refusals import UnreadableBank
from bot.domain.refusals import Refusal

_QUESTION: Final = ("question", "问题", "題目", "题目", "問題")
_RIGHT: Final = ("right", "answer", "答案", "正确答案", "正確答案")
_WHY: Final = ("why", "explanation", "解释", "解析", "解釋")
_MARKS: Final = re.compile(r"[;；,，、\s]+")
_ANY = Here(946_684_800, "UTC")
"""Bank lines are read whenever they are asked: their end counts from then."""


@dataclass(frozen=True, slots=True)
class Written:
    """One question: `at` is its place in the file from 1 on, `line` the way `/quiz` takes it."""

    at: int
    line: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a question."""

    written: Written
    why: Refusal


def read_bank(content: bytes, *, name: str = "") -> list[Written]:
    """By the ending of the file's name: `.csv`, `.toml`, or else one question a line. Raises UnreadableBank.

    A spreadsheet's CSV may be in GB 18030; `right` are numbers, letters or the words of options.
    """
    words = _decoded(content)
    try:
        if name.lower().endswith(".csv"):
            return _of_csv(words)
        if name.lower().endswith(".toml"):
            return _of_toml(words)
    except (csv.Error, tomllib.TOMLDecodeError) as error:
        raise UnreadableBank(seen=str(error)[:100]) from error
    questions = [Written(at, line.strip()) for at, line in enumerate(words.splitlines(), 1) if line.strip()]
    return [each for each in questions if not each.line.startswith(("#", "＃"))]


def faults_of(bank: Sequence[Written]) -> list[Fault]:
    faults: list[Fault] = []
    for each in bank:
        try:
            read_terms(each.line, kind="quiz", here=_ANY)
        except Refusal as refusal:
            faults.append(Fault(each, refusal))
    return faults


def question_of(line: str) -> str:
    return read_terms(line, kind="quiz", here=_ANY).question


def answer_of(line: str) -> tuple[str, tuple[str, ...], tuple[int, ...]]:
    """The question, its options, and the places of those that are right."""
    terms = read_terms(line, kind="quiz", here=_ANY)
    return terms.question, terms.options, terms.right


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableBank(seen=repr(content[:12]))


def _of_csv(words: str) -> list[Written]:
    first = words.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = list(csv.reader(io.StringIO(words), delimiter=delimiter))
    heads = [each.strip().casefold() for each in rows[0]] if rows else []
    if not set(heads) & set(_QUESTION):
        raise UnreadableBank(seen=first[:100])
    questions: list[Written] = []
    for at, row in enumerate(rows[1:], 2):
        cells = [(head, cell.strip()) for head, cell in zip(heads, row, strict=False) if cell.strip()]
        if cells:
            options = [cell for head, cell in cells if head not in (*_QUESTION, *_RIGHT, *_WHY)]
            questions.append(
                Written(at, _line(_cell(cells, _QUESTION), options, _cell(cells, _RIGHT), _cell(cells, _WHY)))
            )
    return questions


def _cell(cells: Sequence[tuple[str, str]], names: Sequence[str]) -> str:
    return next((cell for head, cell in cells if head in names), "")


def _of_toml(words: str) -> list[Written]:
    questions = tomllib.loads(words).get("question")
    if not isinstance(questions, list) or not all(isinstance(each, Mapping) for each in questions):
        raise UnreadableBank(seen="[[question]]")
    return [Written(at, _of_table(each)) for at, each in enumerate(questions, 1)]


def _of_table(table: Mapping[str, Any]) -> str:
    options, right = table.get("options", []), table.get("right", "")
    marks = ";".join(map(str, right)) if isinstance(right, list) else str(right)
    listed = list(map(str, options)) if isinstance(options, list) else [str(options)]
    return _line(str(table.get("question", "")), listed, marks, str(table.get("why", "")))


def _line(question: str, options: Sequence[str], right: str, why: str) -> str:
    """Bars within words would part them, and become strokes."""
    marked = _marked(options, right)
    fields = [question, *(f"*{each}" if place in marked else each for place, each in enumerate(options))]
    if why:
        fields.append(f"#why {why}")
    return " | ".join(" ".join(each.replace("|", "/").replace("｜", "/").split()) for each in fields)


def _marked(options: Sequence[str], right: str) -> set[int]:
    """The places that `2`, `A;C` or an option's own words mean."""
    if right in options:
        return {options.index(right)}
    found: set[int] = set()
    for mark in filter(None, _MARKS.split(right)):
        if mark in options:
            found.add(options.index(mark))
        elif mark.isdecimal():
            found.add(int(mark) - 1)
        elif len(mark) == 1 and "a" <= mark.casefold() <= "l":
            found.add(ord(mark.casefold()) - ord("a"))
    return found

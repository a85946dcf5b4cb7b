"""How often the knowledge base answers by itself, and how often it is right: 300 questions against 60 entries."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import Final, NamedTuple

import click

from bench.report import machine, table, verdict
from bot.domain.grammar.script import plain
from bot.domain.kb import SURE, Base, is_question
from bot.services.kb.cutting import cut

HERE: Final = Path(__file__).parent
_STEPS: Final = (0.5, 0.55, 0.6, 0.62, 0.65, 0.7, 0.75, 0.8)


class Question(NamedTuple):
    """`entry` is the number of what answers it; 0 for nothing."""

    entry: int
    style: str
    words: str


class Result(NamedTuple):
    question: Question
    entry: int
    score: float


def entries() -> list[str]:
    return (HERE / "kb_entries.txt").read_text(encoding="utf-8").splitlines()


def questions(name: str = "kb_questions.tsv") -> list[Question]:
    """`kb_unseen.tsv` was written from the entries' topics, a noun each, and nothing is tuned on it."""
    rows = (line.split("\t") for line in (HERE / name).read_text(encoding="utf-8").splitlines())
    return [Question(int(entry), style, words) for entry, style, words in rows]


def asked(base: Base, *, sure: float, of: str = "kb_questions.tsv") -> list[Result]:
    results = []
    for each in questions(of):
        found = base.best(cut(each.words), sure=sure) if is_question(plain(each.words)) else None
        results.append(Result(each, found.number if found else 0, found.score if found else 0.0))
    return results


def rates(results: list[Result]) -> tuple[float, float, int]:
    """Precision, recall, and answers given."""
    given = [each for each in results if each.entry]
    right = sum(each.entry == each.question.entry for each in given)
    answerable = sum(each.question.entry > 0 for each in results)
    return right / len(given) if given else 1.0, right / answerable, len(given)


def answered_talk(base: Base) -> tuple[int, list[str]]:
    """Lines of ordinary talk, in which nobody asks for any of it, and those that were answered all the same."""
    files = (HERE / "guard_talk.txt", HERE.parent / "playground" / "sample" / "lines.txt")
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines() if line]
    return len(lines), [
        line for line in lines if is_question(plain(line)) and base.best(cut(line), sure=SURE) is not None
    ]


def _report_learnt() -> None:
    """What moderators teach by a press each: one wording an entry, of those that the words were chosen by."""
    worded = {number: [words] for number, words in enumerate(entries(), 1)}
    for each in questions("kb_tuned.tsv"):
        if each.entry and len(worded[each.entry]) == 1:
            worded[each.entry].append(each.words)
    base = Base({number: list(map(cut, wordings)) for number, wordings in worded.items()})
    precision, recall, _ = rates(asked(base, sure=SURE, of="kb_unseen.tsv"))
    click.echo(f"the same once each entry has one more wording: precision {precision:.1%}, recall {recall:.1%}")


def report() -> bool:
    click.echo(machine())
    base = Base({number: [cut(words)] for number, words in enumerate(entries(), 1)})
    began = time.perf_counter()
    results = asked(base, sure=SURE)
    took = (time.perf_counter() - began) / len(results)
    click.echo(f"{len(base)} entries, {len(results)} questions, {took * 1e3:.2f} ms a question\n")
    rows = []
    for sure in _STEPS:
        precision, recall, given = rates(asked(base, sure=sure))
        rows.append((f"{sure:.2f}", given, f"{precision:.1%}", f"{recall:.1%}"))
    table(("sure", "answered", "precision", "recall"), rows)
    asked_by, right_by = Counter[str](), Counter[str]()
    for each in results:
        asked_by[each.question.style] += 1
        right_by[each.question.style] += each.entry == each.question.entry
    table(("written", "asked", "right"), [(style, asked_by[style], right_by[style]) for style in asked_by])
    for each in results:
        if each.entry and each.entry != each.question.entry:
            said = entries()[each.entry - 1]
            click.echo(f"wrong ({each.score:.2f}): {each.question.words} -> {said}")
    precision, recall, _ = rates(asked(base, sure=SURE, of="kb_tuned.tsv"))
    click.echo(f"free wordings that the words were chosen by: precision {precision:.1%}, recall {recall:.1%}")
    unseen = asked(base, sure=SURE, of="kb_unseen.tsv")
    unseen_precision, unseen_recall, given = rates(unseen)
    click.echo(
        f"free paraphrases that nothing was tuned on: {len(unseen)} questions, {given} answered, "
        f"precision {unseen_precision:.1%}, recall {unseen_recall:.1%}"
    )
    _report_learnt()
    lines, wrong = answered_talk(base)
    click.echo(f"ordinary talk: {lines} lines, answered {len(wrong)} {wrong[:5]}")
    precision, recall, _ = rates(results)
    is_precise = verdict("precision", precision * 100, bound=97, unit=" %", is_least=True)
    is_precise &= verdict("precision on what was unseen", unseen_precision * 100, bound=97, unit=" %", is_least=True)
    return verdict("recall", recall * 100, bound=60, unit=" %", is_least=True) and is_precise

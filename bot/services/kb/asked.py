"""Questions to the group: which entry answers each surely, and which went without, put together by what they ask."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.activity import Heard
from bot.domain.feedback import likeness
from bot.domain.kb import MOST, Asked, Base
from bot.services.kb.cutting import cut
from storage.database import Reader
from storage.kb import asked as kept
from storage.kb.asked import Counts, Outcome, Question

__all__ = ["Counts", "Found", "Missed", "Outcome", "Question", "counts", "find", "missed", "question", "settle"]

DAYS = 30
"""Of which questions are told; no longer are they kept."""

_LEAST_WORDS = 2
"""Words that say something in a question that is kept where it went without an answer."""

_ALIKE = 0.5
_LOOKED_AT = 400

counts = kept.counts
question = kept.question
settle = kept.settle
keep = kept.keep
keep_many = kept.keep_many


@dataclass(frozen=True, slots=True)
class Found:
    """A question that was heard; `entry` is 0 where none surely answers it."""

    heard: Heard
    entry: int


@dataclass(frozen=True, slots=True)
class Missed:
    """Questions that ask for the same thing: the newest of them, and how often it was asked."""

    question: Question
    number: int


async def find(heard: Sequence[Heard], base_of: Callable[[int], tuple[Base, float] | None]) -> list[Found]:
    """Those worth counting; off the event loop. `base_of` gives a group's base, and how sure it has to be."""
    asked = [(each, base) for each in heard if (base := base_of(each.chat_id)) is not None]
    return await asyncio.to_thread(_find, asked) if asked else []


def _find(heard: Sequence[tuple[Heard, tuple[Base, float]]]) -> list[Found]:
    found = []
    for each, (base, sure) in heard:
        asked = cut(each.text)
        match = base.best(asked, sure=sure)
        if match is not None:
            found.append(Found(each, match.number))
        elif len(asked.words) >= _LEAST_WORDS:
            found.append(Found(each, 0))
    return found


async def missed(reader: Reader, base: Base | None, *, chat_id: int, since: int, sure: float) -> list[Missed]:
    """What is asked oftenest without an answer, without what an entry written since would answer."""
    questions = await kept.missed(reader, chat_id=chat_id, since=since, limit=_LOOKED_AT)
    worded = [each for each in questions if each.words]
    return await asyncio.to_thread(_together, worded, base, sure) if worded else []


def _together(questions: Sequence[Question], base: Base | None, sure: float) -> list[Missed]:
    groups: list[tuple[Asked, Question, int]] = []
    for each in questions:
        asked = cut(each.words)
        if base is not None and base.best(asked, sure=sure) is not None:
            continue
        for place, (first, newest, number) in enumerate(groups):
            if likeness(asked.words, first.words) >= _ALIKE:
                groups[place] = first, newest, number + 1
                break
        else:
            groups.append((asked, each, 1))
    ranked = sorted(groups, key=lambda group: (-group[2], -group[1].at))
    return [Missed(newest, number) for _, newest, number in ranked]


def shortened(words: str) -> str:
    return " ".join(words.split())[:MOST]

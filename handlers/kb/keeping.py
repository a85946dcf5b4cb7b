"""Keeping an answer: in the store, in memory where the group's questions are compared with it, and to be reviewed."""

from __future__ import annotations

import re
from functools import partial
from typing import Final

from bot.config.values import seconds
from bot.domain.feedback import LONGEST
from bot.engine.turn import Turn
from bot.services.kb import entries, phrasings
from bot.services.kb.bases import Bases, cut_off_the_loop
from bot.services.keywords import keywords

REVIEW: Final = "kb_review"
"""The timer of a group whose answers are looked at again, one at a time."""

_NIGHT: Final = 86400
_FIELDS: Final = re.compile(r"[|｜\n]")
_WORDINGS: Final = re.compile(r"\s[/／]\s")


def parts_of(words: str) -> tuple[str, str]:
    """Question and answer, parted by a bar or a line feed; either may be empty."""
    question, *rest = _FIELDS.split(words, maxsplit=1)
    return question.strip()[:LONGEST], "".join(rest).strip()[:LONGEST]


async def keep(turn: Turn, chat_id: int, question: str, answer: str, *, review_at: int | None = None) -> int:
    """Its number; call it before the turn's first statement. ` / ` parts wordings of the question.

    Without `review_at` the group's setting tells it.
    """
    question, *others = [each for each in map(str.strip, _WORDINGS.split(question)) if each] or [question]
    weighty, cuts = await keywords(question), {each: await cut_off_the_loop(each) for each in (question, *others)}
    if review_at is None:
        review_at = next_review(turn, chat_id)
    number = await entries.keep(
        turn.unit,
        chat_id=chat_id,
        question=question,
        answer=answer,
        keywords=weighty,
        actor_id=turn.person.id,
        now=turn.now,
        review_at=review_at,
    )
    bases = turn.chats.own(Bases)
    for each, other in (await phrasings.add(turn.unit, others, chat_id=chat_id, number=number)).items():
        turn.unit.after_commit(partial(bases.unsay, chat_id, other, cuts[each]))
    for cut in cuts.values():
        turn.unit.after_commit(partial(bases.put, chat_id, number, cut))
    await await_review(turn, chat_id)
    return number


async def remove(turn: Turn, chat_id: int, number: int) -> bool:
    if not await entries.remove(turn.unit, number, chat_id=chat_id):
        return False
    turn.unit.after_commit(partial(turn.chats.own(Bases).drop, chat_id, number))
    return True


def next_review(turn: Turn, chat_id: int) -> int:
    after = seconds(turn.chats.settings(chat_id).kb.review)
    return turn.now + after if after else 0


async def await_review(turn: Turn, chat_id: int) -> None:
    """Of the answer that is due first; one a day at most, so that a desk is not flooded."""
    first = await entries.to_review(turn.unit, chat_id=chat_id)
    if first is None:
        await turn.cancel(REVIEW, str(chat_id))
        return
    at = first.review_at if first.review_at > turn.now else turn.now + _NIGHT
    await turn.later(REVIEW, str(chat_id), at=at, chat_id=chat_id)

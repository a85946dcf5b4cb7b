"""Who won a round of quiz questions: by right answers, then by how early among the right; nothing is stored here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.polls import Ballot


@dataclass(frozen=True, slots=True)
class Score:
    """`places` adds up the places (1 is first) among the right of each question: the lower the quicker."""

    rank: int
    voter_id: int
    name: str
    right: int
    places: int


def scores(questions: Sequence[Sequence[Ballot]]) -> list[Score]:
    """`questions` hold those who were right, in the order of their answers. Equal in both counts is equal in rank."""
    names: dict[int, str] = {}
    right: dict[int, list[int]] = {}
    for answers in questions:
        for place, each in enumerate(answers, 1):
            names[each.voter_id] = each.name
            right.setdefault(each.voter_id, []).append(place)
    order = sorted(right, key=lambda who: (-len(right[who]), sum(right[who]), who))
    found: list[Score] = []
    for position, who in enumerate(order, 1):
        mine = (len(right[who]), sum(right[who]))
        is_tied = bool(found) and (found[-1].right, found[-1].places) == mine
        found.append(Score(found[-1].rank if is_tied else position, who, names[who], *mine))
    return found

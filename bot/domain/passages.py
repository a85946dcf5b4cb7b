"""Members coming into groups and going, as plain values; how Telegram tells it lives at the edge."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from bot.domain.people import Person


class Passage(NamedTuple):
    """`link` is the invite link they came by; `notice` the message in the group that tells of it, 0 where none does.
    `is_vouched`: somebody else added them, or granted their request; `is_banned`: put out for good, None where that is
    not told. `by_other`: somebody else than they had a hand in it; `by_request`: they had asked to come in;
    `is_silenced`: they may not speak as they come, by what was set before.

    Telegram tells bots that are administrators once by each: a change of standing, and a notice.
    """

    chat_id: int
    person: Person
    was_in: bool
    is_in: bool
    at: int
    link: str = ""
    notice: int = 0
    is_vouched: bool = False
    is_banned: bool | None = None
    by_other: bool = False
    by_request: bool = False
    is_silenced: bool = False

    @property
    def came(self) -> bool:
        return self.is_in and not self.was_in

    @property
    def pair(self) -> tuple[int, int]:
        """The chat and the person."""
        return self.chat_id, self.person.id


def in_runs(passages: Sequence[Passage]) -> list[tuple[bool, list[Passage]]]:
    """In their order, those who are in and those who are out by turns: each run can be kept at one go."""
    return [(is_in, list(run)) for is_in, run in groupby(passages, key=lambda each: each.is_in)]

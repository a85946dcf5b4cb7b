"""Polls as Telegram tells them, in an update or in answer to closing one; votes are beside, in `fast_updates`."""

from __future__ import annotations

import msgspec

from bot.domain.polls import Tally


class PollOption(msgspec.Struct, frozen=True):
    text: str
    voter_count: int
    persistent_id: str = ""


class Poll(msgspec.Struct, frozen=True):
    id: str
    question: str
    options: list[PollOption]
    total_voter_count: int
    is_closed: bool

    @property
    def tally(self) -> Tally:
        texts, counts = tuple(each.text for each in self.options), tuple(each.voter_count for each in self.options)
        ids = tuple(each.persistent_id for each in self.options if each.persistent_id)
        return Tally(self.id, self.question, texts, counts, self.total_voter_count, self.is_closed, ids)

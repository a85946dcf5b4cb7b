"""Polls as values: ballots, tallies, and what a line of words asks for; Telegram's side lives in `handlers`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Ballot:
    """One voter's choice as it stands now, by the options' places; none is a vote taken back.

    `voter_id` is negative for a vote in the name of a group or channel.
    """

    poll_id: str
    voter_id: int
    name: str
    username: str
    options: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """A poll as Telegram counts it."""

    poll_id: str
    options: tuple[str, ...]
    counts: tuple[int, ...]
    voters: int
    is_closed: bool


Cast: TypeAlias = Ballot | Tally

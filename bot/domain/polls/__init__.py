"""Polls as values: what is asked, ballots, tallies; reading a line lives in `reading`, counting it out in `result`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["poll", "quiz"]
State: TypeAlias = Literal["asked", "open", "closed", "failed"]


@dataclass(frozen=True, slots=True)
class Terms:
    """What is to be asked. `right` are the places of a quiz's right answers; `ends_at` in epoch seconds, 0 is by hand.

    `opens_topic`: the winner becomes a topic; `event`: and an event at that time by the clock on the wall there,
    `2026-11-27 20:00` once it is asked. `photo` is Telegram's id of a picture shown with it. `about` stands above the
    options, `why` is told with a quiz's answer.
    """

    question: str
    options: tuple[str, ...]
    kind: Kind = "poll"
    right: tuple[int, ...] = ()
    is_anonymous: bool = False
    is_multiple: bool = False
    is_final: bool = False
    is_shuffled: bool = False
    is_hidden: bool = False
    takes_more: bool = False
    is_pinned: bool = False
    opens_topic: bool = False
    event: str = ""
    photo: str = ""
    about: str = ""
    why: str = ""
    ends_at: int = 0


@dataclass(frozen=True, slots=True)
class Poll:
    """One that was asked: `number` is the #N people see, `poll_id` Telegram's own, '' until it is known."""

    number: int
    chat_id: int
    topic: int
    message_id: int
    poll_id: str
    state: State
    terms: Terms
    asked_at: int
    closed_at: int = 0


@dataclass(frozen=True, slots=True)
class Ballot:
    """One voter's choice as it stands now, by the options' places; none is a vote taken back.

    `voter_id` is negative for a vote in the name of a group or channel. `ids` are Telegram's of the options chosen: an
    option that its author takes away moves the places of others.
    """

    poll_id: str
    voter_id: int
    name: str
    username: str
    options: tuple[int, ...]
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """A poll as Telegram counts it; `ids` are Telegram's of the options, in their order."""

    poll_id: str
    question: str
    options: tuple[str, ...]
    counts: tuple[int, ...]
    voters: int
    is_closed: bool
    ids: tuple[str, ...] = ()


Cast: TypeAlias = Ballot | Tally

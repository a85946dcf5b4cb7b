"""What a poll came to: shares, the leaders with ties, who was right in which order; drawing it lives in `handlers`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.polls import Ballot, Poll, Tally

BAR = 12
"""Blocks of a full bar: what fits beside nothing else on a narrow phone."""


@dataclass(frozen=True, slots=True)
class Share:
    """`percent` of the voters, who may have chosen several; `blocks` of a bar of `BAR`."""

    option: str
    count: int
    percent: int
    blocks: int
    is_right: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """`leaders` are the options with most votes, more than one in a tie, none without votes."""

    shares: tuple[Share, ...]
    voters: int
    leaders: tuple[str, ...]


def result(poll: Poll, tally: Tally | None, ballots: Sequence[Ballot]) -> Result:
    """By Telegram's last count; before it comes by the ballots, or by what it last said of an anonymous poll."""
    options = tally.options if tally is not None else poll.terms.options
    if tally is not None and (tally.is_closed or poll.terms.is_anonymous):
        counts, voters = tally.counts, tally.voters
    else:
        counts, voters = counted(ballots, len(options)), sum(1 for each in ballots if each.options)
    shares = tuple(
        _share(option, count, voters=voters, is_right=place in poll.terms.right)
        for place, (option, count) in enumerate(zip(options, counts, strict=True))
    )
    most = max(counts, default=0)
    return Result(shares, voters, tuple(each.option for each in shares if most and each.count == most))


def _share(option: str, count: int, *, voters: int, is_right: bool) -> Share:
    """Whoever has a vote has a block."""
    if not voters:
        return Share(option, count, 0, 0, is_right)
    blocks = max(round(count * BAR / voters), 1) if count else 0
    return Share(option, count, round(count * 100 / voters), blocks, is_right)


def counted(ballots: Sequence[Ballot], options: int) -> tuple[int, ...]:
    return tuple(sum(place in each.options for each in ballots) for place in range(options))


def rewarded(poll: Poll, ballots: Sequence[Ballot]) -> list[Ballot]:
    """Members whose vote stands, in a quiz only where it is exactly the right one; in the order in which they voted."""
    if poll.terms.is_anonymous:
        return []
    return [
        each
        for each in ballots
        if each.voter_id > 0
        and each.options
        and (poll.terms.kind == "poll" or tuple(sorted(each.options)) == poll.terms.right)
    ]

"""Results and winners as pictures; the words that go with them are in `cards` and `rounds`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bot.domain.polls.result import Share
from bot.domain.polls.scores import Score
from bot.pictures.forms import Bar, Bars
from bot.services.polls import Ended
from bot.texts.text import Raw, Text, Words, text


def result_picture(ended: Ended, *, foot: Words) -> Bars:
    """A bar is as long as the share of the voters who chose it."""
    poll, outcome = ended.poll, ended.result
    is_quiz = poll.terms.kind == "quiz"
    head = "polls.picture_quiz" if is_quiz else "polls.picture"
    leaders = () if is_quiz else outcome.leaders
    return Bars(
        title=Raw(poll.terms.question),
        subtitle=text(head, number=poll.number, voters=outcome.voters),
        bars=[_bar(each, is_quiz=is_quiz, is_first=each.option in leaders) for each in outcome.shares],
        full=outcome.voters,
        foot=text("polls.why", why=Raw(poll.terms.why)) if poll.terms.why else foot,
    )


def _bar(share: Share, *, is_quiz: bool, is_first: bool) -> Bar:
    shown = text("polls.people" if is_quiz else "polls.votes", count=share.count, percent=share.percent)
    return Bar(Raw(share.option), share.count, shown, "right" if share.is_right else "first" if is_first else "")


def winners_picture(scores: Sequence[Score], *, asked: int, players: int) -> Bars:
    """The first of a round with their places; equal ones share one."""
    return Bars(
        title=text("polls.picture_round"),
        subtitle=text("polls.picture_players", asked=asked, players=players),
        bars=[
            Bar(name_of(each), each.right, text("polls.right_count", right=each.right), _mark(each), each.rank)
            for each in scores
        ],
        full=asked,
    )


def _mark(score: Score) -> Literal["", "first"]:
    return "first" if score.rank == 1 else ""


def name_of(score: Score) -> Raw | Text:
    return Raw(score.name) if score.name else text("general.somebody")

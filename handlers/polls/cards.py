"""What a poll's result says: in words beside its picture, in bars of blocks while it runs; drawing is `pictures`'."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.polls import Poll
from bot.domain.polls.reading import OPTION_LENGTH
from bot.domain.polls.result import BAR, Result, Share
from bot.engine.turn import Turn
from bot.services import polls
from bot.services.polls import Ended
from bot.texts.text import Lines, Raw, Text, folded, text

_NAMED = 10
"""Names of those who were right first."""

_CAPTION_ROOM, _CUT = 400, 30

_OUTRIGHT = 4
"""Options shown one below the other; of more a phone shows the leading ones, and the rest when touched."""

_TIED = 3
"""Of options that are even so many are named."""


def ended_card(ended: Ended, *, decided: Sequence[Text]) -> Lines:
    poll, outcome = ended.poll, ended.result
    is_quiz = poll.terms.kind == "quiz"
    lines = [*_in_words(poll, outcome), _right(ended) if is_quiz else leader(outcome)]
    if not ended.is_told:
        lines.append(text("polls.not_told"))
    if poll.terms.is_anonymous:
        lines.append(text("polls.no_points"))
    elif ended.paid:
        key = "polls.paid_quiz" if is_quiz else "polls.paid"
        lines.append(text(key, paid=ended.paid, each=ended.each))
    return Lines([*lines, *decided])


async def standing_card(turn: Turn, poll: Poll) -> Lines:
    """How it stands, or stood in the end; hidden results stay hidden until then, right answers too."""
    outcome, _ = await polls.standing(turn.reads, poll)
    if poll.state == "closed":
        return Lines([*_in_words(poll, outcome), *([leader(outcome)] if poll.terms.kind == "poll" else [])])
    head = text("polls.card_open", number=poll.number, question=Raw(poll.terms.question))
    if poll.terms.is_hidden or poll.terms.kind == "quiz":
        return Lines([head, text("polls.hidden", voters=outcome.voters)])
    return Lines([head, *_shares(outcome)])


async def line_of(turn: Turn, poll: Poll) -> Text:
    question = Raw(poll.terms.question)
    if poll.state == "open":
        return text("polls.line_open", number=poll.number, question=question)
    outcome, _ = await polls.standing(turn.reads, poll)
    if len(outcome.leaders) != 1 or poll.terms.kind == "quiz":
        return text("polls.line_over", number=poll.number, question=question, voters=outcome.voters)
    return text("polls.line_won", number=poll.number, question=question, option=Raw(outcome.leaders[0]))


def _shares(outcome: Result) -> list[Text]:
    if len(outcome.shares) > _OUTRIGHT:
        counts = [_counted(each, unit="polls.votes", most=OPTION_LENGTH) for each in _leading_first(outcome)]
        return [*folded(counts), text("polls.voters", voters=outcome.voters)]
    return [*map(_share, outcome.shares), text("polls.voters", voters=outcome.voters)]


def _leading_first(outcome: Result) -> list[Share]:
    return sorted(outcome.shares, key=lambda each: -each.count)


def _share(share: Share) -> Text:
    bar = "▰" * share.blocks + "▱" * (BAR - share.blocks)
    return text("polls.share", option=Raw(share.option), bar=bar, count=share.count, percent=share.percent)


def _in_words(poll: Poll, outcome: Result) -> list[Text]:
    """Every count, for whoever does not see the picture; long options are cut where a caption could not hold them."""
    is_quiz = poll.terms.kind == "quiz"
    most = OPTION_LENGTH if sum(len(each.option) for each in outcome.shares) < _CAPTION_ROOM else _CUT
    head = text("polls.card_quiz" if is_quiz else "polls.card", number=poll.number, question=Raw(poll.terms.question))
    unit, is_long = "polls.people" if is_quiz else "polls.votes", len(outcome.shares) > _OUTRIGHT
    shares = _leading_first(outcome) if is_long else outcome.shares
    counts = [_counted(each, unit=unit, most=most) for each in shares]
    return [head, *(folded(counts) if is_long else counts), text("polls.voters", voters=outcome.voters)]


def _counted(share: Share, *, unit: str, most: int) -> Text:
    option = Raw(_cut(share.option, most))
    count = text(unit, count=share.count, percent=share.percent)
    return text("polls.counted_right" if share.is_right else "polls.counted", option=option, count=count)


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[:most]}…"


def leader(outcome: Result) -> Text:
    if not outcome.leaders:
        return text("polls.no_votes")
    if len(outcome.leaders) > 1:
        named = "、".join(_cut(each, _CUT) for each in outcome.leaders[:_TIED])
        if len(outcome.leaders) > _TIED:
            return text("polls.tie_of_many", n=len(outcome.leaders), options=Raw(named))
        return text("polls.tie", options=Raw(named))
    return text("polls.winner", option=Raw(outcome.leaders[0]))


def _right(ended: Ended) -> Text:
    if ended.poll.terms.is_anonymous:
        return text("polls.right_hidden")
    if not ended.right:
        return text("polls.right_nobody")
    names = [each.name or f"#{each.voter_id}" for each in ended.right[:_NAMED]]
    return text("polls.right", count=len(ended.right), names=Raw("、".join(names)))

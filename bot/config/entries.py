"""`[[schedule]]` entries: how values are read, and the plain value of them; rules across keys live beside."""

from __future__ import annotations

import re
from typing import Annotated, Literal, cast

from pydantic import AfterValidator, Field, PlainValidator

from bot.config.crowds import Crowd
from bot.config.table import Table
from bot.config.values import (
    ChatIds,
    LastMoment,
    Line,
    Moment,
    PositiveAmount,
    Span,
    Topic,
    Zone,
    nearest,
    seconds,
    wrong,
)
from bot.domain.grammar.doubts import Unread
from bot.domain.grammar.moments import Here
from bot.domain.insights import Part
from bot.domain.lottery.reading import read_terms
from bot.domain.lottery.refusals import PastTime
from bot.domain.polls import Kind, refusals
from bot.domain.polls.reading import is_round, read_line, read_round
from bot.domain.refusals import Refusal
from bot.domain.schedule import plan
from bot.domain.schedule.cron import expand
from bot.domain.schedule.forms import EPOCH, read_when
from bot.domain.schedule.when import Crons, Every, Once, When, WhenError
from bot.domain.schedule.wording import WordingError, check_wording
from bot.domain.segments import Segment
from bot.texts.catalog import plain
from bot.texts.refusing import refused

_ANY = Here(946_684_800, "UTC")
"""Lines are read whenever they fall due: their ends count from then."""

REPORTS = ("group", "group_month", "week", "month", "all", "feedback", "rule", "tip")
_MEASURES: dict[str, Literal["messages", "topic", "members"]] = {
    **dict.fromkeys(("messages", "消息", "訊息"), "messages"),
    **dict.fromkeys(("topic_messages", "话题消息", "話題訊息"), "topic"),
    **dict.fromkeys(("members", "成员", "成員"), "members"),
}
_CONDITION = re.compile(rf"({'|'.join(_MEASURES)})\s*(>=|≥|>)\s*([0-9]{{1,9}})")


def _cron(value: str) -> str:
    try:
        triggers(expand(value))
    except WhenError as error:
        raise wrong(f"must be a cron line ({error})", error.remedy) from None
    return value


def triggers(crons: Crons) -> None:
    """Raises `WhenError` for fields out of range."""
    # Only an operator with a schedule pays for this import.
    from bot.services.schedule.triggers import triggers_of

    triggers_of(crons)


def _when(value: str) -> str:
    try:
        found = read_when(value)
        if isinstance(found, Crons):
            triggers(found)
    except WhenError as error:
        raise wrong(str(error), error.remedy) from None
    return value


def _texts(value: object) -> tuple[str, ...]:
    """One text, or several that take turns."""
    texts = [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str) and each]
    if not texts or (isinstance(value, list) and len(texts) < len(value)):
        raise wrong("must be text in quotes, or a list of texts that take turns", 'write it like "words"')
    for each in texts:
        try:
            check_wording(each)
        except WordingError as error:
            raise wrong(str(error), error.remedy) from None
    return tuple(texts)


def _question(value: str, *, kind: Kind) -> str:
    """Whether it can be asked, or is a round; when a poll ends is reckoned anew at each run."""
    try:
        if kind == "quiz" and is_round(value):
            read_round(value.partition(" ")[2])
        else:
            read_line(value, kind=kind, here=_ANY)
    except Refusal as refusal:
        example = "Question | *right | wrong" if kind == "quiz" else "Question | A | B"
        what, remedy = _FAULTS.get(type(refusal), ("cannot be asked", f'write it like "{example}"'))
        raise wrong(f"{what}: {plain(refused(refusal), 'en')}", remedy.format(example=example)) from None
    return value


_FAULTS: dict[type[Refusal], tuple[str, str]] = {
    refusals.OptionCount: ("must be a question and 2 to 12 answers", 'write it like "{example}"'),
    refusals.NothingRight: ("marks no answer as right", 'put * before the right one, like "{example}"'),
    refusals.SameOption: ("has the same answer twice", "keep one of them"),
    refusals.EndOutOfReach: ("ends on a date or too late", 'write how long it is open, like "#ends 2h"'),
    Unread: ("has an end that cannot be read", 'write it like "#ends 2h"'),
}


def _condition(value: str) -> str:
    if condition_of(value) is None:
        raise wrong(
            "is not a condition known here", 'write it like "messages >= 20", "topic_messages >= 20" or "members >= 50"'
        )
    return value


def _report(value: str) -> str:
    if value not in REPORTS:
        like = nearest(value, list(REPORTS))
        known = ", ".join(REPORTS)
        raise wrong("must be a report known here", f'write "{like or "week"}"; known are {known}')
    return value


def _lottery(value: str) -> str:
    """Whether the line can be read; when it ends is reckoned anew at each run."""
    try:
        read_terms(value, here=_ANY)
    except PastTime:
        raise wrong("ends on a date or too late", 'write how long it is open, like "ends 2h"') from None
    except Refusal as error:
        raise wrong(f"is no lottery: {_why(error)}", 'write it like "电影票 x2 | ends 2h | if member 7d"') from None
    return value


def _why(error: Refusal) -> str:
    seen = error.fills.get("seen")
    return f'cannot read "{seen}"' if seen else type(error).__name__


def condition_of(words: str) -> plan.Condition | None:
    match = _CONDITION.fullmatch(words.strip())
    return plan.Condition(_MEASURES[match[1]], int(match[3]) + (match[2] == ">")) if match is not None else None


class Entry(Table):
    """One `[[schedule]]` entry as the file has it."""

    name: Annotated[str, Field(min_length=1, max_length=64)]
    chats: ChatIds | None = None
    topic: Topic = None
    cron: Annotated[str, AfterValidator(_cron)] | None = None
    at: Moment = None
    every: Span | None = None
    when: Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_when)] | None = None
    zone: Zone | None = None
    since: Moment = None
    text: Annotated[tuple[str, ...] | None, PlainValidator(_texts)] = None
    ab: bool = False
    reserve: Annotated[tuple[str, ...] | None, PlainValidator(_texts)] = None
    slot: Span = "12h"
    at_best: Part | None = None
    photo: Line | None = None
    document: Line | None = None
    poll: Annotated[str, AfterValidator(lambda value: _question(value, kind="poll"))] | None = None
    quiz: Annotated[str, AfterValidator(lambda value: _question(value, kind="quiz"))] | None = None
    open_topic: Annotated[str, Field(min_length=1, max_length=128)] | None = None
    open_lottery: Annotated[str, AfterValidator(_lottery)] | None = None
    report: Annotated[str, AfterValidator(_report)] | None = None
    pin: bool = False
    replace: bool = False
    until: LastMoment = None
    count: PositiveAmount | None = None
    only_if: Annotated[str, AfterValidator(_condition)] | None = None
    missed: Literal["send", "skip", "merge"] = "send"
    within: Span = "1h"
    quiet: Literal["hold", "drop", "ignore"] = "hold"
    urgent: bool = False
    priority: int = Field(default=0, ge=-100, le=100)
    segment: Crowd | None = None
    kind: Literal["", "news", "guide", "story", "fun", "event", "thanks", "promo"] = ""


def plain_entry(entry: Entry) -> plan.Entry:
    """The value the bot works with; a valid entry has exactly one way of saying when and one content."""
    line = "\n".join(
        str(each)
        for each in (entry.cron, entry.at, entry.every, entry.when, entry.zone, entry.since, entry.until, entry.count)
    )
    return plan.Entry(
        entry.name,
        _when_of(entry),
        _content_of(entry),
        line,
        entry.zone or "",
        entry.chats,
        entry.topic or 0,
        entry.pin,
        entry.replace,
        entry.since,
        entry.until,
        entry.count,
        condition_of(entry.only_if) if entry.only_if else None,
        entry.missed,
        seconds(entry.within),
        entry.quiet,
        entry.urgent,
        entry.priority,
        seconds(entry.slot),
        entry.at_best,
        genre=entry.kind,
        segment=cast("Segment", entry.segment) if entry.segment else "",
    )


def _when_of(entry: Entry) -> When:
    if entry.cron is not None:
        return expand(entry.cron)
    if entry.at is not None:
        return Once(entry.at)
    if entry.every is not None:
        return Every(seconds(entry.every), entry.since or EPOCH)
    return read_when(entry.when or "", since=entry.since)


def _content_of(entry: Entry) -> plan.Content:
    kinds: tuple[plan.ContentKind, ...] = ("photo", "document", "poll", "quiz", "open_topic", "open_lottery", "report")
    if entry.reserve is not None:
        return plan.Content("text", "", entry.reserve, "reserve")
    words = entry.text or ()
    turns: plan.Turns = "trial" if entry.ab else "round"
    for kind in kinds:
        value = getattr(entry, kind)
        if value is not None:
            return plan.Content(kind, value, words, turns)
    return plan.Content("text", "", words, turns)

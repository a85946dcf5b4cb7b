"""An announcement for later: how it is to go out, kept with its draft while another moderator reads it; planning it."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from bot.domain.grammar.moments import Here
from bot.domain.schedule.markup import WordingError, plain_text
from bot.domain.schedule.planned import NOW, PlannedPost, name_for, read_segment, returns
from bot.engine.turn import Turn
from bot.services.schedule import planned
from bot.services.schedule.lines import KIND
from bot.texts.text import Raw, Text, When, Words, text
from handlers.dialogue.declaring import when

_WEEKLY: Final = re.compile(r"every (?P<day>\w+) (?P<clock>\d{2}:\d{2})")
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Plan(msgspec.Struct, frozen=True):
    """`written` as `read_due` keeps it; `post` is the planned announcement that it takes the place of, 0 for none;
    `segment` is empty for the whole group.
    """

    written: str
    topic: int = 0
    post: int = 0
    segment: str = ""


def encode(plan: Plan) -> str:
    return msgspec.json.encode(plan).decode()


def decode(kept: str) -> Plan:
    return msgspec.json.decode(kept, type=Plan)


def plain(html: str) -> str:
    """The words alone; as written where Telegram would refuse the markup."""
    try:
        return plain_text(html)
    except WordingError:
        return html


def when_written(written: str, at: Here) -> Words:
    """As people are told of it: now, a moment, or every week."""
    if written == NOW:
        return text("dialogue.announce_now")
    weekly = _WEEKLY.fullmatch(written)
    if weekly is not None and weekly["day"] in _DAYS:
        weekday = Text(f"schedule.weekday_{_DAYS.index(weekly['day']) + 1}")
        return text("dialogue.weekly", weekday=weekday, clock=weekly["clock"])
    return Raw(written) if returns(written) else when(written, at)


async def plan(turn: Turn, wanted: Plan, *, chat_id: int, by: int, html: str, file_id: str, is_pinned: bool) -> Text:
    """It is a line of the schedule from now on. Raises Unread where its moment has passed."""
    number = wanted.post
    before = await planned.known(turn.unit, number, chat_id=chat_id) if number else None
    number = number or await planned.number_for(turn.unit)
    group = turn.chats.group(chat_id)
    new = PlannedPost(
        number,
        group.id,
        wanted.topic if before is None else before.topic,
        by,
        name_for(number, plain(html)),
        html,
        file_id,
        is_pinned,
        wanted.written,
        group.timezone,
        0,
        read_segment(wanted.segment),
    )
    post, line, due = await planned.plan(turn.unit, new, before=before, now=turn.now)
    turn.chats.posts.keep(turn.unit, post)
    await turn.later(KIND, line.key, at=due, chat_id=0)
    return text("dialogue.planned", name=Raw(post.name), when=When(due, group.timezone))

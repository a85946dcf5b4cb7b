"""An announcement for the moment goes out, and its author sees how far it has come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from bot.engine.entrances import Entrance, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox import actions
from bot.outbox.actions import Priority
from bot.services import announce
from bot.services.announce import Announcement, Progress
from bot.texts.text import Lines, Markup, Raw, Text, text
from handlers.schedule import aiming

KIND: Final = "announce"
_PAUSE: Final = 4
"""Seconds between looks at the progress: an edit counts against Telegram's limits too."""

_NAMED: Final = 8
"""Groups that did not get it whose reasons are told one by one."""


class _Watching(msgspec.Struct, frozen=True):
    number: int
    message_id: int
    started_at: int


async def send(turn: Turn, announcement: Announcement, chats: Sequence[int], *, is_pinned: bool) -> Text:
    """To groups that its author may announce in; what is told until the first look."""
    people = await reached(turn, announcement)
    await announce.send(turn.unit, announcement, is_pinned=is_pinned)
    if announcement.segment:
        return await _privately(turn, announcement, people)
    for chat_id in chats:
        posted = action(announcement, chat_id, name=announce.name_of(announcement.id), is_pinned=is_pinned)
        turn.do(posted, on_crash="drop", priority=Priority.ANNOUNCEMENT)
    message_id = turn.query.message.message_id if turn.query and turn.query.message else 0
    await turn.later(KIND, str(announcement.id), after=_PAUSE, body=_Watching(announcement.id, message_id, turn.now))
    return text("announce.sending", sent=0, total=len(chats))


async def reached(turn: Turn, announcement: Announcement) -> list[int]:
    """Of the segment it is for, whom the bot may write to unasked; nobody where it is for the group, or for several."""
    if not announcement.segment or len(announcement.chosen) != 1:
        return []
    return await aiming.reached(turn, announcement.segment, announcement.chosen[0])


async def _privately(turn: Turn, announcement: Announcement, people: Sequence[int]) -> Text:
    post = action(announcement, 0, name="")
    for each in aiming.to_each(post, people, group=title(turn, announcement.chosen[0])):
        turn.do(each, on_crash="drop", priority=Priority.ANNOUNCEMENT)
    await announce.over(turn.unit, announcement)
    return text("announce.aimed_sent", n=len(people))


def action(
    announcement: Announcement, chat_id: int, *, name: str, topic: int = 0, is_pinned: bool = False
) -> actions.Say | actions.Photo:
    words = Markup(announcement.html)
    if announcement.file_id:
        return actions.Photo(
            chat_id=chat_id, file_id=announcement.file_id, caption=words, name=name, topic=topic, pin=is_pinned
        )
    return actions.Say(chat_id=chat_id, words=words, name=name, topic=topic, pin=is_pinned)


def title(turn: Turn, chat_id: int) -> Raw:
    return Raw(turn.chats.group(chat_id).title or str(chat_id))


async def watch(turn: TimerTurn) -> None:
    """The preview's question becomes the progress, until all is done."""
    watching = turn.body(_Watching)
    seen = await announce.progress(turn.unit, watching.number, started_at=watching.started_at, now=turn.now)
    if seen is None:
        return
    announcement, so_far = seen
    turn.edit(_progress(turn, announcement, so_far), message_id=watching.message_id)
    if so_far.waiting:
        await turn.later(KIND, str(announcement.id), after=_PAUSE, body=watching)


def _progress(turn: Turn, announcement: Announcement, so_far: Progress) -> Lines:
    total = len(announcement.chosen)
    key = "announce.sending" if so_far.waiting else "announce.done"
    lines = [Text(key, {"sent": so_far.sent, "total": total})]
    for each in so_far.unsent[:_NAMED]:
        key = "announce.doubtful_there" if each.in_doubt else "announce.failed_there"
        lines.append(Text(key, {"group": title(turn, each.chat_id), "why": Raw(each.why)}))
    if so_far.failed > min(len(so_far.unsent), _NAMED):
        lines.append(text("announce.failed", n=so_far.failed - min(len(so_far.unsent), _NAMED)))
    return Lines(lines)


ENTRANCES: list[Entrance] = [timer(KIND, watch)]

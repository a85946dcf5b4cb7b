"""Questions to the group without a reply for hours: moderators get them together, with links, never at night."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from bot.config.values import seconds
from bot.domain.activity import Heard
from bot.domain.grammar.script import plain
from bot.domain.kb import is_question
from bot.engine.entrances import Entrance, observer, timer
from bot.engine.fast_path import Batch
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Priority, Say
from bot.services import unanswered
from bot.services.unanswered import Waiting
from bot.texts.text import Lines, Raw, Text, When, text
from handlers.command.group_commands import address_of, called
from handlers.feedback.telling import desk_of

KIND: Final = "unanswered"
_SHOWN: Final = 8
_PAUSE: Final = 4 * 3600
"""Seconds from one such list to the next at least."""

_PLAIN: Final = re.compile(r"[?？]\s*$|请问|請問|求问|求問|有人知道")
"""What surely asks for an answer; other questions may be asked of nobody."""


async def settle(batch: Batch) -> None:
    chats = {each.chat_id for each in batch.heard}
    spans = {chat_id: _seconds(batch.chats.settings(chat_id).answers.unanswered) for chat_id in chats}
    heard = [each for each in batch.heard if spans[each.chat_id]]
    if not heard:
        return
    asked = [each for each in heard if _asks(each)]
    await unanswered.keep(
        batch.unit, [Waiting(each.chat_id, each.message_id, each.user_id, each.topic, each.at) for each in asked]
    )
    replies = [(each.chat_id, each.replied, each.user_id) for each in heard if each.replied]
    if replies:
        await unanswered.answered(batch.unit, replies)
    for chat_id, at in {each.chat_id: each.at for each in reversed(asked)}.items():
        await batch.later(KIND, str(chat_id), at=at + spans[chat_id], chat_id=chat_id)


_seconds = lru_cache(seconds)
"""Asked for every chat of every batch."""


def _asks(heard: Heard) -> bool:
    if heard.reply_to or heard.is_forward or not _PLAIN.search(heard.text):
        return False
    return is_question(plain(heard.text))


async def due(turn: TimerTurn) -> None:
    chat_id = turn.group.id
    span = seconds(turn.chats.settings(chat_id).answers.unanswered)
    if not span or await turn.waits_for_calm():
        return
    until = turn.now - span
    waiting = await unanswered.due(turn.unit, chat_id=chat_id, until=until)
    if waiting:
        words = Lines(_lines(turn, waiting, hours=max(1, span // 3600)))
        for each in await desk_of(turn, chat_id):
            turn.do(Say(chat_id=each.chat_id, topic=each.topic, words=words, ephemeral=True), priority=Priority.ALERT)
        await unanswered.tell(turn.unit, chat_id=chat_id, until=until, now=turn.now)
    first = await unanswered.first_at(turn.unit, chat_id=chat_id)
    if first:
        await turn.later(
            KIND, str(chat_id), at=max(first + span, turn.now + (_PAUSE if waiting else 1)), chat_id=chat_id
        )


def _lines(turn: TimerTurn, waiting: list[Waiting], *, hours: int) -> list[Text]:
    zone = turn.group.timezone
    lines = [text("kb.unanswered", group=Raw(turn.group.title), n=len(waiting), hours=hours)]
    for each in waiting[:_SHOWN]:
        link = address_of(each.chat_id, each.message_id, topic=each.topic)
        lines.append(text("kb.unanswered_line", who=called(each.name), when=When(each.at, zone), link=Raw(link)))
    if len(waiting) > _SHOWN:
        lines.append(text("kb.unanswered_more", n=len(waiting) - _SHOWN))
    return lines


ENTRANCES: list[Entrance] = [observer(settle), timer(KIND, due)]

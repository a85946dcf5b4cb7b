"""Topics and discussions by buttons."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.names import short
from bot.domain.topics import GENERAL, State, Topic
from bot.engine.entrances import Entrance
from bot.engine.shortcuts import Option, Shortcut
from bot.engine.turn import Turn
from bot.services import topics
from bot.texts.text import Raw


async def _named(turn: Turn, chat_id: int, state: State | None) -> Sequence[Option]:
    found = await topics.known(turn.reads, chat_id=chat_id)
    return [_option(each) for each in found if each.name and state in (None, each.state)]


def _option(each: Topic) -> Option:
    return Option(str(each.id), Raw(short(each.name)), each.name)


async def _all(turn: Turn, chat_id: int) -> Sequence[Option]:
    return await _named(turn, chat_id, None)


async def _open(turn: Turn, chat_id: int) -> Sequence[Option]:
    return await _named(turn, chat_id, "open")


async def _closed(turn: Turn, chat_id: int) -> Sequence[Option]:
    return await _named(turn, chat_id, "closed")


async def _followed(turn: Turn, chat_id: int) -> Sequence[Option]:
    return [each for each in await _named(turn, chat_id, "open") if each.value != str(GENERAL)]


SHORTCUTS: list[Entrance] = [
    Shortcut("topic", "more", "topic"),
    Shortcut("follow", "more", "topic", "follow {thing}", _followed),
    Shortcut("unfollow", "more", "topic", "unfollow {thing}", _followed),
    Shortcut("topic_new", "talk", "topic", "new {said}", asks="panel.ask_topic"),
    Shortcut("topic_close", "talk", "topic", "close {thing}", _open),
    Shortcut("topic_again", "talk", "topic", "reopen {thing}", _closed),
    Shortcut("topic_name", "talk", "topic", "rename {thing} | {said}", _all, asks="panel.ask_topic"),
    Shortcut("topic_icon", "talk", "topic", "icon {thing} | {said}", _all, asks="panel.ask_icon"),
    Shortcut("discuss", "talk", "topic", "discuss"),
]

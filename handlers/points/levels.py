"""Levels and badges as they are told, and the tag beside a member's name where the bot has the right to set it."""

from __future__ import annotations

from bot.domain.levels import Height, tag_of
from bot.domain.people import Person
from bot.engine.entrances import Entrance, timer
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Tag
from bot.services import levels as service
from bot.texts.catalog import plain
from bot.texts.text import Text, text
from handlers.points.earning import level_name, levels

TAG = "tag"
"""The timer that sets a tag: whether the bot may is asked of Telegram, which no transaction waits for."""


def celebrated(badge: str) -> Text:
    if badge.startswith("level:"):
        return text("levels.level_up", level=level_name(badge.removeprefix("level:")))
    return text("levels.badge_up", badge=named(badge))


def named(badge: str) -> Text:
    return text(f"levels.badge_{badge}")


def listed(badges: list[str]) -> Text:
    """One after another, however a language parts them."""
    *before, last = badges
    return text("levels.and", before=listed(before), last=named(last)) if before else named(last)


def told(height: Height) -> Text | None:
    """One line about where someone stands; nothing where a group has no levels."""
    if height.level and height.next:
        level, following = level_name(height.level.name), level_name(height.next.name)
        return text("levels.both", level=level, missing=height.missing, next=following)
    if height.level:
        return text("levels.top", level=level_name(height.level.name))
    if height.next:
        return text("levels.first", missing=height.missing, next=level_name(height.next.name))
    return None


async def tag(turn: TimerTurn) -> None:
    chat_id, user_id = turn.body(tuple[int, int])
    group = turn.chats.group(chat_id)
    own = await turn.permissions.rights(group=group, person=Person(turn.bot_id, "", kind="member"))
    if not own.allow("can_manage_tags"):
        return
    height = await service.standing(
        turn.reads, levels(turn.chats.settings(chat_id).points), chat_id=group.id, user_id=user_id
    )
    if height.level and (words := tag_of(plain(level_name(height.level.name), group.locale))):
        turn.do(Tag(chat_id=group.id, user_id=user_id, words=words))


ENTRANCES: list[Entrance] = [timer(TAG, tag)]

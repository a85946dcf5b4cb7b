"""Members come and go, administrators rise and step down, the bot itself is taken in or put out."""

from __future__ import annotations

import telegram

from bot.botapi.people import person, rights_of
from bot.engine.entrances import members, service
from bot.engine.turn import Turn
from bot.services import conduct, membership
from bot.services.events import planned
from bot.texts.text import text
from handlers.points import inviting

_OUT = ("left", "kicked")


async def changed(turn: Turn) -> None:
    update = turn.update
    news = None if update is None else update.chat_member or update.my_chat_member
    if update is None or news is None:
        return
    turn.at = int(news.date.timestamp())
    if news.chat.id != turn.group.id:
        return  # what is told of an old id after the group became a supergroup says nothing of the new one
    if update.my_chat_member is not None:
        await _bot_changed(turn, news)
        return
    now = news.new_chat_member
    if now.user.is_bot:
        return
    if _is_in(now) and not _is_in(news.old_chat_member):
        await inviting.came(turn, news)
    await membership.changed(
        turn.unit, person(now.user), rights_of(now.to_dict()), chat_id=turn.group.id, is_in=_is_in(now), at=turn.at
    )
    if not _is_in(now):
        _let_go(turn, now.user.id)


async def _bot_changed(turn: Turn, news: telegram.ChatMemberUpdated) -> None:
    if not _is_in(news.new_chat_member):
        await turn.chats.park(turn.unit, turn.group.id, now=turn.now)
        return
    await turn.chats.take_up(turn.unit, turn.group.id, now=turn.now)
    await membership.distrust(turn.unit, chat_id=turn.group.id)
    if not _is_in(news.old_chat_member) and turn.group.kind in ("group", "supergroup"):
        turn.say(text("general.hello_group"), on_crash="drop")
        # An event planned for all groups is one of this group's, too.
        await turn.later(planned.KIND, "", at=turn.now, chat_id=0)
        await turn.later(conduct.FILE, "", at=turn.now, chat_id=0)


def _is_in(member: telegram.ChatMember) -> bool:
    if isinstance(member, telegram.ChatMemberRestricted):
        return member.is_member
    return member.status not in _OUT


async def arrived(turn: Turn) -> None:
    """Told to every bot in the group, also where member updates are not: the bot is no administrator there."""
    for user in (turn.message and turn.message.new_chat_members) or ():
        if not user.is_bot:
            await membership.came(turn.unit, person(user), chat_id=turn.group.id, at=turn.at)


async def departed(turn: Turn) -> None:
    user = turn.message and turn.message.left_chat_member
    if user and not user.is_bot:
        await membership.went(turn.unit, chat_id=turn.group.id, user_id=user.id, at=turn.at)
        _let_go(turn, user.id)


def _let_go(turn: Turn, user_id: int) -> None:
    turn.unit.after_commit(lambda: turn.chats.recent.insiders.drop(turn.group.id, user_id))


ENTRANCES = [
    *members(changed),
    service("new_chat_members", arrived),
    service("left_chat_member", departed),
]

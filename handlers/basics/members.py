"""Members come and go, administrators rise and step down, the bot itself is taken in or put out."""

from __future__ import annotations

import telegram

from bot.botapi.people import person, rights_of
from bot.engine.entrances import members, passing
from bot.engine.fast_path import Passing
from bot.engine.turn import Turn
from bot.services import conduct, membership
from bot.services.events import planned
from bot.texts.text import text

_OUT = ("left", "kicked")


async def changed(turn: Turn) -> None:
    """Of an administrator, or of the bot; plain members are dealt with a batch at a time."""
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


async def passed(passing: Passing) -> None:
    await membership.passed(passing.unit, passing.passages)
    insiders = passing.chats.recent.insiders
    gone = [each.pair for each in passing.passages if not each.is_in]

    def let_go() -> None:
        for pair in gone:
            insiders.drop(*pair)

    passing.unit.after_commit(let_go)


def _let_go(turn: Turn, user_id: int) -> None:
    turn.unit.after_commit(lambda: turn.chats.recent.insiders.drop(turn.group.id, user_id))


ENTRANCES = [*members(changed), passing(passed)]

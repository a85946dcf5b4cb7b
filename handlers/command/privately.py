"""Answers that are for moderators' eyes: told in private, while the group reads one line that says so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.engine.turn import Turn
from bot.outbox.actions import Key
from bot.services import privacy
from bot.texts.text import text
from handlers.command.group_commands import GroupHandler, Place


def of_moderators(name: str, handler: GroupHandler) -> GroupHandler:
    """A group's command of that name, for whoever has the right of that name; the answer comes `privately`."""

    async def tell(turn: Turn, place: Place) -> None:
        await turn.require(name, group=place.group)
        await privately(turn, lambda: handler(turn, place), command=name)

    return tell


async def privately(turn: Turn, tell: Callable[[], Awaitable[None]], *, command: str) -> None:
    """What `tell` answers in a group goes to the asker, unless the file wants it read by all.

    Whom the bot cannot write to (they hide, or never began) is shown the way. A press changes what it was pressed on.
    """
    if turn.group.is_private or turn.query is not None or turn.settings.answers.moderators == "group":
        await tell()
        return
    if turn.person.kind != "member" or not await privacy.may_write(turn.reads, user_id=turn.person.id):
        begin = Key(text("privacy.button_begin"), url=f"https://t.me/{turn.bot_username}?start={command}")
        turn.say(text("general.ask_privately"), keys=[[begin]])
        return
    group, message = turn.group, turn.message
    turn.group, turn.message = turn.chats.group(turn.person.id), None
    try:
        await tell()
    finally:
        turn.group, turn.message = group, message
    turn.say(text("general.told_privately"), on_crash="drop")

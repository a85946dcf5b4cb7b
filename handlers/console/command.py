"""/console: a moderator's way into the console: a one-time link, or the Mini App; told in private alone."""

from __future__ import annotations

from typing import Final

from bot.console.links import Address, make_link
from bot.domain.console import LINK_LASTS, ConsoleOff
from bot.domain.refusals import AdministratorsOnly
from bot.engine.entrances import Entrance
from bot.engine.moderated import moderated
from bot.engine.shortcuts import Shortcut
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Keys
from bot.services import privacy
from bot.texts.text import Lines, Raw, text
from handlers.command.group_commands import elsewhere, wordless_command
from handlers.command.shortcuts import require_moderator

LINK: Final = "console"
"""What `/start` is given by the link from a group."""


async def console(turn: Turn) -> None:
    address = turn.chats.own(Address)
    if not address.local:
        raise ConsoleOff
    if turn.group.is_private:
        if not await moderated(turn) and not (await turn.rights()).is_operator:
            raise AdministratorsOnly
        _tell(turn, address)
        return
    await require_moderator(turn, elsewhere(turn, turn.group.id))
    if turn.person.kind != "member" or not await privacy.may_write(turn.reads, user_id=turn.person.id):
        begin = Key(text("privacy.button_begin"), url=f"https://t.me/{turn.bot_username}?start={LINK}")
        turn.say(text("general.ask_privately"), keys=[[begin]])
        return
    _tell(turn, address)
    turn.say(text("general.told_privately"), on_crash="drop")


def _tell(turn: Turn, address: Address) -> None:
    """The link is nobody else's to read: it is sealed while it waits, and kept nowhere."""
    link = address.to(f"enter/{make_link(turn.sealing, user_id=turn.person.id, now=turn.now)}")
    lines = [text("console.link", link=Raw(link)), text("console.link_lasts", n=LINK_LASTS // 60)]
    keys: Keys = [[Key(text("console.button_app"), app=address.app)]] if address.app else []
    turn.say(Lines(lines), to=turn.person.id, reply=False, keys=keys, secret=True)


async def _begin(turn: Turn, _chat_id: int, _words: str) -> None:
    await console(turn)


ENTRANCES: list[Entrance] = [
    wordless_command("console", console, who="moderator"),
    Shortcut("console", "group", "console", begins=_begin),
]

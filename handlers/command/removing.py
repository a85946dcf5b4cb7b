"""Taking one of the bot's own messages away: deleted, or edited to a last line where Telegram refuses for its age."""

from __future__ import annotations

from dataclasses import dataclass

from bot.engine.entrances import Entrance, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox import actions
from bot.outbox.actions import Key, Priority
from bot.services import messages
from bot.texts.text import text
from handlers.command.group_commands import address_of

REMOVED = "removed"
"""The timer that tells whether the message is gone."""


@dataclass(frozen=True, slots=True)
class LastLine:
    """What an old message says instead: a sentence of the catalogs, with a button to the `newer` one kept under a name.

    `is_caption` where it has a picture or a file; without a `key` the words stay. `is_pinned`: it is unpinned.
    """

    key: str = ""
    newer: str = ""
    is_caption: bool = False
    is_pinned: bool = False


def remove(turn: Turn, *, chat_id: int, named: str, last_line: LastLine) -> None:
    """The message kept under `named`. Say it after what takes its place, so that there is something to point to."""
    note: dict[str, int | str] = {
        "named": named,
        "key": last_line.key,
        "newer": last_line.newer,
        "caption": int(last_line.is_caption),
        "pinned": int(last_line.is_pinned),
    }
    turn.do(actions.Delete(chat_id=chat_id, named=named, then=REMOVED, note=note), priority=Priority.ANNOUNCEMENT)


async def removed(turn: TimerTurn) -> None:
    came = turn.done
    if came.error != "stands":
        return
    chat_id, named = turn.group.id, str(came.note["named"])
    if came.note["pinned"]:
        turn.do(actions.Pin(chat_id=chat_id, named=named, off=True))
    if not came.note["key"]:
        return
    newer = await messages.kept(turn.reads, chat_id=chat_id, name=str(came.note["newer"]))
    url = address_of(chat_id, newer.message_id, topic=newer.topic) if newer is not None else ""
    edit = actions.Edit(
        chat_id=chat_id,
        named=named,
        words=text(str(came.note["key"])),
        is_caption=bool(came.note["caption"]),
        keys=[[Key(text("general.button_newer"), url=url)]] if url else [],
    )
    turn.do(edit)


ENTRANCES: list[Entrance] = [timer(REMOVED, removed)]

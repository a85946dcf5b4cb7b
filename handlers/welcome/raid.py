"""Very many who come at once: moderators are told while it begins, with the door to close by one press."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.domain.refusals import OldButton
from bot.domain.welcome import MINUTE
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button, timer
from bot.engine.woken import PressTurn, TimerTurn
from bot.outbox.actions import Key, Priority, Say
from bot.services import welcome
from bot.texts.text import Lines, Raw, text
from handlers.feedback.telling import desk_of
from handlers.gate.door import closed

RAID: Final = "welcome_raid"
"""The timer that tells moderators; its key is the group's id."""


@press("wr")
@dataclass(frozen=True, slots=True)
class Shut:
    """Close that group's door, or let it be."""

    chat_id: int
    is_yes: bool


async def tell(turn: TimerTurn) -> None:
    """Urgent: also by night, and to nobody but the desk."""
    chat_id = turn.group.id
    number = await welcome.came_since(turn.reads, chat_id=chat_id, since=turn.now - MINUTE)
    words = Lines([text("welcome.raid", group=Raw(turn.group.title), n=number), text("welcome.raid_how")])
    keys = [
        [Key(text("welcome.button_shut"), pack(Shut(chat_id, is_yes=True)))],
        [Key(text("welcome.button_let_be"), pack(Shut(chat_id, is_yes=False)))],
    ]
    for each in await desk_of(turn, chat_id):
        card = Say(chat_id=each.chat_id, topic=each.topic, words=words, keys=keys, name=f"raid:{chat_id}")
        turn.do(card, on_crash="resend", priority=Priority.ALERT)


async def pressed(turn: PressTurn, told: Shut) -> None:
    group = turn.chats.group(told.chat_id)
    if turn.chats.is_parked(group.id):
        raise OldButton
    await turn.require("gate", group=group)
    title = Raw(group.title)
    if told.is_yes:
        turn.edit(Lines([text("welcome.raid_over", group=title), await closed(turn, group.id)]))
    else:
        turn.edit(Lines([text("welcome.raid_over", group=title), text("welcome.raid_left", who=turn.person.name)]))


ENTRANCES: list[Entrance] = [timer(RAID, tell), button(Shut, pressed)]

"""Whoever writes in a channel's name: Telegram tells no member, so the channel itself is banned, and let back.

Until then its owner writes in the name of none of their channels, as Telegram has it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import telegram

from bot.botapi.people import sender_of
from bot.domain.names import shown_name
from bot.domain.people import Group, Person
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button
from bot.engine.turn import Turn
from bot.engine.woken import PressTurn
from bot.outbox.actions import Key, Keys
from bot.services import citing, sanctions
from bot.services.guard import finds
from bot.services.sanctions import Order
from bot.texts.text import text
from handlers.command.group_commands import Place, called, elsewhere
from handlers.command.targets import replied
from handlers.moderation.log import note
from handlers.sanctions.doing import RESTRICTING, carry_out, lift_keys

_ID: Final = re.compile(r"(-100\d{5,})(?:\s+|$)(.*)", re.DOTALL)


@press("bc")
@dataclass(frozen=True, slots=True)
class Bars:
    """The channel that wrote a message, by the number of the message in that group."""

    chat_id: int
    message_id: int


def of_message(message: telegram.Message | None) -> Person | None:
    """The channel in whose name it was said; None for a member, and for who hides behind the group."""
    if message is None or message.sender_chat is None or sender_of(message).kind != "channel":
        return None
    return Person(message.sender_chat.id, shown_name(message.sender_chat.title or ""), kind="channel")


async def meant(turn: Turn, place: Place, words: str) -> tuple[Person, str] | None:
    """The one replied to, or that of an id, and the words that are left."""
    if (replied_to := of_message(replied(place))) is not None:
        return replied_to, words
    if (found := _ID.fullmatch(words.strip())) is None:
        return None
    name = await citing.name_of(turn.reads, int(found[1]), chat_id=place.group.id)
    return Person(int(found[1]), name or found[1], kind="channel"), found[2]


async def refuse_own(turn: Turn, group: Group, channel: Person) -> None:
    """Before the first statement. Raises TargetModerates of the group itself, and of the channel that it belongs to."""
    if channel.id in (group.id, await turn.permissions.linked_channel(group.id)):
        raise sanctions.TargetModerates(name=channel.name)
    if group.kind == "group":
        raise sanctions.NoChannelsHere


def bar_keys(user_id: int, chat_id: int, message_id: int) -> Keys:
    """A row of its own, of what was said in a channel's name."""
    return [[Key(text("sanctions.button_bar"), pack(Bars(chat_id, message_id)))]] if user_id < 0 else []


async def barred(turn: PressTurn, pressed: Bars) -> None:
    """At the desk: what it wrote is judged by it as well."""
    find = await finds.of_message(turn.reads, pressed.message_id, chat_id=pressed.chat_id)
    if find is None or find.user_id >= 0:
        raise finds.FindSettled
    group = elsewhere(turn, find.chat_id).group
    await turn.require("ban", group=group)
    channel = Person(find.user_id, find.name, kind="channel")
    await refuse_own(turn, group, channel)
    await turn.permissions.require_own(RESTRICTING, group=group)
    if await sanctions.in_force(turn.reads, chat_id=group.id, user_id=channel.id, kind="ban", now=turn.now):
        raise finds.FindSettled
    await finds.judge(turn.unit, find, is_right=True)
    order = Order(group.id, turn.person, channel, turn.now, message_id=find.message_id, said=find.said)
    sanction = await sanctions.impose(turn.unit, order, kind="ban")
    await carry_out(turn, sanction)
    await note(turn, group.id, "ban", target=channel, words=f"#{sanction.id}")
    done = text("sanctions.barred", name=called(channel.name), by=turn.person.name)
    turn.edit(done, keys=lift_keys(sanction), ephemeral=True)


ENTRANCES: list[Entrance] = [button(Bars, barred)]

"""A press at the desk bans whoever said what is shown there; and how a channel is banned, and let back.

Of whoever writes in a channel's name Telegram tells no member, so the channel itself is banned. Until it is let back
its owner writes in the name of none of their channels, as Telegram has it.
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
from bot.services.guard.finds import Kept
from bot.services.sanctions import Order
from bot.texts.text import Text, text
from handlers.command.group_commands import Place, called, elsewhere
from handlers.command.targets import replied
from handlers.guard.lines import show_settled
from handlers.moderation.log import note
from handlers.sanctions import words
from handlers.sanctions.doing import RESTRICTING, carry_out, lift_keys, refuse_moderator, tell_target

_ID: Final = re.compile(r"(-100\d{5,})(?:\s+|$)(.*)", re.DOTALL)


@press("bc")
@dataclass(frozen=True, slots=True)
class Bars:
    """Who wrote a message, a member or a channel, by the number of the message in that group."""

    chat_id: int
    message_id: int


def of_message(message: telegram.Message | None) -> Person | None:
    """The channel in whose name it was said; None for a member, and for who hides behind the group."""
    if message is None or message.sender_chat is None or sender_of(message).kind != "channel":
        return None
    return Person(message.sender_chat.id, shown_name(message.sender_chat.title or ""), kind="channel")


async def meant(turn: Turn, place: Place, written: str) -> tuple[Person, str] | None:
    """The one replied to, or that of an id, and the words that are left."""
    if (replied_to := of_message(replied(place))) is not None:
        return replied_to, written
    if (found := _ID.fullmatch(written.strip())) is None:
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
    """A row of its own: out, whoever said it, be it in a channel's name."""
    key = "sanctions.button_bar" if user_id < 0 else "sanctions.button_ban"
    return [[Key(text(key), pack(Bars(chat_id, message_id)))]] if user_id else []


async def barred(turn: PressTurn, pressed: Bars) -> None:
    """At the desk: what they wrote is judged by it as well."""
    find = await finds.of_message(turn.reads, pressed.message_id, chat_id=pressed.chat_id)
    if find is None or not find.user_id:
        raise finds.FindSettled
    group = elsewhere(turn, find.chat_id).group
    await turn.require("ban", group=group)
    target = Person(find.user_id, find.name, kind="channel" if find.user_id < 0 else "member")
    if target.kind == "channel":
        await refuse_own(turn, group, target)
    else:
        await refuse_moderator(turn, group, target)
    await turn.permissions.require_own(RESTRICTING, group=group)
    if await sanctions.in_force(turn.reads, chat_id=group.id, user_id=target.id, kind="ban", now=turn.now):
        raise finds.FindSettled
    for each in await _together(turn, find):
        await finds.judge(turn.unit, each, is_right=True)
    order = Order(group.id, turn.person, target, turn.now, message_id=find.message_id, said=find.said)
    await show_settled(turn, find, await _ban(turn, order), besides=turn.group.id)


async def _together(turn: Turn, find: Kept) -> list[Kept]:
    """What was dealt with as one matter."""
    return await finds.of_sanction(turn.reads, find.sanction) if find.sanction else [find]


async def _ban(turn: Turn, order: Order) -> Text:
    """What the card reads then."""
    sanction = await sanctions.impose(turn.unit, order, kind="ban")
    await carry_out(turn, sanction)
    await note(turn, order.chat_id, "ban", target=order.target, words=f"#{sanction.id}")
    if order.target.kind == "channel":
        done = text("sanctions.barred", name=called(order.target.name), by=turn.person.name)
    else:
        done = text("sanctions.banned", name=called(order.target.name), by=turn.person.name)
        await tell_target(turn, sanction, [words.done(turn, sanction)])
    turn.edit(done, keys=lift_keys(sanction), ephemeral=True)
    return done


ENTRANCES: list[Entrance] = [button(Bars, barred)]

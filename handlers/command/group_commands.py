"""Where a group's command takes effect: in the group, or in private in one chosen by button; names and addresses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

import telegram

from bot.botapi.replies import answered
from bot.domain.checkin import Calendar
from bot.domain.names import short
from bot.domain.people import Group, Person
from bot.domain.refusals import ActorIsAnonymous, ActorIsChannel, NoGroups, OldButton, WrongForm
from bot.domain.refusals import Key as Sentence
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, Handler, Role, Shown, button, command
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Keys, OnCrash
from bot.services import membership, messages
from bot.texts.text import Raw, Text, Words, text


@dataclass(frozen=True, slots=True)
class Place:
    """The group meant, what follows the command, and the message that gave it (None once it is out of reach)."""

    group: Group
    words: str
    message: telegram.Message | None
    is_here: bool

    @property
    def calendar(self) -> Calendar:
        return Calendar(self.group.timezone, self.group.day_starts_at)


GroupHandler: TypeAlias = Callable[[Turn, Place], Awaitable[None]]
_BY_LINK = {"audit", "economy", "feedback", "mood", "stats"}
"""Commands that without words change nothing, so that a link may begin them."""


@press("in")
@dataclass(frozen=True, slots=True)
class Chosen:
    """In private: the group in which a command is meant."""

    command: str
    chat_id: int


@dataclass(frozen=True, slots=True)
class GroupCommand:
    """A command that takes effect in a group; given in private it asks which group where there are several.

    `around` decides what else it may mean, and is given `in_group` for the rest. `vanishes` is one whose answers only
    show how things stand now.
    """

    name: str
    handler: GroupHandler
    around: Callable[[Turn, Handler], Awaitable[None]] | None = None
    vanishes: bool = False

    async def __call__(self, turn: Turn) -> None:
        if self.around is not None:
            await self.around(turn, self.in_group)
        else:
            await self.in_group(turn)

    async def in_group(self, turn: Turn) -> None:
        if not turn.group.is_private:
            turn.vanishes = self.vanishes and self.name not in turn.settings.answers.keep
            if turn.person.kind == "member":
                await turn.permissions.strangers.refuse(turn.group, turn.person, at=turn.at)
            await self.handler(turn, Place(turn.group, turn.words, turn.message, is_here=True))
            if turn.person.kind == "member":
                await membership.heard(turn.unit, turn.person, chat_id=turn.group.id, at=turn.at)
            return
        groups = await turn.groups()
        if not groups:
            raise NoGroups
        if len(groups) > 1:
            turn.say(text("general.choose_group"), keys=_choices(turn, self.name, groups))
            return
        await self.handler(turn, elsewhere(turn, groups[0], words=turn.words, message=turn.message))


def group_command(
    name: str, handler: GroupHandler, *, who: Role = "member", shown: Shown | None = None, vanishes: bool = False
) -> Entrance:
    """`/name`, handled as a `GroupCommand`."""
    return command(name, GroupCommand(name, handler, vanishes=vanishes), who=who, shown=shown)


def wordless_group_command(
    name: str, handler: GroupHandler, *, who: Role = "member", shown: Shown | None = None, vanishes: bool = False
) -> Entrance:
    """One that can use no words: written ones are refused with its usage, never dropped."""

    async def begin(turn: Turn, place: Place) -> None:
        if place.words:
            raise WrongForm(usage=Sentence(f"commands.{name}.usage"))
        await handler(turn, place)

    return group_command(name, begin, who=who, shown=shown, vanishes=vanishes)


def wordless_command(name: str, handler: Handler, *, who: Role = "member", shown: Shown | None = None) -> Entrance:
    """The same of a command that is no group's."""

    async def begin(turn: Turn) -> None:
        if turn.words:
            raise WrongForm(usage=Sentence(f"commands.{name}.usage"))
        await handler(turn)

    return command(name, begin, who=who, shown=shown)


def _told(turn: Turn, name: str) -> GroupHandler:
    """Raises OldButton where no group command has that name."""
    found = turn.wiring.commands.get(name)
    if not isinstance(found, GroupCommand):
        raise OldButton
    return found.handler


def by_link(turn: Turn, name: str) -> Handler | None:
    """What `/start NAME`, which a link to the private chat sends, begins there; None for no command of a group."""
    found = turn.wiring.commands.get(name)
    return found.in_group if name in _BY_LINK and isinstance(found, GroupCommand) else None


def _choices(turn: Turn, name: str, groups: list[int]) -> Keys:
    return [[Key(Raw(turn.chats.group(each).title or str(each)), pack(Chosen(name, each)))] for each in groups]


def elsewhere(turn: Turn, chat_id: int, *, words: str = "", message: telegram.Message | None = None) -> Place:
    """A group by its id, told of from wherever the turn is."""
    return Place(turn.chats.group(chat_id), words, message, is_here=False)


async def within(turn: Turn, chat_id: int) -> Place:
    """The group that a button or a number names, for its members: the one the turn is in, or in private any.

    Data that comes with a press may be anybody's making, and a press proves no membership. Call it before the first
    statement. Raises OldButton elsewhere, and what `Turn.require_member` does.
    """
    place = elsewhere(turn, chat_id)
    if not turn.group.is_private and place.group.id != turn.group.id:
        raise OldButton
    await turn.require_member(place.group)
    return place


async def choose(turn: Turn, pressed: Chosen) -> None:
    """The question was asked in reply to the command, which is where its words still stand."""
    command = _told(turn, pressed.command)
    if not turn.group.is_private:
        raise OldButton
    place = await within(turn, pressed.chat_id)
    asked = answered(turn.message)
    spoken = (asked.text or asked.caption or "") if asked is not None else ""
    words = spoken.split(maxsplit=1)[1:] if spoken.startswith("/") else []
    await command(turn, replace(place, words="".join(words), message=asked))


async def tell_again(turn: Turn, name: str, place: Place) -> None:
    """A group's command once more, in a place put together anew."""
    await _told(turn, name)(turn, place)


def answer(turn: Turn, words: Words, *, keys: Keys | None = None, on_crash: OnCrash = "resend") -> None:
    """A reply to a command; a press changes the message whose button it was."""
    if turn.query is None:
        turn.say(words, keys=keys, on_crash=on_crash)
    else:
        turn.edit(words, keys=keys)


def known_person(turn: Turn) -> Person:
    """Whoever asks, where their points are to be found: Telegram does not tell who hides behind a group or channel."""
    if turn.person.kind == "anonymous":
        raise ActorIsAnonymous
    if turn.person.kind == "channel":
        raise ActorIsChannel
    return turn.person


def called(name: str) -> str | Text:
    """A name as it is told without calling its owner: cut as mentions are."""
    return short(name) or text("general.somebody")


_SUPERGROUPS = -1_000_000_000_000
"""Ids of supergroups lie below it; only they have addresses."""


def address_of(chat_id: int, message_id: int, *, topic: int = 0) -> str:
    """Where a message is opened (in its topic, where that is told) by whoever is in its group; empty for a basic group.

    A topic's own address is that of its first message, whose number it has.
    """
    if chat_id >= _SUPERGROUPS:
        return ""
    thread = f"{topic}/" if topic else ""
    return f"https://t.me/c/{_SUPERGROUPS - chat_id}/{thread}{message_id}"


async def link_to(turn: Turn, chat_id: int, name: str) -> str:
    """Where the bot's own message kept by that name is opened; empty where there is none, or no address."""
    kept = await messages.kept(turn.reads, chat_id=chat_id, name=name)
    return address_of(chat_id, kept.message_id, topic=kept.topic) if kept is not None else ""


ENTRANCES = [button(Chosen, choose)]

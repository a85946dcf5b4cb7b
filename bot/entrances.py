"""What wakes a handler, as values: the wiring page lists them, the engine obeys; nothing is decided here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.domain.activity import Heard
from bot.turn import Chats, Turn
from storage.database import Unit

Handler: TypeAlias = Callable[[Turn], Awaitable[None]]
Standing: TypeAlias = Callable[[int, str], int]
"""Epoch seconds of the next time, from now and a zone's name."""
Role: TypeAlias = Literal["member", "moderator", "operator"]


@dataclass(frozen=True, slots=True)
class Batch:
    """Plain messages that came together, the transaction that keeps them, and the chats they came from."""

    unit: Unit
    heard: Sequence[Heard]
    book: Chats


Settle: TypeAlias = Callable[[Batch], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Command:
    """`/name`, and its phrases in every language by the catalogs."""

    name: str
    handler: Handler
    who: Role = "member"


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button whose data unpacks to `kind`, a class registered with `bot.buttons.press`."""

    kind: type
    handler: Handler


@dataclass(frozen=True, slots=True)
class Woken:
    """A timer of that kind is due; `standing` gives the moment of one that must always stand, for a start to set."""

    kind: str
    handler: Handler
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """An update of that kind (`chat_member`), or a message with that field (`migrate_to_chat_id`)."""

    what: str
    handler: Handler
    where: Literal["update", "message"]


@dataclass(frozen=True, slots=True)
class Observer:
    settle: Settle


Entrance: TypeAlias = Command | Pressed | Woken | Came | Observer


def command(name: str, handler: Handler, *, who: Role = "member") -> Entrance:
    """`who` decides where help and menus show it; the handler itself requires the right."""
    return Command(name, handler, who)


def button(kind: type, handler: Handler) -> Entrance:
    return Pressed(kind, handler)


def timer(kind: str, handler: Handler, *, standing: Standing | None = None) -> Entrance:
    return Woken(kind, handler, standing)


def members(handler: Handler) -> list[Entrance]:
    """Someone's standing changed, a member's or the bot's own."""
    return [Came("chat_member", handler, "update"), Came("my_chat_member", handler, "update")]


def update(kind: str, handler: Handler) -> Entrance:
    """Any other kind of update, such as `poll_answer` or `message_reaction`."""
    return Came(kind, handler, "update")


def service(field: str, handler: Handler) -> Entrance:
    """A message that carries this field, such as `migrate_to_chat_id` or `new_chat_members`."""
    return Came(field, handler, "message")


def private(handler: Handler) -> Entrance:
    """Words in private that are no command, no phrase and nothing else."""
    return Came("private", handler, "message")


def observer(settle: Settle) -> Entrance:
    return Observer(settle)

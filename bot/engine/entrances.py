"""What wakes a handler, as values: the wiring page lists them, the engine obeys; nothing is decided here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, TypeVar

from bot.domain.schedule.plan import ContentKind, Scheduled
from bot.engine.echoing import Listener
from bot.engine.fast_path import (
    Begin,
    Beginning,
    Count,
    Counter,
    End,
    Observer,
    Pass,
    Prepare,
    Settle,
    Stopping,
    Watcher,
)
from bot.engine.paged import Paged
from bot.engine.shortcuts import Listing, Shortcut, StatusLines
from bot.engine.turn import Turn
from bot.engine.woken import MessageTurn, PressTurn, TimerTurn
from bot.state.watched import LoadPlaces
from bot.texts.text import Lines

P = TypeVar("P")
Handler: TypeAlias = Callable[[Turn], Awaitable[None]]
Hear: TypeAlias = Callable[[MessageTurn], Awaitable[None]]
Wake: TypeAlias = Callable[[TimerTurn], Awaitable[None]]
Left: TypeAlias = Callable[[MessageTurn, str], Awaitable[None]]
Press: TypeAlias = Callable[[PressTurn, Any], Awaitable[None]]
"""Is given the button's value besides."""
Recurring: TypeAlias = Callable[[int, str], int]
"""Epoch seconds of the next time, from now and a zone's name."""
Role: TypeAlias = Literal["member", "moderator", "operator"]
Menu: TypeAlias = Literal["private", "group", "administrators"]
"""Telegram's menus of commands: in private, in groups, and in groups for their administrators."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Where people find a command: its page of `/help` (`help.page_<page>`), and the menus it stands in."""

    page: str
    menus: tuple[Menu, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """`/name`, and its phrases in every language by the catalogs."""

    name: str
    handler: Hear
    who: Role
    shown: Shown


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button whose data unpacks to `kind`, a class registered with `bot.engine.buttons.press`."""

    kind: type
    handler: Press
    is_way_back: bool = False


@dataclass(frozen=True, slots=True)
class Woken:
    """A timer of that kind is due; `recurring` gives the moment of one that must always stand, for a start to set."""

    kind: str
    handler: Wake
    recurring: Recurring | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """An update of that kind (`chat_member`)."""

    what: str
    handler: Handler


@dataclass(frozen=True, slots=True)
class Sent:
    """A message with that field (`migrate_to_chat_id`), or what has a name of its own: `private`, `album`."""

    what: str
    handler: Hear


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word the feature listens for in a chat (`Triggers.hear`), or words it asked someone for (`await_answer`).

    The key given there comes as the turn's `words`. `left` is told, with the key, when another command came instead.
    """

    feature: str
    handler: Hear
    how: Literal["word", "tag", "answer"]
    left: Left | None = None


@dataclass(frozen=True, slots=True)
class Watching:
    """Places where the feature listens: `Chats.watched` holds them under the name, `load` reads them at the start.

    `how`: in a topic, to replies to a post, or only where the feature looks itself. With `hears_edits` edits there wake
    the handler too.
    """

    name: str
    load: LoadPlaces
    handler: Hear | None = None
    how: Literal["topic", "reply", "lookup"] = "lookup"
    hears_edits: bool = False


@dataclass(frozen=True, slots=True)
class Scheduling:
    kind: ContentKind
    make: Callable[[Turn, Scheduled], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Reporting:
    name: str
    lines: Callable[[Turn, Scheduled], Awaitable[Lines]]


Entrance: TypeAlias = (
    Command | Pressed | Woken | Came | Sent | Spoken | Watching | Observer | Counter | Watcher | Listener
    | Beginning | Stopping | Scheduling | Reporting | Shortcut | StatusLines | Listing | Paged
)  # fmt: skip


def command(name: str, handler: Hear, *, who: Role = "member", shown: Shown | None = None) -> Entrance:
    """`who` decides to whom help shows it, by default on the page `more` or `desk`; the handler requires the right."""
    return Command(name, handler, who, shown or Shown("more" if who == "member" else "desk"))


def button(kind: type[P], handler: Callable[[PressTurn, P], Awaitable[None]]) -> Entrance:
    """The handler has a value of that kind, and no promise that what it names is there still, or theirs to press."""
    return Pressed(kind, handler)


def way_back(kind: type[P], handler: Callable[[PressTurn, P], Awaitable[None]]) -> Entrance:
    """A button that stays under a message, whatever other buttons turn that message into."""
    return Pressed(kind, handler, is_way_back=True)


def timer(kind: str, handler: Wake, *, recurring: Recurring | None = None) -> Entrance:
    return Woken(kind, handler, recurring)


def members(handler: Handler) -> list[Entrance]:
    """Someone's standing changed, a member's or the bot's own."""
    return [Came("chat_member", handler), Came("my_chat_member", handler)]


def update(kind: str, handler: Handler) -> Entrance:
    """Any other kind of update, such as `message_reaction`."""
    return Came(kind, handler)


def service(field: str, handler: Hear) -> Entrance:
    """A message that carries this field, such as `migrate_to_chat_id` or `new_chat_members`."""
    return Sent(field, handler)


def private(handler: Hear) -> Entrance:
    """Words in private that are no command, no phrase and nothing else."""
    return Sent("private", handler)


def observer(settle: Settle, *, prepare: Prepare | None = None, hears_aside: bool = False) -> Entrance:
    """`hears_aside`: edits, commands and words in a channel's name wake it too, by `Coming.aside`."""
    return Observer(settle, prepare, hears_aside)


def beginning(begin: Begin, *, mirrors: tuple[str, ...] = ()) -> Entrance:
    """Done once, beside everything else, when the bot has begun: for what is slow to load.

    Where several workers serve the store it is done again whenever another one changed a table it `mirrors`.
    """
    return Beginning(begin, mirrors)


def stopping(end: End) -> Entrance:
    """Done once when the bot is asked to stop, and not when it dies: for what nobody would see to while it is away."""
    return Stopping(end)


def watching(name: str, load: LoadPlaces) -> Entrance:
    """Places that the feature looks up itself, in `Chats.watched[name]`."""
    return Watching(name, load)


def thread(name: str, handler: Hear, *, load: LoadPlaces, hears_edits: bool = False) -> Entrance:
    """Whatever people say in a topic of `Chats.watched[name]`; its number comes as the turn's `words`."""
    return Watching(name, load, handler, "topic", hears_edits)


def album(handler: Hear) -> Entrance:
    """In a group the further pictures of an album whose first one brought a command."""
    return Sent("album", handler)


def word(feature: str, handler: Hear) -> Entrance:
    """A word that the feature listens for in some chat, as a whole message."""
    return Spoken(feature, handler, "word")


def tag(feature: str, handler: Hear) -> Entrance:
    """A word that the feature listens for in some chat, as a #tag anywhere in a message or under a picture."""
    return Spoken(feature, handler, "tag")


def reply(name: str, handler: Hear, *, load: LoadPlaces, hears_edits: bool = False) -> Entrance:
    """What replies to a post of `Chats.watched[name]`; the number it is about comes as the turn's `words`."""
    return Watching(name, load, handler, "reply", hears_edits)


def content(kind: ContentKind, make: Callable[[Turn, Scheduled], Awaitable[None]]) -> Entrance:
    """What the schedule posts for entries of that kind; the rest it posts itself."""
    return Scheduling(kind, make)


def report(name: str, lines: Callable[[Turn, Scheduled], Awaitable[Lines]]) -> Entrance:
    """What an entry with `report = "NAME"` says; no lines where there is nothing to tell."""
    return Reporting(name, lines)


def counter(count: Count) -> Entrance:
    """`poll` and `poll_answer`: settled a batch at a time, like plain messages: a quiz brings them by the hundred."""
    return Counter(count)


def passing(passed: Pass) -> Entrance:
    """Members who come and go: settled a batch at a time, like plain messages, for a raid brings them by thousands.

    In the order of the wiring page: whoever asks what was known of somebody before stands before `members`.
    """
    return Watcher(passed)

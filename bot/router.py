"""Which handler an update wakes, and which plain messages wake none; built once from the wiring page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.entrances import (
    Came,
    Command,
    Count,
    Counter,
    Entrance,
    Handler,
    Observer,
    Pressed,
    Role,
    Settle,
    Standing,
    Woken,
)
from bot.light import SERVICE_FIELDS, Message, Update, carries
from bot.texts.catalog import commands, phrase_of

ANONYMOUS_ADMIN = 1087968824
CHANNEL_BOT = 136817688
SERVICE_USER = 777000
"""Telegram's own fixed accounts: @GroupAnonymousBot, @Channel_Bot, and whoever forwards linked channels' posts."""


@dataclass(frozen=True, slots=True)
class Route:
    """The handler, the words after a command, and what to call this in a log."""

    handler: Handler
    name: str
    words: str = ""


Nested: TypeAlias = "Entrance | Iterable[Nested]"


@dataclass(slots=True)
class Router:
    username: str
    handled: dict[str, Handler] = field(default_factory=dict)
    pressed: dict[type, Handler] = field(default_factory=dict)
    woken: dict[str, Handler] = field(default_factory=dict)
    updates: dict[str, Handler] = field(default_factory=dict)
    fields: dict[str, Handler] = field(default_factory=dict)
    observers: list[Settle] = field(default_factory=list)
    counters: list[Count] = field(default_factory=list)
    roles: dict[str, Role] = field(default_factory=dict)
    standing: dict[str, Standing] = field(default_factory=dict)

    def add(self, entrance: Nested) -> None:
        """Bind an entrance, or all of a list; the same door twice is a mistake of ours and raises."""
        match entrance:
            case Command(name, handler, who):
                if name not in commands():
                    raise ValueError(f"the command {name!r} has no words in bot/texts/zh-Hans/commands.toml")
                _bind(self.handled, name, handler)
                self.roles[name] = who
            case Pressed(kind, handler):
                _bind(self.pressed, kind, handler)
            case Woken(kind, handler, standing):
                _bind(self.woken, kind, handler)
                if standing is not None:
                    self.standing[kind] = standing
            case Came(what, handler, where):
                _bind(self.updates if where == "update" else self.fields, what, handler)
            case Observer(settle):
                self.observers.append(settle)
            case Counter(count):
                self.counters.append(count)
            case _:
                for each in entrance:
                    self.add(each)

    def is_wanted(self, update: Update) -> bool:
        """Whether the update waits for a turn of its own."""
        message = update.message
        if message is None:
            return update.callback_query is not None or update.kind in self.updates
        return self._of_message(message) is not None

    def of_message(self, message: Message) -> Route | None:
        return self._of_message(message)

    def _of_message(self, message: Message) -> Route | None:
        spoken = "" if _is_hearsay(message) else message.text
        if spoken.startswith("/"):
            name, words = self.command_in(spoken)
            if name in self.handled:
                return Route(self.handled[name], name, words)
        elif spoken:
            phrase = phrase_of(spoken)
            if phrase in self.handled:
                return Route(self.handled[phrase], phrase)
        elif not message.text:
            for name in SERVICE_FIELDS:
                if name in self.fields and carries(message, name):
                    return Route(self.fields[name], name)
        if message.chat.type == "private" and "private" in self.fields:
            return Route(self.fields["private"], "private")
        return None

    def command_in(self, spoken: str) -> tuple[str, str]:
        """("grant", "5 thanks") of "/Grant@weilu_bot 5 thanks"; no name when another bot is meant."""
        head, *rest = spoken.split(maxsplit=1)
        name, _, addressee = head[1:].partition("@")
        if addressee and addressee.casefold() != self.username.casefold():
            return "", ""
        return name.casefold(), rest[0].rstrip() if rest else ""


def _is_hearsay(message: Message) -> bool:
    """Somebody else's words handed on, or another bot's: nobody here gives a command by them."""
    if message.forward_origin is not None:
        return True
    sender = message.sender
    return sender is not None and sender.is_bot and sender.id not in (ANONYMOUS_ADMIN, CHANNEL_BOT)


def _bind(doors: dict[Any, Handler], key: Any, handler: Handler) -> None:
    if key in doors:
        raise ValueError(f"{key!r} is bound twice, to {doors[key].__qualname__} and {handler.__qualname__}")
    doors[key] = handler

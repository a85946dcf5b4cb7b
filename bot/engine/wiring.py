"""What is bound to what: every entrance of the wiring page, by what wakes it; choosing among them is the router's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

from bot.domain.schedule.plan import Scheduled
from bot.engine.echoing import Hark, Listener
from bot.engine.entrances import (
    Came,
    Command,
    Entrance,
    Handler,
    Hear,
    Left,
    Press,
    Pressed,
    Recurring,
    Reporting,
    Scheduling,
    Sent,
    Spoken,
    Wake,
    Watching,
    Woken,
)
from bot.engine.fast_path import Beginning, Count, Counter, End, Observer, Pass, Stopping, Watcher
from bot.engine.paged import Paged
from bot.engine.shortcuts import Listing, Shortcut, StatusLines
from bot.engine.turn import Turn
from bot.texts.catalog import commands
from bot.texts.text import Lines

H = TypeVar("H")
Nested: TypeAlias = "Entrance | Iterable[Nested]"


@dataclass(slots=True)
class Wiring:
    """`contents` is what the schedule has other features post, by kind; `reports` what they report, by name."""

    commands: dict[str, Hear] = field(default_factory=dict)
    listed: dict[str, Command] = field(default_factory=dict)
    pressed: dict[type, Press] = field(default_factory=dict)
    ways_back: set[type] = field(default_factory=set)
    woken: dict[str, Wake] = field(default_factory=dict)
    recurring: dict[str, Recurring] = field(default_factory=dict)
    updates: dict[str, Handler] = field(default_factory=dict)
    fields: dict[str, Hear] = field(default_factory=dict)
    spoken: dict[tuple[str, str], Hear] = field(default_factory=dict)
    left: dict[str, Left] = field(default_factory=dict)
    watching: dict[str, Watching] = field(default_factory=dict)
    shortcuts: dict[str, Shortcut] = field(default_factory=dict)
    listings: dict[str, Listing] = field(default_factory=dict)
    pages: dict[str, Paged] = field(default_factory=dict)
    status_lines: list[StatusLines] = field(default_factory=list)
    observers: list[Observer] = field(default_factory=list)
    counters: list[Count] = field(default_factory=list)
    passing: list[Pass] = field(default_factory=list)
    echoing: list[Hark] = field(default_factory=list)
    beginnings: list[Beginning] = field(default_factory=list)
    endings: list[End] = field(default_factory=list)
    contents: dict[str, Callable[[Turn, Scheduled], Awaitable[None]]] = field(default_factory=dict)
    reports: dict[str, Callable[[Turn, Scheduled], Awaitable[Lines]]] = field(default_factory=dict)

    def add(self, entrance: Nested) -> None:
        """Bind an entrance, or all of a list. Raises ValueError where something is bound already."""
        if isinstance(entrance, Iterable):
            for each in entrance:
                self.add(each)
        else:
            self._bind_handler(entrance)

    def _bind_handler(self, entrance: Entrance) -> None:
        match entrance:
            case Command(name, handler):
                if name not in commands():
                    raise ValueError(f"the command {name!r} has no words in bot/texts/zh-Hans/commands.toml")
                _bind(self.commands, name, handler)
                self.listed[name] = entrance
            case Pressed():
                self._bind_button(entrance)
            case Woken(kind, handler, recurring):
                _bind(self.woken, kind, handler)
                if recurring is not None:
                    self.recurring[kind] = recurring
            case Came(what, handler):
                _bind(self.updates, what, handler)
            case Sent(what, handler):
                _bind(self.fields, what, handler)
            case Spoken(feature, handler, how, left):
                _bind(self.spoken, (how, feature), handler)
                if left is not None:
                    self.left[feature] = left
            case _:
                self._bind_listener(entrance)

    def _bind_button(self, entrance: Pressed) -> None:
        _bind(self.pressed, entrance.kind, entrance.handler)
        if entrance.is_way_back:
            self.ways_back.add(entrance.kind)

    def _bind_listener(self, entrance: Entrance) -> None:
        match entrance:
            case Watching():
                _bind(self.watching, entrance.name, entrance)
            case Scheduling(kind, make):
                _bind(self.contents, kind, make)
            case Reporting(name, lines):
                _bind(self.reports, name, lines)
            case Shortcut(name):
                _bind(self.shortcuts, name, entrance)
            case Listing(name):
                _bind(self.listings, name, entrance)
            case Paged(name):
                _bind(self.pages, name, entrance)
            case StatusLines():
                self.status_lines.append(entrance)
            case _:
                self._bind_batches(entrance)

    def _bind_batches(self, entrance: Entrance) -> None:
        match entrance:
            case Observer():
                self.observers.append(entrance)
            case Counter(count):
                self.counters.append(count)
            case Watcher(passed):
                self.passing.append(passed)
            case Listener(hark):
                self.echoing.append(hark)
            case Beginning():
                self.beginnings.append(entrance)
            case Stopping(end):
                self.endings.append(end)


def _bind(bound: dict[Any, H], key: Any, handler: H) -> None:
    if key in bound:
        raise ValueError(f"{key!r} is bound twice, to {bound[key]!r} and {handler!r}")
    bound[key] = handler

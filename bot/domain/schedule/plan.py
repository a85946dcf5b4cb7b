"""What the operators' file asks for, as values: entries, and the lines of due times that follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from bot.domain.events.planned import Planned
from bot.domain.insights import Part
from bot.domain.schedule.when import When
from bot.domain.segments import Segment

ContentKind: TypeAlias = Literal["text", "photo", "document", "poll", "quiz", "open_topic", "open_lottery", "report"]
Turns: TypeAlias = Literal["round", "trial", "reserve"]
Missed: TypeAlias = Literal["send", "skip", "merge"]
QuietRule: TypeAlias = Literal["hold", "drop", "ignore"]


@dataclass(frozen=True, slots=True)
class Content:
    """`words` are the caption or the text, several of them by `turns`; `value` the path, the poll, the period.

    `round`: one after another; `trial`: tried against each other; `reserve`: only where the group hears nothing else.
    """

    kind: ContentKind
    value: str = ""
    words: tuple[str, ...] = ()
    turns: Turns = "round"
    file_id: str = ""
    """Telegram's, of a picture that was sent in chat."""


@dataclass(frozen=True, slots=True)
class Scheduled:
    """One posting of an entry in one chat, as told to the feature that makes its content.

    The message is kept under `name`; `due` and `previous` (the posting before) are epoch seconds.
    """

    entry: str
    kind: ContentKind
    value: str
    chat_id: int
    topic: int
    is_pinned: bool
    name: str
    due: int
    previous: int | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """`messages`: that people said so much in the chat since the entry's last run; `members`: that it is so large.

    `topic`: that they said so much in the topic the entry goes to; in a group without topics, in all of it.
    """

    of: Literal["messages", "topic", "members"]
    least: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One `[[schedule]]` entry; `since` and `until` are wall times, `within` and `slot` are in seconds."""

    name: str
    when: When
    content: Content
    written: str = ""
    """What the file says of when, for people to read and to tell an edited entry by."""
    zone: str = ""
    chats: tuple[int, ...] | None = None
    topic: int | str = 0
    pin: bool = False
    replace: bool = False
    since: datetime | None = None
    until: datetime | None = None
    count: int | None = None
    only_if: Condition | None = None
    missed: Missed = "send"
    within: int = 3600
    quiet: QuietRule = "hold"
    urgent: bool = False
    priority: int = 0
    slot: int = 43_200
    """A reserve is for groups that hear nothing else so long before and after."""
    at_best: Part | None = None
    """It waits for the hour in which most people are there, within that part of the day."""
    is_capped: bool = True
    genre: str = ""
    """What it is for the group: news, a guide, a story, a promotion; empty where that is not said."""
    segment: Segment | Literal[""] = ""
    """Privately to those of it whom the bot may write to; empty: to the group."""
    post: int = 0
    """Of one that was planned in chat; 0 for the file's."""

    @property
    def is_reserve(self) -> bool:
        return self.content.turns == "reserve"

    @property
    def listens_in_topic(self) -> bool:
        return self.only_if is not None and self.only_if.of == "topic"


@dataclass(frozen=True, slots=True)
class Line:
    """The due times of an entry in one zone: an entry without a zone has one line for each zone of its groups."""

    entry: Entry
    zone: str

    @property
    def key(self) -> str:
        return f"{self.entry.name}@{self.zone}"


@dataclass(frozen=True, slots=True)
class Plan:
    """All entries and events in force; `lines` by their keys."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    lines: Mapping[str, Line] = field(default_factory=dict)
    events: tuple[Planned, ...] = ()


def plan_of(
    entries: Iterable[Entry], events: Iterable[Planned] = (), *, everywhere: str, zones: Mapping[int, str]
) -> Plan:
    """`everywhere` is the community's zone, `zones` those of groups that have their own."""
    by_name = {entry.name: entry for entry in entries}
    lines = [Line(entry, zone) for entry in by_name.values() for zone in _zones(entry, everywhere, zones)]
    return Plan(by_name, {line.key: line for line in lines}, tuple(events))


def joined(plan: Plan, entries: Iterable[Entry]) -> Plan:
    """With entries besides, each with a zone of its own."""
    lines = [Line(entry, entry.zone) for entry in entries]
    if not lines:
        return plan
    named = {line.entry.name: line.entry for line in lines}
    return Plan({**plan.entries, **named}, {**plan.lines, **{line.key: line for line in lines}}, plan.events)


def _zones(entry: Entry, everywhere: str, zones: Mapping[int, str]) -> list[str]:
    if entry.zone:
        return [entry.zone]
    if entry.chats is not None:
        return list(dict.fromkeys(zones.get(chat, everywhere) for chat in entry.chats))
    return list(dict.fromkeys([everywhere, *zones.values()]))

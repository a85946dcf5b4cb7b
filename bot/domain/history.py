"""A group's past out of Telegram Desktop's export: messages become counts one by one, and no text is kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeAlias

from bot.domain.activity import HOUR, Heard
from bot.domain.counts import by_hour
from bot.domain.day import zone
from bot.domain.grammar.commands import is_command

_AUTHORS: Final = 20_000
"""Messages of which it is remembered who wrote them, to tell an answer to oneself."""

_BACK: Final = 2
"""Local days by which an export may go back; further back it is in no order."""

_FIRST: Final = 1_376_000_000
_LAST: Final = 2**33
"""Moments (epoch seconds) between which Telegram's messages lie: from its first year to the year 2242."""

Chosen: TypeAlias = dict[str, Any]


class HistoryError(Exception):
    """`key` names the sentence among those of the terminal, `args` fill it."""

    def __init__(self, key: str, **args: int | str) -> None:
        super().__init__(key)
        self.key, self.fills = key, args


@dataclass(slots=True)
class Past:
    """What was found so far: hours in the order of `Said`, people by hour, voices and messages by local day, and what
    happened by hour; `left` are days that were counted before.
    """

    hours: dict[int, list[int]] = field(default_factory=dict)
    people: dict[int, int] = field(default_factory=dict)
    voices: dict[int, int] = field(default_factory=dict)
    messages: dict[int, int] = field(default_factory=dict)
    happened: dict[tuple[str, int], int] = field(default_factory=dict)
    left: set[int] = field(default_factory=set)

    @property
    def said(self) -> int:
        return sum(self.messages.values())


class Reader:
    """Takes the messages of an export in their order. `counted` are local days that stand already, `bots` ids of those
    that are nobody's voice. Raises HistoryError for what is no message of an export.
    """

    def __init__(
        self, *, timezone: str, day_of: Callable[[int], int], counted: Collection[int], bots: Collection[int]
    ) -> None:
        self.past = Past()
        self._zone, self._day_of = zone(timezone), day_of
        self._counted, self._bots = frozenset(counted), frozenset(bots)
        self._authors: OrderedDict[int, int] = OrderedDict()
        self._spoke: dict[int, set[int]] = {}
        self._heard: dict[int, set[int]] = {}
        self._latest, self._number = 0, 0

    def take(self, message: object) -> None:
        self._number += 1
        if not isinstance(message, dict) or not isinstance(message.get("type"), str):
            raise HistoryError("terminal.import_no_message", n=self._number)
        at = self._at(message)
        day = self._day_of(at)
        if day < self._latest - _BACK:
            raise HistoryError("terminal.import_disorder", n=self._number)
        if day > self._latest:
            self._turn_to(day)
        if day in self._counted:
            self.past.left.add(day)
        elif message["type"] == "service":
            self._happened(message, at)
        elif message["type"] == "message":
            self._said(message, at, day)

    def _at(self, message: Mapping[str, Any]) -> int:
        """Older exports have the moment by the clock on the wall alone, taken as the group's own."""
        try:
            unix = message.get("date_unixtime")
            if unix is not None:
                at = int(unix)
            else:
                at = int(datetime.fromisoformat(message["date"]).replace(tzinfo=self._zone).timestamp())
        except (KeyError, TypeError, ValueError, OverflowError):
            raise HistoryError("terminal.import_no_date", n=self._number) from None
        if not _FIRST <= at <= _LAST:
            raise HistoryError("terminal.import_no_date", n=self._number)
        return at

    def _turn_to(self, day: int) -> None:
        self._latest = day
        self._spoke = {each: who for each, who in self._spoke.items() if each >= day - _BACK}
        oldest = max(self._heard, default=0) - (_BACK + 2) * 24 * HOUR
        self._heard = {begins: who for begins, who in self._heard.items() if begins >= oldest}

    def _said(self, message: Mapping[str, Any], at: int, day: int) -> None:
        user_id = _user(message.get("from_id"))
        text = _text(message.get("text"))
        if user_id is None or user_id in self._bots or is_command(text):
            return
        begins = at - at % HOUR
        heard_message = Heard(
            0, user_id, "", "", at, 0, text, self._answered(message), message.get("forwarded_from") is not None
        )
        self._remember(message, user_id)
        (row,) = by_hour({begins: [heard_message]}).values()
        sums = self.past.hours.setdefault(begins, [0] * len(row))
        for place, number in enumerate(row[:-1]):
            sums[place] += number
        sums[-1] |= row[-1]
        self.past.messages[day] = self.past.messages.get(day, 0) + 1
        if user_id not in (spoke := self._spoke.setdefault(day, set())):
            spoke.add(user_id)
            self.past.voices[day] = self.past.voices.get(day, 0) + 1
        if user_id not in (heard := self._heard.setdefault(begins, set())):
            heard.add(user_id)
            self.past.people[begins] = self.past.people.get(begins, 0) + 1

    def _answered(self, message: Mapping[str, Any]) -> int:
        """Whom it answers: somebody who is not remembered any more is somebody."""
        replied = message.get("reply_to_message_id")
        if not isinstance(replied, int):
            return 0
        return self._authors.get(replied, -1)

    def _remember(self, message: Mapping[str, Any], user_id: int) -> None:
        number = message.get("id")
        if isinstance(number, int):
            self._authors[number] = user_id
            if len(self._authors) > _AUTHORS:
                self._authors.popitem(last=False)

    def _happened(self, message: Mapping[str, Any], at: int) -> None:
        what = _happening(message)
        if what is not None:
            key = what[0], at - at % HOUR
            self.past.happened[key] = self.past.happened.get(key, 0) + what[1]


def _happening(message: Mapping[str, Any]) -> tuple[str, int] | None:
    """What a service message tells of, and of how many; nothing where it is about something else."""
    members = message.get("members")
    names = [each for each in members if isinstance(each, str)] if isinstance(members, list) else []
    match message.get("action"):
        case "invite_members":
            is_own = names == [message.get("actor")]
            return ("came:open" if is_own else "came:added", max(1, len(names)))
        case "join_group_by_link":
            return "came:link", 1
        case "join_group_by_request":
            return "came:request", 1
        case "remove_members":
            return ("left" if message.get("actor") in names else "removed", max(1, len(names)))
        case _:
            return None


def _user(value: object) -> int | None:
    """`user123`; None for channels, groups and the deleted without a number."""
    if not isinstance(value, str) or not value.startswith("user") or not value[4:].isascii() or not value[4:].isdigit():
        return None
    return int(value[4:]) if len(value) < 24 else None


def _text(value: object) -> str:
    """Of the text, which may be in pieces: how it begins and how long it is, is all that is asked."""
    if isinstance(value, str):
        return value
    if not isinstance(value, list):
        return ""
    pieces = [each if isinstance(each, str) else each.get("text") if isinstance(each, dict) else "" for each in value]
    return "".join(each for each in pieces if isinstance(each, str))

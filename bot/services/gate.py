"""The gate of a group: whether its door is closed, closing or opening it, and who has to pass it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.domain.gate import SHUT_FOR, Mode
from bot.domain.people import Person
from bot.domain.points import ANONYMOUS
from bot.domain.refusals import Refusal
from storage import gate
from storage.database import Reader, Unit
from storage.gate import (
    Door,
    Guest,
    all_asked,
    becomes,
    came,
    counts,
    guest,
    in_state,
    missed,
    next_end,
    noticed,
    overdue,
)

__all__ = [
    "Door",
    "Guest",
    "all_asked",
    "becomes",
    "came",
    "counts",
    "guest",
    "in_state",
    "missed",
    "next_end",
    "noticed",
    "overdue",
]


class NotWaiting(Refusal):
    """The gate's buttons are for those who have to pass it."""

    key = "gate.not_waiting"


@dataclass(slots=True)
class Doors:
    """Which are closed and until when (epoch seconds), in memory as the store has it: plain messages ask of it."""

    until: dict[int, int] = field(default_factory=dict)
    is_loaded: bool = False

    def is_closed(self, chat_id: int, *, at: int) -> bool:
        return self.until.get(chat_id, 0) > at

    def moved(self, old: int, new: int) -> None:
        if old in self.until:
            self.until[new] = self.until.pop(old)

    def keep(self, chat_id: int, until: int) -> None:
        """To be called after the commit; 0 is open."""
        self.until[chat_id] = until


async def load(reader: Reader, doors: Doors) -> None:
    if not doors.is_loaded:
        doors.until = dict(await gate.all_closed(reader))
        doors.is_loaded = True


async def closed(reader: Reader, *, chat_id: int, now: int) -> Door | None:
    """The door of a group that somebody closed; None while it stands as the settings have it."""
    return await gate.closed(reader, chat_id=chat_id, now=now)


async def close_door(unit: Unit, doors: Doors, *, chat_id: int, by: Person, at: int) -> bool:
    """For a day whoever comes in has to pass the gate and their links are held, whatever the settings say of it.

    Whether it was open until now. `doors` are the application's (`chats.own(Doors)`); the right is the caller's to ask.
    """
    by_id = ANONYMOUS if by.kind == "anonymous" else by.id
    door = Door(chat_id, by_id, by.name, at, at + SHUT_FOR)
    was_open = await gate.close(unit, door)
    unit.after_commit(lambda: doors.keep(chat_id, door.until))
    return was_open


async def open_door(unit: Unit, doors: Doors, *, chat_id: int, at: int) -> bool:
    """Whether it was closed until now."""
    was_closed = await gate.open_again(unit, chat_id=chat_id, now=at)
    unit.after_commit(lambda: doors.keep(chat_id, 0))
    return was_closed


@dataclass(frozen=True, slots=True)
class Gate:
    """How whoever comes in has to pass; in a trial nobody is kept from speaking or removed."""

    mode: Mode
    is_trial: bool


def in_force(mode: Mode, *, is_trial: bool, is_closed: bool) -> Gate:
    """What the settings say, but for a closed door: then everybody passes at least a button, and in earnest."""
    if not is_closed:
        return Gate(mode, is_trial)
    return Gate("button" if mode in ("off", "request") else mode, is_trial=False)


async def is_waiting(reader: Reader, *, chat_id: int, user_id: int) -> bool:
    """Whether somebody who came in has yet to pass: nobody greets them until then."""
    found = await gate.guest(reader, chat_id=chat_id, user_id=user_id)
    return found is not None and not found.is_trial and found.state in ("new", "waits")

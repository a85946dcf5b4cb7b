"""The ledger's rules: accounts, entries, who may be given what, and what may be undone; no sums are kept here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from bot.domain.refusals import Refusal

MINT = 0
"""The house account from which points come and to which they are taken back. Members' accounts are their user ids."""

STAKES = -1
"""The house account that holds what was paid for lotteries until they are drawn or the price goes back."""

TAXES = -2
"""The house account that keeps its share of what members give each other."""

SHOP = -3
"""The house account to which members pay what they buy."""

SENSITIVE = 1000
"""Points of a day from which a hidden hand has to show itself to the bot."""

UNDO_WINDOW = 7 * 24 * 3600
"""Seconds after an entry in which it can be undone."""

REASON_LENGTH = 200

Won: TypeAlias = Literal[
    "checkin", "first", "activity", "thanks", "late", "reaction", "invite", "poll", "quiz", "event", "discussion",
    "challenge", "adopted", "welcome",
]  # fmt: skip
Moved: TypeAlias = Literal["grant", "deduct", "undo", "gift", "tax"]
Paid: TypeAlias = Literal["makeup", "purchase", "refund", "stake", "unstake", "spent"]
Kind: TypeAlias = Won | Moved | Paid
UNDOABLE: frozenset[str] = frozenset({"checkin", "grant", "deduct", "activity", "thanks", "gift", "adopted"})
"""What was paid for something else (a prize, a purchase) is given back by that feature, never half of it here."""

Board: TypeAlias = Literal["day", "week", "month", "all", "new"]
BOARDS: tuple[Board, ...] = ("day", "week", "month", "all", "new")

NEWCOMER = 30 * 24 * 3600
"""Seconds after joining in which a member is on the newcomers' board."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who caused an entry: a moderator, or the bot itself."""

    id: int
    name: str = ""
    is_anonymous: bool = False


THE_BOT = Actor(0)
ANONYMOUS = 1087968824
"""The account as which Telegram shows every anonymous administrator; which one is not told."""


@dataclass(frozen=True, slots=True)
class Posting:
    """An entry to be written. `source` is the number of what it came from, by kind (a check-in: the streak).

    `day` is the local day it counts for (proleptic ordinal); `at` is in epoch seconds.
    """

    chat_id: int
    from_account: int
    to_account: int
    amount: int
    kind: Kind
    actor: Actor
    key: str
    at: int
    day: int
    source: int = 0
    reason: str = ""
    reverses: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as written; `undone_by` is the entry that reversed it, 0 while none has."""

    id: int
    chat_id: int
    from_account: int
    to_account: int
    amount: int
    kind: str
    source: int
    reason: str
    actor_id: int
    actor_name: str
    at: int
    day: int
    reverses: int = 0
    undone_by: int = 0

    @property
    def member(self) -> int:
        """The member it is about; of two, the one who received."""
        return self.to_account if self.to_account > 0 else self.from_account

    def change_for(self, user_id: int) -> int:
        return self.amount if self.to_account == user_id else -self.amount


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a member stands on a board: equal points share a rank. Rank 0: no points, no place."""

    points: int
    rank: int


@dataclass(frozen=True, slots=True)
class Place:
    """One line of a board."""

    rank: int
    user_id: int
    name: str
    points: int


@dataclass(frozen=True, slots=True)
class Economy:
    """Points made, taken back and spent in a period; held at its end, by how many, and by the first ten of them."""

    made: int
    taken: int
    spent: int
    held: int
    holders: int
    top: int

    @property
    def top_percent(self) -> int:
        return round(100 * self.top / self.held) if self.held else 0


class PointsRefusal(Refusal):
    """Points cannot be moved like that."""


class NotEnough(PointsRefusal):
    """`name`, `balance`, `amount`."""

    key = "points.not_enough"


class OwnGain(PointsRefusal):
    """Nobody fills their own pocket, whatever their rights."""

    key = "points.own_gain"


class DailyCap(PointsRefusal):
    """`most`, `left`."""

    key = "points.daily_cap"


class AlreadyUndone(PointsRefusal):
    """`entry`, `by`."""

    key = "points.already_undone"


class UndoOfUndo(PointsRefusal):
    """`entry`."""

    key = "points.undo_of_undo"


class NotUndoable(PointsRefusal):
    """`entry`."""

    key = "points.not_undoable"


class UndoTooLate(PointsRefusal):
    """`entry`, `days`."""

    key = "points.undo_too_late"


class UndoLeavesDebt(PointsRefusal):
    """`entry`, `balance`, `amount`."""

    key = "points.undo_leaves_debt"


def week_of(day: int) -> int:
    """The Monday of a day's week; both proleptic ordinals, of which 1 is a Monday."""
    return day - (day - 1) % 7


def month_of(day: int) -> int:
    """The first day of a day's month; both proleptic ordinals."""
    return day - date.fromordinal(day).day + 1


def period_of(day: int, board: Board) -> int:
    """The first day of the board's period, 0 for all time."""
    return {"all": 0, "new": 0, "day": day, "week": week_of(day), "month": month_of(day)}[board]


def reason_of(words: str) -> str:
    """A reason as it is kept: one line, 200 characters."""
    line = " ".join(words.split())
    return line if len(line) <= REASON_LENGTH else line[: REASON_LENGTH - 1] + "…"


def check_allowance(*, amount: int, moved_today: int, most_a_day: int) -> None:
    if moved_today + amount > most_a_day:
        raise DailyCap(most=most_a_day, left=max(0, most_a_day - moved_today))


def check_undo(entry: Entry, *, actor: Actor, balance: int, at: int) -> None:
    """Refuses what is late, was undone, is an undo itself, or would fill the actor's own pocket.

    `balance` is that of the member who had the points.
    """
    if entry.kind == "undo":
        raise UndoOfUndo(entry=entry.id)
    if entry.kind not in UNDOABLE:
        raise NotUndoable(entry=entry.id)
    if entry.undone_by:
        raise AlreadyUndone(entry=entry.id, by=entry.undone_by)
    if at > entry.at + UNDO_WINDOW:
        raise UndoTooLate(entry=entry.id, days=UNDO_WINDOW // 86400)
    if entry.from_account == actor.id:
        raise OwnGain
    if entry.to_account > 0 and balance < entry.amount:
        raise UndoLeavesDebt(entry=entry.id, balance=balance, amount=entry.amount)

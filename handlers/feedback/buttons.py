"""Feedback's buttons: what they bring back, and which a card, a page or a receipt has; pressing them is elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.domain.feedback import Ticket
from bot.domain.people import Person
from bot.engine.buttons import pack, press
from bot.outbox.actions import Key, Keys
from bot.texts.text import Raw, text

_ABREAST = 3
"""Buttons in a row that a narrow phone shows whole."""


OnCard: TypeAlias = Literal[
    "claim",
    "answer",
    "ask",
    "close",
    "merge",
    "reopen",
    "assign",
    "urgent",
    "calm",
    "adopt",
    "public",
    "block",
    "card",
    "sort",
    "keep",
    "decline",
    "reply",
]


@press("fd")
@dataclass(frozen=True, slots=True)
class AtDesk:
    """A button of the card; `other` is the ticket to merge into, or the member to assign it to (0: choose one)."""

    number: int
    what: OnCard
    other: int


@press("fj")
@dataclass(frozen=True, slots=True)
class Joins:
    """+1: the author of a new feedback would rather join an earlier one."""

    number: int
    other: int


@press("fs")
@dataclass(frozen=True, slots=True)
class Rated:
    number: int
    score: int


@press("fo")
@dataclass(frozen=True, slots=True)
class Reopened:
    """By its author."""

    number: int


def card_keys(ticket: Ticket) -> Keys:
    if ticket.state == "merged":
        return []
    if ticket.state == "closed":
        return _rows(
            ticket, ["reopen", "public", "keep"] if ticket.adopted_at else ["reopen", "adopt", "public", "keep"]
        )
    wanted: list[OnCard] = ["claim", "answer", "ask", "reply", "adopt", "close", "decline", "assign", "sort"]
    if ticket.state == "answered":
        wanted[wanted.index("reply")] = "keep"
    if ticket.state == "claimed":
        wanted.remove("claim")
    if ticket.adopted_at:
        wanted[wanted.index("adopt")] = "public"
    (last,) = _rows(ticket, ["calm" if ticket.is_urgent else "urgent"])
    if ticket.like_id:
        last.append(
            Key(text("feedback.button_merge", number=ticket.like_id), pack(AtDesk(ticket.id, "merge", ticket.like_id)))
        )
    if ticket.is_anonymous:
        last.append(Key(text("feedback.button_block"), pack(AtDesk(ticket.id, "block", 0))))
    return [*_rows(ticket, wanted), last]


def _rows(ticket: Ticket, wanted: Sequence[OnCard]) -> Keys:
    keys = [Key(text(f"feedback.button_{what}"), pack(AtDesk(ticket.id, what, 0))) for what in wanted]
    return [keys[place : place + _ABREAST] for place in range(0, len(keys), _ABREAST)]


def assign_keys(ticket: Ticket, among: Iterable[Person]) -> Keys:
    rows = [[Key(Raw(each.name), pack(AtDesk(ticket.id, "assign", each.id)))] for each in among]
    return [*rows, [Key(text("feedback.button_back"), pack(AtDesk(ticket.id, "card", 0)))]]


def author_keys(ticket: Ticket) -> Keys:
    """Of the page of one's own: a rating and a way back in, once it is closed."""
    if ticket.state != "closed":
        return []
    scores = [Key(Raw(str(score)), pack(Rated(ticket.id, score))) for score in range(1, 6)]
    return [scores, [Key(text("feedback.button_reopen"), pack(Reopened(ticket.id)))]]


def join_keys(ticket: Ticket, like: Ticket) -> Keys:
    return [[Key(text("feedback.button_join", number=like.id), pack(Joins(ticket.id, like.id)))]]

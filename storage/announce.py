"""Announcements for the moment and the groups they go to; sending is the outbox's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.domain.points import ANONYMOUS
from bot.domain.segments import Segment
from storage.database import Reader, Unit


@dataclass(frozen=True, slots=True)
class Announcement:
    """`chats` are (chat id, whether it is chosen)."""

    id: int
    user_id: int
    shown_in: int
    html: str
    file_id: str
    is_pinned: bool
    state: str
    after_row: int
    released_by: int
    """Who let it go, where it waits for a second moderator; 0 before."""
    plan: str
    """How it is to go out later; empty for one of the moment."""
    segment: Segment | Literal[""]
    """Whom it is written to privately, in place of the group; empty for the group."""
    chats: tuple[tuple[int, bool], ...]

    @property
    def chosen(self) -> list[int]:
        return [chat for chat, is_chosen in self.chats if is_chosen]

    @property
    def is_anybodys(self) -> bool:
        """Written by an anonymous administrator: which one, Telegram does not tell."""
        return self.user_id == ANONYMOUS


@dataclass(frozen=True, slots=True)
class Unsent:
    """A group that did not get it: why, or that it is open whether it did."""

    chat_id: int
    why: str
    in_doubt: bool


@dataclass(frozen=True, slots=True)
class Progress:
    sent: int
    failed: int
    waiting: int
    unsent: tuple[Unsent, ...] = ()


async def draft(
    unit: Unit, *, user_id: int, shown_in: int, html: str, file_id: str, chats: Sequence[int], plan: str, now: int
) -> int:
    rows = await unit.all(
        "INSERT INTO announcements (user_id, shown_in, html, file_id, plan, at) "
        "VALUES (:user_id, :shown_in, :html, :file_id, :plan, :now) RETURNING id",
        {"user_id": user_id, "shown_in": shown_in, "html": html, "file_id": file_id, "plan": plan, "now": now},
    )
    number = int(rows[0]["id"])
    await unit.many(
        "INSERT INTO announcement_chats (announcement, chat_id) VALUES (?, ?)", ((number, chat) for chat in chats)
    )
    return number


async def announcement(reader: Reader, number: int) -> Announcement | None:
    row = await reader.one("SELECT * FROM announcements WHERE id = :id", {"id": number})
    if row is None:
        return None
    chats = await reader.all(
        "SELECT chat_id, is_chosen FROM announcement_chats WHERE announcement = :id ORDER BY chat_id DESC",
        {"id": number},
    )
    return Announcement(
        row["id"],
        row["user_id"],
        row["shown_in"],
        row["html"],
        row["file_id"],
        bool(row["is_pinned"]),
        row["state"],
        row["after_row"],
        row["released_by"],
        row["plan"],
        row["segment"],
        tuple((each["chat_id"], bool(each["is_chosen"])) for each in chats),
    )


async def choose(unit: Unit, number: int, *, chat_id: int, is_chosen: bool) -> None:
    """`chat_id` 0: all of them."""
    await unit.run(
        "UPDATE announcement_chats SET is_chosen = :is_chosen "
        "WHERE announcement = :id AND (:chat_id = 0 OR chat_id = :chat_id)",
        {"is_chosen": int(is_chosen), "id": number, "chat_id": chat_id},
    )


async def aim(unit: Unit, number: int, *, segment: str) -> None:
    await unit.run(
        "UPDATE announcements SET segment = :segment WHERE id = :id AND state = 'draft'",
        {"id": number, "segment": segment},
    )


async def release(unit: Unit, number: int, *, by: int, is_pinned: bool) -> bool:
    """Whether it was a draft that nobody had let go."""
    return await unit.change(
        "UPDATE announcements SET released_by = :by, is_pinned = :is_pinned "
        "WHERE id = :id AND state = 'draft' AND released_by = 0",
        {"id": number, "by": by, "is_pinned": int(is_pinned)},
    )


async def begin(unit: Unit, number: int, *, is_pinned: bool) -> bool:
    """Whether it was still a draft: whoever is first sends it."""
    return await unit.change(
        "UPDATE announcements SET state = 'sending', is_pinned = :is_pinned, "
        "after_row = (SELECT coalesce(max(id), 0) FROM outbox) WHERE id = :id AND state = 'draft'",
        {"id": number, "is_pinned": int(is_pinned)},
    )


async def end(unit: Unit, number: int, *, state: str, was: str) -> bool:
    return await unit.change(
        "UPDATE announcements SET state = :state WHERE id = :id AND state = :was",
        {"state": state, "id": number, "was": was},
    )


async def progress(reader: Reader, found: Announcement, *, name: str) -> Progress:
    row = await reader.one("SELECT count(*) AS sent FROM posts WHERE name = :name", {"name": name})
    sent = int(row["sent"]) if row else 0
    rest = await reader.one(
        "SELECT count(*) AS waiting FROM outbox WHERE id > :after_row AND state IN ('waiting', 'sending') "
        "AND instr(body, :named) > 0",
        {"after_row": found.after_row, "named": f'"name":"{name}"'},
    )
    waiting = int(rest["waiting"]) if rest else 0
    failed = max(0, len(found.chosen) - sent - waiting)
    return Progress(sent, failed, waiting, await _unsent(reader, found, name=name) if failed else ())


async def _unsent(reader: Reader, found: Announcement, *, name: str) -> tuple[Unsent, ...]:
    rows = await reader.all(
        "SELECT chat_id, error FROM outbox WHERE id > :after_row AND state = 'dropped' AND instr(body, :named) > 0 "
        "ORDER BY id",
        {"after_row": found.after_row, "named": f'"name":"{name}"'},
    )
    return tuple(Unsent(row["chat_id"], row["error"], row["error"].startswith("in doubt")) for row in rows)

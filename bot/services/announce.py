"""An announcement for the moment: drafted, shown to its author, sent once, and how far it has come."""

from __future__ import annotations

from bot.domain.refusals import NotYourButton, OldButton
from bot.domain.segments import Segment
from storage import announce as store
from storage.announce import Announcement, Progress
from storage.database import Reader, Unit

__all__ = [
    "Announcement",
    "Progress",
    "aim",
    "draft",
    "drop",
    "mine",
    "name_of",
    "over",
    "progress",
    "release",
    "released",
    "send",
    "toggle",
]

_LONGEST = 86_400
"""Seconds after which what still waits will hardly go out: the count ends."""


def name_of(number: int) -> str:
    """Messages of one announcement are kept under this name."""
    return f"announce:{number}"


async def draft(
    unit: Unit, *, user_id: int, shown_in: int, html: str, file_id: str, chats: list[int], now: int, plan: str = ""
) -> Announcement:
    """`plan` is the caller's own form of how it is to go out later."""
    number = await store.draft(
        unit, user_id=user_id, shown_in=shown_in, html=html, file_id=file_id, chats=chats, plan=plan, now=now
    )
    announcement = await store.announcement(unit, number)
    if announcement is None:
        raise OldButton
    return announcement


async def mine(reader: Reader, number: int, *, user_id: int) -> Announcement:
    """A draft that waits for its author's word; refused to everybody else, and once that was given.

    Where the author is hidden, it is for the caller to ask who may.
    """
    announcement = await store.announcement(reader, number)
    if announcement is None or announcement.state != "draft":
        raise OldButton
    if announcement.user_id != user_id and not announcement.is_anybodys:
        raise NotYourButton
    return announcement


async def toggle(unit: Unit, announcement: Announcement, *, chat_id: int) -> Announcement:
    """`chat_id` 0 chooses all, or none where all are chosen."""
    is_chosen = (
        len(announcement.chosen) < len(announcement.chats) if chat_id == 0 else chat_id not in announcement.chosen
    )
    await store.choose(unit, announcement.id, chat_id=chat_id, is_chosen=is_chosen)
    return await store.announcement(unit, announcement.id) or announcement


async def aim(unit: Unit, announcement: Announcement, *, segment: Segment | None) -> Announcement:
    """At members who take part like that, privately; None is the group again."""
    await store.aim(unit, announcement.id, segment=segment or "")
    return await store.announcement(unit, announcement.id) or announcement


async def over(unit: Unit, announcement: Announcement) -> None:
    """Nobody looks on how far it has come."""
    await store.end(unit, announcement.id, state="done", was="sending")


async def release(unit: Unit, announcement: Announcement, *, by: int, is_pinned: bool) -> None:
    """Its author's word; another moderator's is still to come."""
    if not await store.release(unit, announcement.id, by=by, is_pinned=is_pinned):
        raise OldButton


async def released(reader: Reader, number: int) -> Announcement:
    """One that waits for another moderator's word."""
    announcement = await store.announcement(reader, number)
    if announcement is None or announcement.state != "draft" or not announcement.released_by:
        raise OldButton
    return announcement


async def send(unit: Unit, announcement: Announcement, *, is_pinned: bool) -> None:
    if not await store.begin(unit, announcement.id, is_pinned=is_pinned):
        raise OldButton


async def drop(unit: Unit, announcement: Announcement) -> None:
    if not await store.end(unit, announcement.id, state="dropped", was="draft"):
        raise OldButton


async def progress(unit: Unit, number: int, *, started_at: int, now: int) -> tuple[Announcement, Progress] | None:
    """None once it has ended; ending it is part of the asking."""
    announcement = await store.announcement(unit, number)
    if announcement is None or announcement.state != "sending":
        return None
    so_far = await store.progress(unit, announcement, name=name_of(number))
    if not so_far.waiting or now - started_at > _LONGEST:
        await store.end(unit, number, state="done", was="sending")
    return announcement, so_far

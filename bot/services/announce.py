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
    found = await store.announcement(unit, number)
    if found is None:
        raise OldButton
    return found


async def mine(reader: Reader, number: int, *, user_id: int) -> Announcement:
    """A draft that waits for its author's word; refused to everybody else, and once that was given.

    Where the author is hidden, it is for the caller to ask who may.
    """
    found = await store.announcement(reader, number)
    if found is None or found.state != "draft":
        raise OldButton
    if found.user_id != user_id and not found.is_anybodys:
        raise NotYourButton
    return found


async def toggle(unit: Unit, found: Announcement, *, chat_id: int) -> Announcement:
    """`chat_id` 0 chooses all, or none where all are chosen."""
    is_chosen = len(found.chosen) < len(found.chats) if chat_id == 0 else chat_id not in found.chosen
    await store.choose(unit, found.id, chat_id=chat_id, is_chosen=is_chosen)
    return await store.announcement(unit, found.id) or found


async def aim(unit: Unit, found: Announcement, *, segment: Segment | None) -> Announcement:
    """At members who take part like that, privately; None is the group again."""
    await store.aim(unit, found.id, segment=segment or "")
    return await store.announcement(unit, found.id) or found


async def over(unit: Unit, found: Announcement) -> None:
    """Nobody looks on how far it has come."""
    await store.end(unit, found.id, state="done", was="sending")


async def release(unit: Unit, found: Announcement, *, by: int, is_pinned: bool) -> None:
    """Its author's word; another moderator's is still to come."""
    if not await store.release(unit, found.id, by=by, is_pinned=is_pinned):
        raise OldButton


async def released(reader: Reader, number: int) -> Announcement:
    """One that waits for another moderator's word."""
    found = await store.announcement(reader, number)
    if found is None or found.state != "draft" or not found.released_by:
        raise OldButton
    return found


async def send(unit: Unit, found: Announcement, *, is_pinned: bool) -> None:
    if not await store.begin(unit, found.id, is_pinned=is_pinned):
        raise OldButton


async def drop(unit: Unit, found: Announcement) -> None:
    if not await store.end(unit, found.id, state="dropped", was="draft"):
        raise OldButton


async def progress(unit: Unit, number: int, *, started_at: int, now: int) -> tuple[Announcement, Progress] | None:
    """None once it has ended; ending it is part of the asking."""
    found = await store.announcement(unit, number)
    if found is None or found.state != "sending":
        return None
    so_far = await store.progress(unit, found, name=name_of(number))
    if not so_far.waiting or now - started_at > _LONGEST:
        await store.end(unit, number, state="done", was="sending")
    return found, so_far

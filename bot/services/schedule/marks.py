"""Pausing, resuming and leaving out one run, in a group or (chat 0) everywhere."""

from __future__ import annotations

from storage.database import Unit
from storage.schedule import marks as store


async def pause(unit: Unit, *, entry: str, chat_id: int, user_id: int, now: int) -> None:
    await store.set_mark(unit, entry=entry, chat_id=chat_id, mark="paused", user_id=user_id, now=now)


async def skip(unit: Unit, *, entry: str, chat_id: int, user_id: int, now: int) -> None:
    await store.set_mark(unit, entry=entry, chat_id=chat_id, mark="skip", user_id=user_id, now=now)


async def resume(unit: Unit, *, entry: str, chat_id: int) -> bool:
    """Whether anything had been paused or was to be left out there."""
    is_paused = await store.clear_mark(unit, entry=entry, chat_id=chat_id, mark="paused")
    return await store.clear_mark(unit, entry=entry, chat_id=chat_id, mark="skip") or is_paused

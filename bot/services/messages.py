"""Messages of the bot's own: which one is kept by a name, and which are to go now."""

from __future__ import annotations

from storage import outbox, queues
from storage.database import Reader, Unit
from storage.outbox import Kept


async def kept(reader: Reader, *, chat_id: int, name: str) -> Kept | None:
    """None where none of that name was sent, or it was deleted."""
    return await outbox.kept_post(reader, chat_id=chat_id, name=name)


async def standing(reader: Reader, *, name: str) -> list[int]:
    """Chats in which one of that name stands."""
    return await outbox.chats_with(reader, name=name)


async def going(unit: Unit, kind: str, *, chat_id: int, until: int) -> list[tuple[str, int]]:
    """What the chat's timers of that kind hold that are due by then, and when each is: they ring no more."""
    timers = await queues.take_timers(unit, kind, chat_id=chat_id, until=until)
    return [(each.body, each.due_at) for each in timers]

"""What is swept out at night: queues' leavings after their time; the rules for members' data live in the registry."""

from __future__ import annotations

from storage import outbox, polls, queues
from storage.database import Unit

_DAY = 24 * 3600
KEEP_SETTLED = 3 * _DAY
KEEP_SPOILED = 2 * _DAY
KEEP_DONE = 2 * _DAY
"""Seconds: ids against repeats (Telegram's own memory is a day), bad updates for an operator's eyes, sent deeds."""


async def sweep(unit: Unit, *, now: int) -> None:
    await queues.forget_settled(unit, before=now - KEEP_SETTLED)
    await queues.forget_spoiled(unit, before=now - KEEP_SPOILED)
    await polls.forget_orphans(unit, before=now - KEEP_SETTLED)
    await outbox.forget_done(unit, before=now - KEEP_DONE)

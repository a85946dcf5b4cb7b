"""What is swept out at night: queues' leavings after their time; the rules for members' data live in the registry."""

from __future__ import annotations

from storage import mood, mood_alerts, outbox, queues
from storage.database import Unit

_DAY = 24 * 3600
KEEP_SETTLED = 3 * _DAY
KEEP_SPOILED = 2 * _DAY
KEEP_DONE = 2 * _DAY
KEEP_MARKS = 2 * _DAY
KEEP_MOOD = 365 * _DAY
"""Seconds: ids against repeats (Telegram's own memory is a day), bad updates for an operator's eyes, sent deeds,
messages an alert points at, counts of moods."""


async def sweep(unit: Unit, *, now: int) -> None:
    await queues.forget_settled(unit, before=now - KEEP_SETTLED)
    await queues.forget_spoiled(unit, before=now - KEEP_SPOILED)
    await outbox.forget_done(unit, before=now - KEEP_DONE)
    await mood.forget_hours(unit, before=now - KEEP_MOOD)
    await mood_alerts.forget(unit, marks_before=now - KEEP_MARKS, alerts_before=now - KEEP_MOOD)

"""What is swept out at night: queues' leavings after their time; the rules for members' data live in the registry."""

from __future__ import annotations

from storage import announce, outbox, polls, queues, schedule
from storage.database import Unit
from storage.lottery import drafts

_DAY = 24 * 3600
KEEP_SETTLED = 3 * _DAY
KEEP_SPOILED = 2 * _DAY
KEEP_DONE = 2 * _DAY
KEEP_RUNS = 400 * _DAY
KEEP_ANNOUNCEMENTS = 7 * _DAY
"""Seconds: ids against repeats (Telegram's own memory is a day), bad updates for an operator's eyes, sent deeds,
what became of announcements, and what moderators wrote in theirs."""


async def sweep(unit: Unit, *, now: int) -> None:
    await queues.forget_settled(unit, before=now - KEEP_SETTLED)
    await queues.forget_spoiled(unit, before=now - KEEP_SPOILED)
    await polls.forget_orphans(unit, before=now - KEEP_SETTLED)
    await drafts.forget(unit, before=now - _DAY)
    await outbox.forget_done(unit, before=now - KEEP_DONE)
    await schedule.forget_runs(unit, before=now - KEEP_RUNS)
    await announce.forget(unit, before=now - KEEP_ANNOUNCEMENTS)

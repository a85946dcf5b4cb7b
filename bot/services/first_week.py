"""A newcomer's first week: what of it is done, points for all of it once, and a mentor who is told of them."""

from __future__ import annotations

import json
from collections.abc import Collection

from bot.domain.first_week import WEEK, Cohort, First, Fresh, Progress
from bot.services import mint
from bot.services.mint import Payment
from storage import first_week, queues
from storage.database import Reader, Unit
from storage.first_week import Finished
from storage.queues import Timer

__all__ = ["Finished"]

MENTOR = "first_week_mentor"
"""The kind of timer that tells a mentor; its key names the newcomer, its body what they said first."""

progress = first_week.progress
finished = first_week.finished
stop = first_week.stop
is_mentor = first_week.is_mentor
mentors = first_week.mentors
next_mentor = first_week.next_mentor
told = first_week.told
volunteer = first_week.volunteer


async def load(reader: Reader, fresh: Fresh, *, now: int) -> None:
    """Beside those who came while it was read."""
    silent, unplaced = await first_week.fresh(reader, since=now - WEEK)
    mentored = await first_week.mentored(reader)
    fresh.silent |= silent
    fresh.unplaced |= unplaced
    fresh.mentored = mentored | (set() if fresh.is_loaded else fresh.mentored)
    fresh.is_loaded = True


async def heard(unit: Unit, firsts: Collection[First], fresh: Fresh) -> None:
    """Newcomers' first words: where they found their place is kept, and mentors are told by their timer."""
    await first_week.placed(unit, firsts)
    wanted = [each for each in firsts if each.chat_id in fresh.mentored]
    if wanted:
        await queues.set_timers_once(unit, map(_timer, wanted))
    unit.after_commit(lambda: fresh.took(firsts))


def _timer(each: First) -> Timer:
    key = f"{each.chat_id}:{each.user_id}:{'place' if each.topic else 'hello'}"
    return Timer(MENTOR, key, each.chat_id, each.at, json.dumps([each.user_id, each.topic, each.message_id]))


async def finish(unit: Unit, *, chat_id: int, user_id: int, points: int, at: int, day: int) -> bool:
    """Whether it is news that they did all three; they are paid for it once."""
    if not await first_week.finish(unit, chat_id=chat_id, user_id=user_id, at=at):
        return False
    if points:
        key = f"welcome:{user_id}"
        await mint.by_rule(unit, Payment(chat_id, user_id, points, key, at, day), kind="welcome")
    return True


async def cohorts(reader: Reader, *, chat_id: int, now: int, weeks: int) -> list[Cohort]:
    """By spans of seven days back from now, the latest first."""
    ends = [now + 1 - week * WEEK for week in range(weeks)]
    return [await first_week.cohort(reader, chat_id=chat_id, since=end - WEEK, until=end) for end in ends]


def is_fresh(found: Progress | None, *, now: int) -> bool:
    """Whether their first week goes on."""
    return found is not None and found.came_at > now - WEEK

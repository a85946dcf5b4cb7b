"""Taking over a plan: which lines are new, changed or gone, and when each is due next; the file is read elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.schedule.plan import Entry, Plan, joined
from bot.domain.schedule.planned import entry_of
from bot.services.schedule.triggers import next_due
from storage import queues
from storage.database import Unit
from storage.queues import Timer
from storage.schedule import lines as store
from storage.schedule import planned
from storage.schedule import runs as run_store
from storage.schedule.lines import KnownLine

KIND = "schedule"
"""The kind of timer that wakes a line; its key is the line's."""

LISTEN = "schedule-listen"
"""The kind of timer that has topics counted in which conditions listen."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Names of entries by what became of their times; another text alone changes nothing here."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def __add__(self, other: Taken) -> Taken:
        return Taken(self.added + other.added, self.changed + other.changed, self.gone + other.gone)


async def take_over(unit: Unit, plan: Plan, *, now: int) -> Taken:
    """Lines of the same wording go on where they were; another wording begins anew from now; all of them get timers.

    What was planned in chat stands beside the file. A line that was dealt with up to a moment yet to come was so by a
    wrong clock: it begins anew from now as well.
    """
    plan = joined(plan, [entry_of(each) for each in await planned.posts(unit)])
    known = {each.line: each for each in await store.lines(unit)}
    armed = await queues.waiting_keys(unit, KIND)
    fresh: list[KnownLine] = []
    for key, line in plan.lines.items():
        before = known.get(key)
        if before is not None and before.done_until > now:
            await run_store.forget_after(unit, line.entry.name, now=now)
        elif before is not None and before.written == line.entry.written:
            if before.next_at is not None and key not in armed:
                await _arm(unit, before)
            continue
        runs = before.runs if before else 0
        next_at = None if _is_spent(line.entry, runs) else next_due(line.entry, line.zone, after=now)
        fresh.append(KnownLine(key, line.entry.name, line.entry.written, now, next_at, runs))
    gone = known.keys() - plan.lines.keys()
    await store.keep_lines(unit, fresh)
    await store.drop_lines(unit, gone)
    for key in gone:
        await queues.cancel_timer(unit, KIND, key)
    for each in fresh:
        await _arm(unit, each)
    if any(entry.listens_in_topic for entry in plan.entries.values()):
        await queues.set_timer(unit, Timer(LISTEN, "", 0, now, "null", now))
    return _told(known, fresh, {known[key].entry for key in gone} - plan.entries.keys())


def _is_spent(entry: Entry, runs: int) -> bool:
    return entry.count is not None and runs >= entry.count


async def _arm(unit: Unit, line: KnownLine) -> None:
    if line.next_at is None:
        await queues.cancel_timer(unit, KIND, line.line)
    else:
        await queues.set_timer(unit, Timer(KIND, line.line, 0, line.next_at, "null"))


def _told(known: dict[str, KnownLine], fresh: list[KnownLine], gone: set[str]) -> Taken:
    before = {each.entry for each in known.values()}
    names = dict.fromkeys(each.entry for each in fresh)
    return Taken(
        tuple(name for name in names if name not in before),
        tuple(name for name in names if name in before),
        tuple(sorted(gone)),
    )

"""Announcements planned in chat, in memory as the store has them: the schedule is the file's entries and these."""

from __future__ import annotations

from bot.domain.schedule.plan import Entry, Plan, joined
from bot.domain.schedule.planned import PlannedPost, entry_of
from storage.database import Reader, Unit
from storage.schedule import planned


class PlannedPosts:
    """What changes in a transaction counts once that is committed."""

    def __init__(self) -> None:
        self._entries: dict[int, Entry] = {}
        self._joined: tuple[Plan, Plan] | None = None

    async def load(self, reader: Reader) -> None:
        self._entries = {each.id: entry_of(each) for each in await planned.posts(reader)}
        self._joined = None

    def beside(self, plan: Plan) -> Plan:
        """The file's plan with these: put together once, until either changes."""
        if self._joined is None or self._joined[0] is not plan:
            self._joined = (plan, joined(plan, self._entries.values()))
        return self._joined[1]

    def keep(self, unit: Unit, post: PlannedPost) -> None:
        unit.after_commit(lambda: self._learn(post.id, entry_of(post)))

    def drop(self, unit: Unit, post: PlannedPost) -> None:
        unit.after_commit(lambda: self._learn(post.id, None))

    def _learn(self, number: int, entry: Entry | None) -> None:
        self._entries.pop(number, None)
        if entry is not None:
            self._entries[number] = entry
        self._joined = None

"""What members declined, in memory and in the store alike: asked of every line of chatter, so it costs one look-up."""

from __future__ import annotations

from bot.domain.preferences import Declinable
from storage import preferences
from storage.database import Reader, Unit


class OptOuts:
    """What is chosen in a transaction counts once that is committed."""

    def __init__(self) -> None:
        self._declined: dict[Declinable, frozenset[int]] = {}

    async def load(self, reader: Reader) -> None:
        self._declined = await preferences.declined(reader)

    def declined(self, what: Declinable) -> frozenset[int]:
        """Everybody, in whatever group, who does not want it."""
        return self._declined.get(what, frozenset())

    async def choose(self, unit: Unit, what: Declinable, *, user_id: int, is_declined: bool, at: int) -> None:
        if is_declined:
            await preferences.decline(unit, what, user_id=user_id, at=at)
            unit.after_commit(lambda: self._keep(what, self.declined(what) | {user_id}))
        else:
            await preferences.allow(unit, what, user_id=user_id)
            unit.after_commit(lambda: self._keep(what, self.declined(what) - {user_id}))

    def forgotten(self, user_id: int) -> None:
        """To be called after the commit that erased it."""
        for what, people in self._declined.items():
            self._keep(what, people - {user_id})

    def _keep(self, what: Declinable, people: frozenset[int]) -> None:
        self._declined[what] = people

"""What members count on in each group, as it holds now: settings that say something else are not announced yet."""

from __future__ import annotations

from bot.config import GroupSettings
from bot.config.terms import laid_over
from bot.domain.terms import Terms
from storage import terms
from storage.database import Reader


class HeldTerms:
    """By group."""

    def __init__(self) -> None:
        self._held: dict[int, Terms] = {}

    async def load(self, reader: Reader) -> None:
        self._held = await terms.in_force(reader)

    def over(self, chat_id: int, settings: GroupSettings) -> GroupSettings:
        """The settings, with what holds in that group laid over them."""
        held = self._held.get(chat_id)
        return settings if held is None else laid_over(settings, held)

    def hold(self, chat_id: int, held: Terms) -> None:
        self._held[chat_id] = held

    def moved(self, old: int, new: int) -> None:
        if (held := self._held.pop(old, None)) is not None:
            self._held.setdefault(new, held)

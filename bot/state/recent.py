"""What is remembered of plain messages, in memory alone: nothing of it outlives the process, and no text is in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.domain.activity import Cooldowns, Names
from bot.domain.first_heard import FirstHeard
from bot.state.authors import Authors
from bot.state.insiders import Insiders


@dataclass(frozen=True, slots=True)
class Recent:
    authors: Authors = field(default_factory=Authors)
    names: Names = field(default_factory=Names)
    cooldowns: Cooldowns = field(default_factory=Cooldowns)
    hours: FirstHeard = field(default_factory=FirstHeard)
    insiders: Insiders = field(default_factory=Insiders)

    def forget(self, user_id: int) -> None:
        """To be called after the commit that erased them."""
        self.authors.forget(user_id)
        self.names.forget(user_id)
        self.hours.forget(user_id)
        self.insiders.forget(user_id)

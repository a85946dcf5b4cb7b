"""Agreeing to have one's messages' mood looked at: to which version of the notice, and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

VERSION: Final = 1
"""Of the notice: who agreed to an earlier one is asked anew."""


@dataclass(frozen=True, slots=True)
class Consent:
    """`at` in epoch seconds."""

    version: int
    at: int

    @property
    def holds(self) -> bool:
        return self.version == VERSION


@dataclass(slots=True)
class Consents:
    """Who agreed, in memory as the store has it: asked of every line of chatter where a group asks first."""

    agreed: set[int] = field(default_factory=set)
    _withdrawn: set[int] = field(default_factory=set)

    def load(self, agreed: set[int]) -> None:
        """A no that came while the store was read holds."""
        self.agreed |= agreed - self._withdrawn

    def keep(self, user_id: int, *, is_yes: bool) -> None:
        """To be called after the commit."""
        if is_yes:
            self.agreed.add(user_id)
            self._withdrawn.discard(user_id)
        else:
            self.forgotten(user_id)

    def forgotten(self, user_id: int) -> None:
        self.agreed.discard(user_id)
        self._withdrawn.add(user_id)

"""What goes wrong with a store, in words that both engines have, and what may simply be done again."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

_TRIES = 5


class RowRefusedError(Exception):
    """A row broke an invariant of the schema."""


class StoreTroubleError(Exception):
    """The store itself fails: the disk is full, the file is locked or gone, the server is."""


class AgainError(StoreTroubleError):
    """Somebody else's statement was in the way: the transaction was undone, and may be carried out again as it was."""


class StoreLostError(StoreTroubleError):
    """The store is out of reach: whether what was being committed is kept, only a start anew can tell."""

    @property
    def why(self) -> str:
        """The driver's own words."""
        return str(self)


class StoreAwayError(StoreLostError):
    """It cannot be connected to, so that nothing has begun; says which store, and why."""

    def __init__(self, store: str, why: str) -> None:
        super().__init__(f"the store {store} cannot be reached ({why})")
        self._why = why

    @property
    def why(self) -> str:
        return self._why


class NothingChangedError(Exception):
    """A statement that was to change a row found none; the transaction was undone."""


async def rerun(step: Callable[[], Awaitable[T]]) -> T:
    """The step, from its start again while others are in its way; what it wrote before was undone each time."""
    for _ in range(_TRIES - 1):
        with contextlib.suppress(AgainError):
            return await step()
    return await step()

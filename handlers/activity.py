"""Plain messages: counted in the light path, their words let go."""

from __future__ import annotations

from bot.entrances import Batch, observer
from bot.services import activity


async def settle(batch: Batch) -> None:
    await activity.settle(batch.unit, batch.heard, batch.book.group)


ENTRANCES = [observer(settle)]

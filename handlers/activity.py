"""Plain messages: counted and paid for in the light path, their words let go."""

from __future__ import annotations

from bot.domain.activity import Earning
from bot.entrances import Batch, observer
from bot.services import activity
from handlers.earning import earning


async def settle(batch: Batch) -> None:
    def earning_of(chat_id: int) -> Earning | None:
        return earning(batch.book.settings(chat_id).points)

    book, known = batch.book, batch.book.chatter
    await activity.settle(
        batch.unit, batch.heard, group_of=book.group, earning_of=earning_of, rests=known.rests, names=known.names
    )


ENTRANCES = [observer(settle)]

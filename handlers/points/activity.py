"""Plain messages: counted and paid for in the light path, their words let go."""

from __future__ import annotations

from bot.domain.activity import Earning
from bot.engine.entrances import Batch, observer
from bot.services import activity
from handlers.points.earning import earning


async def settle(batch: Batch) -> None:
    def earning_of(chat_id: int) -> Earning | None:
        return earning(batch.chats.settings(chat_id).points)

    chats, known = batch.chats, batch.chats.recent
    await activity.settle(
        batch.unit,
        batch.heard,
        group_of=chats.group,
        earning_of=earning_of,
        cooldowns=known.cooldowns,
        names=known.names,
    )


ENTRANCES = [observer(settle)]

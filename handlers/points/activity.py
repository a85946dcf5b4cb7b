"""Plain messages: counted and paid for in the light path, their words let go."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from bot.domain.activity import Earning, Pair
from bot.engine.entrances import observer
from bot.engine.fast_path import Batch, Coming
from bot.services import activity
from handlers.points.earning import earning


async def prepare(coming: Coming) -> Collection[Pair]:
    return await coming.strangers.among(coming.heard)


async def settle(batch: Batch) -> None:
    """What strangers say in a group is nobody's activity there."""
    outside = cast("Collection[Pair]", batch.prepared)
    messages = [each for each in batch.heard if (each.chat_id, each.user_id) not in outside] if outside else batch.heard
    if not messages:
        return

    def earning_of(chat_id: int) -> Earning | None:
        return earning(batch.chats.settings(chat_id).points)

    chats, known = batch.chats, batch.chats.recent
    await activity.settle(
        batch.unit,
        messages,
        group_of=chats.group,
        earning_of=earning_of,
        cooldowns=known.cooldowns,
        names=known.names,
        hours=known.hours,
    )


ENTRANCES = [observer(settle, prepare=prepare)]

"""What service messages tell of topics, whoever did it: the registry learns it; nothing is said."""

from __future__ import annotations

from bot.domain.topics import GENERAL
from bot.engine.fast_path import Batch
from bot.engine.turn import Turn
from bot.services import topics


async def spoken(batch: Batch) -> None:
    await topics.settle(batch.unit, batch.heard, batch.chats.group)


def _thread(turn: Turn) -> int:
    return turn.topic or GENERAL


async def created(turn: Turn) -> None:
    created_topic = turn.message and turn.message.forum_topic_created
    if created_topic:
        await topics.opened(
            turn.unit,
            chat_id=turn.group.id,
            topic=_thread(turn),
            name=created_topic.name,
            icon=created_topic.icon_custom_emoji_id or "",
            at=turn.at,
        )


async def edited(turn: Turn) -> None:
    """Only what was changed is told; an empty icon is one taken away."""
    change = turn.message and turn.message.forum_topic_edited
    if change:
        await topics.edited(
            turn.unit, chat_id=turn.group.id, topic=_thread(turn), name=change.name, icon=change.icon_custom_emoji_id
        )


async def closed(turn: Turn) -> None:
    await topics.became(turn.unit, chat_id=turn.group.id, topic=_thread(turn), state="closed")


async def reopened(turn: Turn) -> None:
    await topics.became(turn.unit, chat_id=turn.group.id, topic=_thread(turn), state="open")


async def hidden(turn: Turn) -> None:
    await topics.hidden(turn.unit, chat_id=turn.group.id, topic=GENERAL, is_hidden=True)


async def unhidden(turn: Turn) -> None:
    await topics.hidden(turn.unit, chat_id=turn.group.id, topic=GENERAL, is_hidden=False)

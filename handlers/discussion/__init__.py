"""Timed discussions of a topic: opened, listened to, helped along, counted out, and followed."""

from bot.engine.entrances import Entrance, Shown, button, observer, service, timer, watching
from bot.engine.fast_path import Batch
from bot.services import discussion
from handlers.command.group_commands import group_command
from handlers.discussion import command, following, life, moving
from handlers.discussion.card import Follow


async def settle(batch: Batch) -> None:
    await discussion.settle(batch.unit, batch.heard, batch.chats.watched[discussion.OPEN])


ENTRANCES: list[Entrance] = [
    group_command("topic", command.topic, shown=Shown("talk", ("administrators",))),
    service("forum_topic_closed", command.closed),
    timer(life.BEGAN, life.began),
    timer(life.KIND, life.ring),
    timer(moving.PUT_UP, moving.stands),
    button(Follow, following.pressed),
    watching(discussion.OPEN, discussion.open_ones),
    observer(settle),
]

"""What was planned in chat, under the list of /schedule: changed step by step, or dropped after a second look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.domain.grammar.lines import Written
from bot.domain.names import short
from bot.domain.refusals import OldButton
from bot.domain.schedule.plan import Line
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Keys
from bot.services.schedule import planned
from bot.texts.text import Raw, text
from handlers import dialogue
from handlers.command.group_commands import elsewhere
from handlers.moderation.log import note
from handlers.schedule.dialogue import DIALOGUE, answers_of, drop, told_of


@press("sx")
@dataclass(frozen=True, slots=True)
class Post:
    """What a moderator does with a planned announcement of a group; to drop it is asked about once."""

    chat_id: int
    number: int
    do: Literal["change", "drop", "sure", "keep"]


def keys_of(lines: Sequence[Line], chat_id: int) -> Keys:
    """For each that was planned in chat: change it, drop it."""
    return [
        [
            Key(
                text("dialogue.button_change_post", name=short(each.entry.name)), pack(Post(chat_id, number, "change"))
            ),
            Key(text("dialogue.button_drop_post"), pack(Post(chat_id, number, "drop"))),
        ]
        for each in lines
        if (number := each.entry.post)
    ]


async def pressed(turn: Turn, key: Post) -> None:
    if not turn.group.is_private and turn.chats.group(key.chat_id).id != turn.group.id:
        raise OldButton
    place = elsewhere(turn, key.chat_id)
    await turn.require("announce", group=place.group)
    post = await planned.known(turn.reads, key.number, chat_id=place.group.id)
    if key.do == "change":
        await dialogue.begin(turn, DIALOGUE, place, written=Written(answers_of(post)))
    elif key.do == "drop":
        sure = Key(text("dialogue.button_drop_sure"), pack(Post(place.group.id, post.id, "sure")))
        keep = Key(text("dialogue.button_keep"), pack(Post(place.group.id, post.id, "keep")))
        turn.edit(told_of(post), keys=[[sure, keep]])
    elif key.do == "keep":
        turn.edit(text("dialogue.kept_post", name=Raw(post.name)))
    else:
        await note(turn, place.group.id, "post_drop", words=post.name)
        await drop(turn, post)
        turn.edit(text("dialogue.dropped_post", name=Raw(post.name)))


ENTRANCES: list[Entrance] = [button(Post, pressed)]

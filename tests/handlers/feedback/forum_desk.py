"""A desk with topics, and what is said to it and by it."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

from storage.registry import TABLES
from tests.handlers.feedback.given import number_of
from tests.handlers.feedback.test_anonymously import SECRET_WORDS
from tests.story import MODERATOR, OWNER, TSZCHING, YINUO, ZIXUAN, Message, Story

FILE = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(24)).decode()


DESK_FORUM = -1001000000003
"""The next id the world gives a group."""


RIGHTS = ["can_manage_topics", "can_pin_messages", "can_delete_messages"]


async def opens_a_desk(story: Story, *, rights: list[str]) -> None:
    made = await story.does(OWNER, "new_group", title="管理组", is_forum=True)
    assert made == DESK_FORUM
    await story.does(MODERATOR, "join", chat_id=made)
    await story.does(TSZCHING, "join", chat_id=made)
    await story.does(OWNER, "promote", chat_id=made, user_id=story.world.bot.id, rights=rights)
    await story.says(OWNER, "大家好", chat=made)


async def topic_of(story: Story, number: int) -> int:
    rows = await story.rows("SELECT topic FROM feedback_threads WHERE feedback_id = :id", id=number)
    return int(rows[0]["topic"])


async def gives(story: Story, who: int = YINUO, words: str = "希望周末多办读书会") -> tuple[int, int]:
    """Its number and its topic."""
    number = number_of(await story.says(who, f"/feedback {words}"))
    return number, await topic_of(story, number)


async def gives_unnamed(story: Story) -> tuple[int, int]:
    number = number_of(await story.says(ZIXUAN, f"匿名反馈 {SECRET_WORDS}", chat=ZIXUAN))
    return number, await topic_of(story, number)


def at_desk(story: Story, topic: int) -> list[Message]:
    return [each for each in story.world.sent(DESK_FORUM) if each.get("message_thread_id") == topic]


def last(story: Story, chat: int) -> Message:
    return story.world.sent(chat)[-1]


async def answers(story: Story, topic: int, words: str, *, who: int = MODERATOR) -> Message:
    message: Message = await story.does(who, "say", chat_id=DESK_FORUM, topic=topic, text=words)
    return message


def sends_album(story: Story, who: int, chat: int, *captions: str, album: str = "一组") -> None:
    for caption in captions:
        story.world.send_photo(who, chat, b"x", caption=caption, album=album)


def rows_that_join(rows: dict[str, list[dict[str, Any]]], of_the_feedback: list[str]) -> list[Any]:
    """Rows in which something of the feedback and something of its author stand side by side."""
    found = []
    for table, each in rows.items():
        for row in each:
            words = json.dumps(row, ensure_ascii=False)
            is_named = re.search(rf"(?<![0-9A-Za-z_-]){ZIXUAN}(?![0-9A-Za-z_])|王子轩", words)  # not within a mark
            if is_named and any(one in words for one in of_the_feedback):
                found.append((table, row))
    return found


async def everything(story: Story) -> dict[str, list[dict[str, Any]]]:
    return {table: await story.rows(f"SELECT * FROM {table}") for table in TABLES}

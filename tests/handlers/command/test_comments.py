"""Stories of a group linked to a channel: what is written under the channel's posts shows them as replied to."""

from __future__ import annotations

import json

import pytest
import telegram

from bot.botapi import fast_updates, readings
from bot.botapi.replies import answered
from tests.story import EMMA, KITCHEN, MUYANG, OWNER, Message, Story

CHANNEL = "围炉频道"


@pytest.fixture
async def post(story: Story) -> Message:
    """The channel's post as it arrived in the group."""
    sent = story.world.auto_forward(KITCHEN, CHANNEL, "新文章")
    await story.settle()
    return sent


async def comments(story: Story, who: int, words: str, post: Message) -> str:
    return str((await story.says(who, words, chat=KITCHEN, reply_to=post["message_id"])).get("text", ""))


class TestACommandAsAComment:
    async def test_asks_for_ones_own_points(self, story: Story, post: Message) -> None:
        await story.says(EMMA, "签到", chat=KITCHEN)
        assert "10" in await comments(story, EMMA, "/points", post)

    async def test_has_no_one_to_give_to_nor_to_report(self, story: Story, post: Message) -> None:
        assert "频道身份" not in await comments(story, EMMA, "/give 5", post)
        assert "回复" in await comments(story, EMMA, "/report 广告", post)
        assert await story.rows("SELECT 1 FROM reports") == []

    async def test_does_mean_the_comment_it_replies_to(self, story: Story, post: Message) -> None:
        said = await story.does(MUYANG, "say", chat_id=KITCHEN, text="好文", reply_to=post["message_id"])
        await comments(story, EMMA, "/report 广告", said)
        assert len(await story.rows("SELECT * FROM reports WHERE target_id = :who", who=MUYANG)) == 1

    async def test_takes_no_picture_from_the_post(self, story: Story, post: Message) -> None:
        story.world.chats[KITCHEN].posts[post["message_id"]].body["photo"] = [
            {"file_id": "x", "file_unique_id": "x", "width": 9, "height": 9}
        ]
        await comments(story, OWNER, "/poll 去哪 | 山 | 海", post)
        polls = [each["poll"] for each in story.world.sent(KITCHEN) if "poll" in each]
        assert ["media" in each for each in polls] == [False]


def shown(**reply: object) -> bytes:
    chat = {"id": KITCHEN, "type": "supergroup", "title": "深夜厨房"}
    user = {"id": EMMA, "first_name": "Emma", "is_bot": False}
    replied = {"message_id": 7, "date": 1, "chat": chat, "from": user, "text": "一"} | reply
    told = {"message_id": 9, "date": 2, "chat": chat, "from": user, "text": "二", "reply_to_message": replied}
    return json.dumps({"update_id": 1, "message": told | {"message_thread_id": 7}}).encode()


@pytest.mark.parametrize(
    ("reply", "is_meant"),
    [
        ({}, True),
        ({"is_automatic_forward": True}, False),
        ({"is_automatic_forward": True, "message_id": 6}, True),
        ({"forum_topic_created": {"name": "闲聊", "icon_color": 1}}, False),
    ],
)
def test_both_decodes_agree_on_what_is_replied_to(reply: dict[str, object], is_meant: bool) -> None:
    whole = telegram.Update.de_json(json.loads(shown(**reply)), None)
    small = fast_updates.decode_update(shown(**reply)).message
    assert small is not None
    assert small.sender is not None
    assert (answered(whole.message) is not None) is is_meant
    assert bool(readings.heard(small, small.sender).replied) is is_meant

"""Forum topics: where messages land, who may write, what closing and deleting do."""

import pytest

from playground.world import World
from playground.world.errors import RefusedError
from tests.playground.conftest import FORUM, HIKE, KITCHEN, OWNER, YINUO, Hand


async def test_general_has_no_thread_and_topics_hang_on_their_root(world: World, bot: Hand) -> None:
    chat = world.topic_id(FORUM, "闲聊")
    world.say(YINUO, FORUM, "大厅")
    world.say(YINUO, FORUM, "里屋", topic=chat)
    hall, room = await bot.news("message")
    assert "message_thread_id" not in hall
    assert (room["message_thread_id"], room["is_topic_message"]) == (chat, True)
    assert room["reply_to_message"]["message_id"] == chat
    assert room["reply_to_message"]["forum_topic_created"]["name"] == "闲聊"


async def test_the_bot_opens_renames_closes_reopens_and_deletes(world: World, bot: Hand) -> None:
    topic = (await bot("createForumTopic", chat_id=FORUM, name="读书"))["message_thread_id"]
    here = {"chat_id": FORUM, "message_thread_id": topic}
    sent = await bot("sendMessage", **here, text="第一章")
    assert sent["is_topic_message"]
    await bot("editForumTopic", **here, name="读书会")
    assert await bot.refusal("editForumTopic", **here, name="读书会") == "Bad Request: TOPIC_NOT_MODIFIED"
    await bot("closeForumTopic", **here)
    with pytest.raises(RefusedError, match="读书会 is closed"):
        world.say(YINUO, FORUM, "还能说吗", topic=topic)
    with pytest.raises(RefusedError, match="读书会 is closed"):
        world.send_photo(YINUO, FORUM, b"a picture", topic=topic)
    await bot("sendMessage", **here, text="管理员还能说")
    await bot("reopenForumTopic", **here)
    world.say(YINUO, FORUM, "又能说了", topic=topic)
    await bot("deleteForumTopic", **here)
    assert await bot.refusal("sendMessage", **here, text="喂") == "Bad Request: message thread not found"
    assert world.messages(FORUM, topic=topic) == []
    told = [next(name for name in one if name.startswith("forum_topic")) for one in await bot.news("message")
            if "text" not in one]  # fmt: skip
    assert told == ["forum_topic_created", "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened"]


async def test_a_closed_topic_refuses_a_bot_without_the_right(world: World, bot: Hand) -> None:
    topic = world.topic_id(FORUM, "建议")
    world.topic_close(OWNER, FORUM, topic)
    world.promote(OWNER, FORUM, world.bot.id, rights=["can_pin_messages"])
    refusal = await bot.refusal("sendMessage", chat_id=FORUM, message_thread_id=topic, text="喂")
    assert refusal == "Bad Request: TOPIC_CLOSED"
    poll = {"question": "还聊吗", "options": [{"text": "聊"}, {"text": "不聊"}]}
    refusal = await bot.refusal("sendPoll", chat_id=FORUM, message_thread_id=topic, **poll)
    assert refusal == "Bad Request: TOPIC_CLOSED"
    refusal = await bot.refusal("createForumTopic", chat_id=FORUM, name="新")
    assert refusal == "Bad Request: not enough rights to create a topic"


async def test_a_group_without_topics_says_so(bot: Hand) -> None:
    assert await bot.refusal("createForumTopic", chat_id=KITCHEN, name="新") == "Bad Request: the chat is not a forum"
    sent = await bot("sendMessage", chat_id=KITCHEN, message_thread_id=5, text="喂")
    assert "message_thread_id" not in sent, "a thread that is named there is not looked at"


async def test_hiding_general_closes_it(world: World, bot: Hand) -> None:
    await bot("hideGeneralForumTopic", chat_id=FORUM)
    with pytest.raises(RefusedError, match="General is closed"):
        world.say(YINUO, FORUM, "有人吗")
    await bot("unhideGeneralForumTopic", chat_id=FORUM)
    await bot("reopenGeneralForumTopic", chat_id=FORUM)
    world.say(YINUO, FORUM, "有人了")


async def test_replies_outside_topics_name_what_their_row_began_with_in_supergroups(world: World, bot: Hand) -> None:
    first = world.say(OWNER, KITCHEN, "今晚吃什么")["message_id"]
    second = world.say(OWNER, KITCHEN, "火锅", reply_to=first)["message_id"]
    world.say(OWNER, KITCHEN, "好", reply_to=second)
    plain = world.say(OWNER, HIKE, "爬山")["message_id"]
    world.say(OWNER, HIKE, "去", reply_to=plain)
    threads = [each.get("message_thread_id") for each in await bot.news("message")]
    assert threads == [None, first, first, None, None]

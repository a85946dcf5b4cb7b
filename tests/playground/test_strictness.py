"""Where the real server is stricter or stranger than one would think, so is the playground."""

from __future__ import annotations

import pytest

from playground.world import World
from tests.playground.conftest import EVERYTHING, FORUM, KITCHEN, NEWCOMER, OWNER, YINUO, Hand
from tests.story import HIKE


async def test_the_general_topic_has_no_number_that_could_be_posted_to(bot: Hand) -> None:
    refusal = await bot.refusal("sendMessage", chat_id=FORUM, text="早", message_thread_id=1)
    assert refusal == "Bad Request: message thread not found"


async def test_a_reply_into_a_closed_topic_is_refused(world: World, bot: Hand) -> None:
    topic = world.topic_id(FORUM, "闲聊")
    said = world.say(YINUO, FORUM, "说一句", topic=topic)
    world.topic_close(OWNER, FORUM, topic)
    world.chats[FORUM].members[world.bot.id].rights -= {"can_manage_topics"}
    reply = {"message_id": said["message_id"]}
    assert (
        await bot.refusal("sendMessage", chat_id=FORUM, text="答", reply_parameters=reply)
        == "Bad Request: TOPIC_CLOSED"
    )
    assert (await bot("sendMessage", chat_id=FORUM, text="答"))["chat"]["id"] == FORUM


async def test_a_group_may_limit_its_reactions(world: World, bot: Hand) -> None:
    said = world.say(YINUO, FORUM, "早")
    here = {"chat_id": FORUM, "message_id": said["message_id"]}
    world.chats[FORUM].reactions = ["👍"]
    assert (await bot("getChat", chat_id=FORUM))["available_reactions"] == [{"type": "emoji", "emoji": "👍"}]
    assert await bot("setMessageReaction", **here, reaction=[{"type": "emoji", "emoji": "👍"}]) is True
    refusal = await bot.refusal("setMessageReaction", **here, reaction=[{"type": "emoji", "emoji": "❤"}])
    assert refusal == "Bad Request: REACTION_INVALID"


async def test_whoever_asks_to_join_may_be_written_to_for_five_minutes(world: World, bot: Hand) -> None:
    link = await bot("createChatInviteLink", chat_id=FORUM, creates_join_request=True)
    world.join(NEWCOMER, FORUM, link=link["invite_link"])
    assert (await bot("sendMessage", chat_id=NEWCOMER, text="你好"))["text"] == "你好"
    world.clock.advance(300)
    refusal = await bot.refusal("sendMessage", chat_id=NEWCOMER, text="还在吗")
    assert refusal == "Forbidden: bot can't initiate conversation with a user"


async def test_in_privacy_mode_a_plain_command_reaches_the_bot_that_spoke_last(world: World, bot: Hand) -> None:
    world.demote(OWNER, KITCHEN, world.bot.id)
    world.reads_all = False
    await bot("getUpdates", allowed_updates=EVERYTHING)
    world.say(OWNER, KITCHEN, "/points")
    assert await bot.news("message") == [], "no bot has spoken here yet"
    world.say(OWNER, KITCHEN, f"@{world.bot.username} 在吗")
    assert await bot.news("message") == [], "to be mentioned is not enough"
    world.say(OWNER, KITCHEN, f"/points@{world.bot.username}")
    assert len(await bot.news("message")) == 1
    await bot("sendMessage", chat_id=KITCHEN, text="在")
    world.say(OWNER, KITCHEN, "/points")
    world.say(OWNER, KITCHEN, "/points@another_bot")
    assert [each["text"] for each in await bot.news("message")] == ["/points"]


@pytest.mark.parametrize("method", ["unbanChatMember", "promoteChatMember"])
async def test_a_basic_group_has_no_bans_to_lift_and_no_rights_to_give(bot: Hand, method: str) -> None:
    refusal = await bot.refusal(method, chat_id=HIKE, user_id=YINUO)
    assert refusal == "Bad Request: method is available for supergroup and channel chats only"


async def test_put_out_of_a_basic_group_one_may_come_back(world: World, bot: Hand) -> None:
    assert await bot("banChatMember", chat_id=HIKE, user_id=YINUO) is True
    assert (await bot("getChatMember", chat_id=HIKE, user_id=YINUO))["status"] == "left"
    world.join(YINUO, HIKE)

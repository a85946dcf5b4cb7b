"""What the server tells of chats, people and rights, down to what the documentation leaves out."""

from __future__ import annotations

import pytest

from playground.world import World
from playground.world.errors import RefusedError
from tests.playground.conftest import EVERYTHING, FORUM, HIKE, KITCHEN, MODERATOR, OWNER, YINUO, ZIXUAN, Hand


async def test_getchat_tells_all_that_is_set(world: World, bot: Hand) -> None:
    chat = world.chats[KITCHEN]
    world.auto_forward(KITCHEN, "深夜食单", "今天吃什么")
    chat.reactions, chat.slow_mode = ["👍", "❤"], 30
    chat.joins_to_send = chat.joins_by_request = chat.hides_members = chat.is_protected = True
    told = await bot("getChat", chat_id=KITCHEN)
    assert told["available_reactions"] == [{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "❤"}]
    assert told["linked_chat_id"] == world.channel("深夜食单")["id"]
    assert told["slow_mode_delay"] == 30
    flags = ("join_to_send_messages", "join_by_request", "has_hidden_members", "has_protected_content")
    assert [told[name] for name in flags] == [True] * 4
    plain = await bot("getChat", chat_id=FORUM)
    unset = {"available_reactions", "linked_chat_id", "slow_mode_delay", *flags}
    assert not unset & plain.keys(), "what is not set is not told"


async def test_an_administrators_rights_are_told_given_or_not(world: World, bot: Hand) -> None:
    world.promote(OWNER, KITCHEN, ZIXUAN, rights=["can_pin_messages"])
    told = await bot("getChatMember", chat_id=KITCHEN, user_id=ZIXUAN)
    assert (told["can_pin_messages"], told["can_manage_topics"], told["can_manage_tags"]) == (True, False, False)
    assert told["can_manage_voice_chats"] is told["can_manage_video_chats"]
    basic = await bot("getChatMember", chat_id=HIKE, user_id=world.bot.id)
    assert "can_manage_topics" not in basic, "a basic group has no topics to manage"
    assert basic["can_manage_tags"] is True


async def test_a_restricted_member_is_told_about_media_in_one_word_too(world: World, bot: Hand) -> None:
    world.restrict(OWNER, FORUM, YINUO, allowed=["can_send_messages", "can_send_photos"])
    told = await bot("getChatMember", chat_id=FORUM, user_id=YINUO)
    assert (told["can_send_media_messages"], told["can_send_photos"], told["can_send_polls"]) == (True, True, False)
    world.restrict(OWNER, FORUM, YINUO, allowed=["can_send_messages"])
    assert (await bot("getChatMember", chat_id=FORUM, user_id=YINUO))["can_send_media_messages"] is False


async def test_a_basic_group_says_whether_everybody_may_do_everything(world: World, bot: Hand) -> None:
    assert world.chat_json(world.chats[HIKE])["all_members_are_administrators"] is False
    assert (await bot("getChat", chat_id=HIKE))["all_members_are_administrators"] is False
    assert "all_members_are_administrators" not in world.chat_json(world.chats[KITCHEN])


async def test_a_reply_in_general_carries_no_thread_id(world: World, bot: Hand) -> None:
    first = world.say(YINUO, FORUM, "谁在")
    answer = world.say(ZIXUAN, FORUM, "我在", reply_to=first["message_id"])
    assert "message_thread_id" not in answer
    own = await bot("sendMessage", chat_id=FORUM, text="都在", reply_parameters={"message_id": answer["message_id"]})
    assert "message_thread_id" not in own


async def test_a_row_of_replies_keeps_its_first_id_when_that_message_is_gone(world: World, bot: Hand) -> None:
    first = world.say(ZIXUAN, KITCHEN, "求方子")["message_id"]
    second = world.say(OWNER, KITCHEN, "葱油", reply_to=first)["message_id"]
    world.delete(ZIXUAN, KITCHEN, first)
    third = world.say(ZIXUAN, KITCHEN, "谢谢", reply_to=second)
    assert third["message_thread_id"] == first
    world.delete(OWNER, KITCHEN, second)
    fourth = await bot("sendMessage", chat_id=KITCHEN, text="好", reply_parameters={"message_id": third["message_id"]})
    assert fourth["message_thread_id"] == first


async def test_a_deleted_account_has_no_name_and_takes_no_messages(world: World, bot: Hand) -> None:
    world.say(YINUO, YINUO, "/start")
    world.delete_account(YINUO)
    told = (await bot("getChatMember", chat_id=FORUM, user_id=YINUO))["user"]
    assert told == {"id": YINUO, "is_bot": False, "first_name": ""}
    assert await bot.refusal("sendMessage", chat_id=YINUO, text="在吗") == "Forbidden: user is deactivated"


async def test_members_who_hide_are_shown_to_administrators_alone(world: World, bot: Hand) -> None:
    world.chats[KITCHEN].hides_members = True
    assert (await bot("getChatMember", chat_id=KITCHEN, user_id=OWNER))["status"] == "creator"
    world.demote(OWNER, KITCHEN, world.bot.id)
    refusal = await bot.refusal("getChatMember", chat_id=KITCHEN, user_id=YINUO)
    assert refusal == "Bad Request: CHAT_ADMIN_REQUIRED"


async def test_a_request_to_join_that_was_granted_says_so(world: World, bot: Hand) -> None:
    await bot("getUpdates", allowed_updates=[*EVERYTHING, "chat_join_request"])
    link = await bot("createChatInviteLink", chat_id=FORUM, creates_join_request=True)
    newcomer = world.newcomer("阿宁")
    world.join(newcomer, FORUM, link=link["invite_link"])
    world.approve(MODERATOR, FORUM, newcomer)
    (told,) = await bot.news("chat_member")
    assert (told["via_join_request"], told["from"]["id"]) == (True, MODERATOR)
    assert told["invite_link"]["invite_link"] == link["invite_link"]


async def test_a_public_group_may_ask_everybody_first(world: World, bot: Hand) -> None:
    await bot("getUpdates", allowed_updates=["chat_join_request", "chat_member"])
    world.chats[KITCHEN].joins_by_request = True
    newcomer = world.newcomer("阿宁")
    world.join(newcomer, KITCHEN)
    (asked,) = await bot.news("chat_join_request")
    assert "invite_link" not in asked
    assert (await bot("getChatMember", chat_id=KITCHEN, user_id=newcomer))["status"] == "left"
    assert await bot("approveChatJoinRequest", chat_id=KITCHEN, user_id=newcomer) is True
    (came,) = await bot.news("chat_member")
    assert came["via_join_request"] is True


async def test_slow_mode_lets_a_member_speak_once_in_a_while(world: World, bot: Hand) -> None:
    world.chats[KITCHEN].slow_mode = 30
    world.say(ZIXUAN, KITCHEN, "一")
    with pytest.raises(RefusedError, match="slow mode"):
        world.say(ZIXUAN, KITCHEN, "二")
    world.say(OWNER, KITCHEN, "三")
    world.say(OWNER, KITCHEN, "四")
    world.clock.advance(30)
    world.say(ZIXUAN, KITCHEN, "二")
    assert await bot("sendMessage", chat_id=KITCHEN, text="五")

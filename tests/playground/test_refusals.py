"""What the server refuses, in its own words."""

from __future__ import annotations

from typing import Any

import pytest

from playground.world import World
from tests.playground.conftest import EVERYTHING, FORUM, HIKE, KITCHEN, MODERATOR, OWNER, YINUO, ZIXUAN, Hand

NOBODY = 424242


@pytest.mark.parametrize(
    ("method", "told"),
    [
        ("getChatMember", {}),
        ("restrictChatMember", {"permissions": {}}),
        ("banChatMember", {}),
        ("unbanChatMember", {}),
        ("promoteChatMember", {}),
        ("setChatMemberTag", {"tag": "新"}),
    ],
)
async def test_who_was_never_met_is_no_member(bot: Hand, method: str, told: dict[str, Any]) -> None:
    refusal = await bot.refusal(method, chat_id=FORUM, user_id=NOBODY, **told)
    assert refusal == "Bad Request: member not found"


async def test_somebody_inside_is_put_out_by_a_minutes_ban_and_let_go(world: World, bot: Hand) -> None:
    await bot("getUpdates", allowed_updates=EVERYTHING)
    assert await bot("unbanChatMember", chat_id=FORUM, user_id=YINUO) is True
    out, free = await bot.news("chat_member")
    assert (out["new_chat_member"]["status"], free["new_chat_member"]["status"]) == ("kicked", "left")
    assert out["new_chat_member"]["until_date"] == world.now() + 60


async def test_a_forward_of_the_bots_is_never_edited(world: World, bot: Hand) -> None:
    said = world.say(YINUO, FORUM, "原话")
    sent = await bot("forwardMessage", chat_id=FORUM, from_chat_id=FORUM, message_id=said["message_id"])
    refusal = await bot.refusal("editMessageText", chat_id=FORUM, message_id=sent["message_id"], text="改")
    assert refusal == "Bad Request: message can't be edited"


async def test_a_throw_of_chance_stands_for_a_day_in_a_private_chat(world: World, bot: Hand) -> None:
    world.say(YINUO, YINUO, "/start")
    dice = await bot("sendDice", chat_id=YINUO)
    refusal = await bot.refusal("deleteMessage", chat_id=YINUO, message_id=dice["message_id"])
    assert refusal == "Bad Request: message can't be deleted for everyone"
    world.clock.advance(24 * 3600)
    assert await bot("deleteMessage", chat_id=YINUO, message_id=dice["message_id"]) is True


async def test_in_a_basic_group_a_member_bot_deletes_its_own_alone(world: World, bot: Hand) -> None:
    said, own = world.say(YINUO, HIKE, "早"), await bot("sendMessage", chat_id=HIKE, text="早")
    world.demote(OWNER, HIKE, world.bot.id)
    refusal = await bot.refusal("deleteMessage", chat_id=HIKE, message_id=said["message_id"])
    assert refusal == "Bad Request: message can't be deleted for everyone"
    assert await bot("deleteMessage", chat_id=HIKE, message_id=own["message_id"]) is True


async def test_a_press_opens_the_bots_own_start_link_and_nothing_else(world: World, bot: Hand) -> None:
    keys = {"inline_keyboard": [[{"text": "按", "callback_data": "a"}]]}
    sent = await bot("sendMessage", chat_id=FORUM, text="按", reply_markup=keys)
    query = world.press(YINUO, FORUM, sent["message_id"], "a")
    refusal = await bot.refusal("answerCallbackQuery", callback_query_id=query, url="https://example.org")
    assert refusal == "Bad Request: URL_INVALID"
    link = f"https://t.me/{world.bot.username}?start=hello"
    assert await bot("answerCallbackQuery", callback_query_id=query, url=link) is True


async def test_a_service_message_is_not_pinned(world: World, bot: Hand) -> None:
    world.join(world.newcomer("阿宁"), FORUM)
    refusal = await bot.refusal("pinChatMessage", chat_id=FORUM, message_id=world.messages(FORUM)[-1]["message_id"])
    assert refusal == "Bad Request: service messages can't be pinned"


async def test_a_period_that_is_too_long_is_cut(bot: Hand) -> None:
    poll = {"question": "几时", "options": [{"text": "早"}, {"text": "晚"}]}
    sent = await bot("sendPoll", chat_id=FORUM, **poll, open_period=9_999_999)
    assert sent["poll"]["open_period"] == 2_628_000


async def test_links_of_other_administrators_are_cut_short(world: World, bot: Hand) -> None:
    await bot("getUpdates", allowed_updates=EVERYTHING)
    url = world.new_link(MODERATOR, FORUM)
    newcomer = world.newcomer("阿宁")
    world.join(newcomer, FORUM, link=url)
    (told,) = await bot.news("chat_member")
    shown = told["invite_link"]["invite_link"]
    assert shown.endswith("…")
    assert url.startswith(shown[:-1])
    assert shown != url
    assert told["invite_link"]["creator"]["id"] == MODERATOR


@pytest.mark.parametrize(
    ("commands", "words"),
    [
        ([{"command": "", "description": "x"}], "command must be non-empty"),
        ([{"command": "a" * 33, "description": "x"}], "command length must not exceed 32"),
        ([{"command": "Help", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "help", "description": ""}], "command description must be non-empty"),
        ([{"command": "help", "description": "长" * 257}], "command description length must not exceed 256"),
        ([{"command": "help", "description": "x"}] * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_commands_out_of_bounds(bot: Hand, commands: list[dict[str, str]], words: str) -> None:
    assert await bot.refusal("setMyCommands", commands=commands) == f"Bad Request: {words}"


async def test_commands_are_set_for_chats_that_the_bot_is_in(world: World, bot: Hand) -> None:
    commands = [{"command": "help", "description": "帮助"}]
    world.remove_bot(OWNER, KITCHEN)
    scope = {"type": "chat", "chat_id": KITCHEN}
    refusal = await bot.refusal("setMyCommands", commands=commands, scope=scope)
    assert refusal == "Forbidden: bot was kicked from the supergroup chat"


async def test_what_is_protected_is_neither_forwarded_nor_copied(world: World, bot: Hand) -> None:
    said = world.say(ZIXUAN, KITCHEN, "秘方")
    own = await bot("sendMessage", chat_id=FORUM, text="不外传", protect_content=True)
    world.chats[KITCHEN].is_protected = True
    for source, message in ((KITCHEN, said), (FORUM, own)):
        here = {"chat_id": FORUM, "from_chat_id": source, "message_id": message["message_id"]}
        for method in ("forwardMessage", "copyMessage"):
            refusal = await bot.refusal(method, **here)
            assert refusal == "Bad Request: message has protected content and can't be forwarded"


async def test_a_service_message_is_neither_forwarded_nor_copied(world: World, bot: Hand) -> None:
    world.join(world.newcomer("阿宁"), FORUM)
    here = {"chat_id": FORUM, "from_chat_id": FORUM, "message_id": world.messages(FORUM)[-1]["message_id"]}
    assert await bot.refusal("copyMessage", **here) == "Bad Request: the message can't be copied"
    assert await bot.refusal("forwardMessage", **here) == "Bad Request: the message can't be forwarded"


async def test_fifty_megabytes_are_too_much_for_the_server_and_ten_for_a_picture(bot: Hand) -> None:
    url = f"/bot{bot.token}"
    huge = await bot.client.post(
        f"{url}/sendDocument", data={"chat_id": FORUM}, files={"document": b"x" * 50 * 2**20 + b"x"}
    )
    assert (huge.status_code, huge.json()["description"]) == (413, "Request Entity Too Large")
    big = await bot.client.post(f"{url}/sendPhoto", data={"chat_id": FORUM}, files={"photo": b"x" * (10 * 2**20 + 1)})
    assert big.json()["description"].startswith("Bad Request: file of size 10485761 bytes is too big for a photo")


async def test_titles_and_requests_are_refused_in_words_of_their_own(world: World, bot: Hand) -> None:
    here = {"chat_id": FORUM, "user_id": MODERATOR}
    refusal = await bot.refusal("setChatAdministratorCustomTitle", **here, custom_title="长" * 17)
    assert refusal == "Bad Request: CUSTOM_TITLE_INVALID"
    world.promote(OWNER, FORUM, world.bot.id, rights=["can_pin_messages"])
    refusal = await bot.refusal("approveChatJoinRequest", chat_id=FORUM, user_id=YINUO)
    assert refusal == "Bad Request: not enough rights to manage chat join requests"
    refusal = await bot.refusal("closeForumTopic", chat_id=FORUM, message_thread_id=world.topic_id(FORUM, "闲聊"))
    assert refusal == "Bad Request: not enough rights to close or open the topic"

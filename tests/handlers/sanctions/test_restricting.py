"""Stories of /mute and /ban: with Telegram's right, for as long as said, and told truly where Telegram refused."""

from __future__ import annotations

import pytest

from bot.domain.points import ANONYMOUS
from handlers.command.shortcuts import Began
from playground.world.state import standing
from tests.buttons import labels
from tests.story import FORUM, HIKE, MODERATOR, OWNER, YINUO, ZIXUAN, Story


async def test_a_mute_lasts_as_long_as_said_in_reply_by_name_or_id_and_is_undone(story: Story) -> None:
    chat = story.world.chats[FORUM]
    said = await story.does(YINUO, "say", chat_id=FORUM, text="加我微信领红包")
    card = await story.says(MODERATOR, "/mute 1h 广告", reply_to=said["message_id"])
    assert "被禁言到" in card["text"] and "广告" in card["text"]  # noqa: PT018
    assert standing(chat, YINUO).until - story.world.now() in (3600, 3601)
    assert "可以说话了" in (await story.says(MODERATOR, f"/unmute {YINUO}"))["text"]
    assert standing(chat, YINUO).status == "member"
    for words in (f"/mute {YINUO} 2天 广告", f"/mute 2d @{story.world.people[YINUO].username} 广告"):
        await story.says(MODERATOR, words)
        assert standing(chat, YINUO).until - story.world.now() in (2 * 86400, 2 * 86400 + 1)
        await story.presses(MODERATOR, "撤销（管理员）")
        assert standing(chat, YINUO).status == "member"
    assert "最短 1 分钟" in (await story.says(MODERATOR, f"/mute {YINUO} 5s"))["text"]
    assert "也是管理员" in (await story.says(OWNER, f"/mute {MODERATOR} 1h"))["text"]
    assert standing(chat, YINUO).status == "member"


async def test_how_long_is_asked_by_buttons_that_only_the_asker_may_press(story: Story) -> None:
    chat = story.world.chats[FORUM]
    said = await story.does(YINUO, "say", chat_id=FORUM, text="加我微信领红包")
    asked = await story.says(MODERATOR, "/mute 广告", reply_to=said["message_id"])
    assert "多久？" in asked["text"]
    assert labels(asked) == ["1 小时", "1 天", "7 天"]
    await story.presses(OWNER, "1 天")
    assert standing(chat, YINUO).status == "member"
    await story.presses(MODERATOR, "1 天")
    assert asked["message_id"] not in chat.posts
    assert standing(chat, YINUO).until - story.world.now() in (86400, 86401)
    assert await story.rows("SELECT said FROM sanction_words") == [{"said": "加我微信领红包"}]
    await story.says(MODERATOR, f"/mute {YINUO}")
    await story.passes(601)
    with pytest.raises(AssertionError):
        story.button(FORUM, "1 天")


async def test_how_long_is_written_in_reply_to_the_question_with_another_reason_where_wished(story: Story) -> None:
    chat = story.world.chats[FORUM]
    said = await story.does(YINUO, "say", chat_id=FORUM, text="加我微信领红包")
    asked = await story.says(MODERATOR, "/mute 广告", reply_to=said["message_id"])
    assert "用法" in (await story.says(MODERATOR, "不知道", reply_to=asked["message_id"]))["text"]
    assert "最短 1 分钟" in (await story.says(MODERATOR, "5s", reply_to=asked["message_id"]))["text"]
    assert await story.says(OWNER, "2小时", reply_to=asked["message_id"]) == {}, "of whom nothing was asked"
    assert standing(chat, YINUO).status == "member"
    done = await story.says(MODERATOR, "2小时", reply_to=asked["message_id"])
    assert "被禁言到" in done["text"]
    assert "广告" in done["text"]
    assert asked["message_id"] not in chat.posts
    assert standing(chat, YINUO).until - story.world.now() in (7200, 7201)
    assert await story.rows("SELECT said FROM sanction_words") == [{"said": "加我微信领红包"}]
    assert await story.says(MODERATOR, "3小时", reply_to=done["message_id"]) == {}, "nothing is asked any more"
    await story.says(ZIXUAN, "早")
    asked = await story.says(MODERATOR, f"/mute {ZIXUAN}")
    assert "刷屏" in (await story.says(MODERATOR, "半小时 刷屏", reply_to=asked["message_id"]))["text"]
    before = standing(chat, YINUO).until
    asked = await story.says(MODERATOR, f"/mute {YINUO}")
    await story.says(MODERATOR, "算了", reply_to=asked["message_id"])
    assert asked["message_id"] not in chat.posts
    assert standing(chat, YINUO).until == before


async def test_how_long_is_asked_of_who_hides_and_any_press_of_the_right_does_it_without_a_name(story: Story) -> None:
    chat = story.world.chats[FORUM]
    said = await story.does(YINUO, "say", chat_id=FORUM, text="加我微信领红包")
    asked = await story.says(OWNER, "/mute 广告", reply_to=said["message_id"], anonymous=True)
    assert labels(asked) == ["1 小时", "1 天", "7 天"]
    assert "只有我知道" in asked["text"]
    await story.presses(ZIXUAN, "1 天")
    assert standing(chat, YINUO).status == "member", "a member has no such right"
    done = await story.presses(OWNER, "1 天")
    assert "被禁言到" in done["text"]
    assert standing(chat, YINUO).until - story.world.now() in (86400, 86401)
    assert await story.rows("SELECT said FROM sanction_words") == [{"said": "加我微信领红包"}]
    actors = await story.rows("SELECT actor_id, actor_name FROM sanctions")
    assert [(each["actor_id"], each["actor_name"]) for each in actors] == [(ANONYMOUS, "")]
    await story.says(ZIXUAN, "早")
    asked = await story.says(OWNER, f"/mute {ZIXUAN}", anonymous=True)
    aside = await story.says(OWNER, "/points", chat=FORUM)
    assert await story.says(OWNER, "谢谢", reply_to=aside["message_id"], anonymous=True) == {}, "said to something else"
    assert standing(chat, ZIXUAN).status == "member"
    told = await story.says(OWNER, "2小时 刷屏", reply_to=asked["message_id"], anonymous=True)
    assert (told["message_id"], labels(told)) == (asked["message_id"], ["确认"])
    assert standing(chat, ZIXUAN).status == "member", "another of them might have written it"
    assert "刷屏" in (await story.presses(OWNER, "确认"))["text"]
    assert standing(chat, ZIXUAN).until - story.world.now() in (7200, 7201)


async def test_the_panel_asks_for_a_name_and_a_span_and_no_more(story: Story) -> None:
    chat = story.world.chats[FORUM]
    name = story.world.people[YINUO].first_name
    await story.says(YINUO, "早")
    await story.says(MODERATOR, "/help")
    await story.says(MODERATOR, "/panel", chat=MODERATOR)
    await story.makes_up(MODERATOR, Began("mute", FORUM, 0), chat=MODERATOR)
    await story.presses(MODERATOR, name, chat=MODERATOR)
    assert "被禁言到" in (await story.presses(MODERATOR, "1 小时", chat=MODERATOR))["text"]
    assert standing(chat, YINUO).status == "restricted"
    assert "被禁言到" in story.world.sent(FORUM)[-1]["text"]
    await story.makes_up(MODERATOR, Began("ban", FORUM, 0), chat=MODERATOR)
    await story.presses(MODERATOR, name, chat=MODERATOR)
    await story.presses(MODERATOR, "不写了，直接来", chat=MODERATOR)
    assert standing(chat, YINUO).status == "kicked"
    await story.makes_up(MODERATOR, Began("unban", FORUM, 0), chat=MODERATOR)
    assert "可以再进群了" in (await story.presses(MODERATOR, name, chat=MODERATOR))["text"]
    assert standing(chat, YINUO).status == "left"


async def test_a_ban_keeps_out_until_it_is_lifted(story: Story) -> None:
    chat = story.world.chats[FORUM]
    await story.says(YINUO, "/start", chat=YINUO)
    await story.says(YINUO, "早")
    assert "只有管理员" in (await story.says(ZIXUAN, f"/ban {YINUO}"))["text"]
    assert "被封禁\n原因：广告" in (await story.says(MODERATOR, f"/ban {YINUO} 广告"))["text"]
    assert standing(chat, YINUO).status == "kicked"
    assert "广告" in story.world.sent(YINUO)[-1]["text"]
    assert "可以再进群了" in (await story.says(OWNER, f"/unban {YINUO}"))["text"]
    await story.does(YINUO, "join", chat_id=FORUM)
    assert standing(chat, YINUO).status == "member"


async def test_what_telegram_refused_is_told_and_not_in_force(story: Story) -> None:
    await story.says(YINUO, "早")
    refusal = "Bad Request: not enough rights to restrict/unrestrict chat member"
    story.world.faults.next("restrictChatMember", "error", code=400, description=refusal)
    await story.says(MODERATOR, f"/mute {YINUO} 1h 广告")
    assert "没有办成" in story.world.sent(FORUM)[-1]["text"]
    assert await story.rows("SELECT 1 AS n FROM sanctions WHERE lifted_at = 0") == []


async def test_without_the_bots_right_and_in_basic_groups_it_is_said(story: Story) -> None:
    await story.says(YINUO, "早")
    await story.says(YINUO, "早", chat=HIKE)
    assert "普通群" in (await story.says(OWNER, f"/mute {YINUO} 1h", chat=HIKE))["text"]
    assert "被封禁" in (await story.says(OWNER, f"/ban {YINUO}", chat=HIKE))["text"]
    assert standing(story.world.chats[HIKE], YINUO).status == "left"
    assert "直接把人加回来" in (await story.says(OWNER, f"/unban {YINUO}", chat=HIKE))["text"]
    await story.does(OWNER, "promote", chat_id=FORUM, user_id=story.world.bot.id, rights=["can_pin_messages"])
    assert "权限" in (await story.says(OWNER, f"/mute {YINUO} 1h"))["text"]
    assert standing(story.world.chats[FORUM], YINUO).status == "member"

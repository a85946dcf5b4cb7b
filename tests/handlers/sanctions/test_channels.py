"""Stories of whoever writes in a channel's name: the channel is banned, by command or at the desk, and let back."""

from __future__ import annotations

from pathlib import Path

import pytest

from playground.world.errors import RefusedError
from tests.handlers.guard.scene import IN_EARNEST, LINK, met, says, stands
from tests.story import FORUM, HIKE, KITCHEN, MODERATOR, MUYANG, OWNER, YINUO, Story, told

AS = "好物频道"


async def may_speak(story: Story, chat: int, channel: str = AS) -> bool:
    try:
        await says(story, MUYANG, "大家好", chat, channel=channel)
    except RefusedError:
        return False
    return True


@pytest.mark.parametrize("is_hidden", [False, True], ids=["openly", "hidden"])
@pytest.mark.parametrize("chat", [FORUM, KITCHEN], ids=["forum", "supergroup"])
async def test_a_reply_bans_the_channel_and_one_press_lets_it_back(story: Story, chat: int, *, is_hidden: bool) -> None:
    said = await says(story, MUYANG, "看我的频道", chat, channel=AS)
    card = await story.says(OWNER, "/ban 拉人", reply_to=said["message_id"], chat=chat, anonymous=is_hidden)
    if is_hidden:
        await story.presses(OWNER, "确认", chat=chat)
        card = story.world.sent(chat)[-1]
    assert "被封禁" in card["text"]
    assert "/appeal" not in card["text"], "nobody is behind it whom the bot could hear"
    assert not await may_speak(story, chat)
    assert not await may_speak(story, chat, "另一个频道"), "as Telegram has it"
    await story.presses(OWNER, "撤销（管理员）", chat=chat)
    assert story.toasts(OWNER)[-1] == "撤销了。", "nobody was told"
    assert await may_speak(story, chat)
    await story.says(OWNER, "/ban", reply_to=said["message_id"], chat=chat)
    lifted = await story.says(OWNER, "/unban", reply_to=said["message_id"], chat=chat)
    assert "可以再用频道身份说话了" in lifted["text"]
    assert await may_speak(story, chat)


async def test_what_cannot_be_done_to_a_channel_is_said_with_what_can(story: Story) -> None:
    said = await says(story, MUYANG, "看我的频道", channel=AS)
    for command in ("/mute 1h", "/warn", "/unmute"):
        assert "发 /ban" in (await story.says(OWNER, command, reply_to=said["message_id"]))["text"]
    assert "没有频道身份" in (await story.says(OWNER, f"/ban {said['sender_chat']['id']}", chat=HIKE))["text"]
    story.world.auto_forward(KITCHEN, "厨房公告", "新文章")
    own = await says(story, OWNER, "置顶看公告", KITCHEN, channel="厨房公告")
    assert "也是管理员" in (await story.says(OWNER, "/ban", reply_to=own["message_id"], chat=KITCHEN))["text"]
    await story.does(OWNER, "promote", chat_id=FORUM, user_id=story.world.bot.id, rights=["can_pin_messages"])
    assert "权限" in (await story.says(OWNER, "/ban", reply_to=said["message_id"]))["text"]
    assert await may_speak(story, FORUM)
    assert await story.rows("SELECT 1 AS n FROM sanctions") == []


@pytest.mark.parametrize("how", ["held", "asked", "reported"])
async def test_a_press_at_the_desk_bans_the_channel_and_another_lets_it_back(tmp_path: Path, how: str) -> None:
    async with told(tmp_path, IN_EARNEST) as story:
        await met(story)
        words = {"held": LINK, "asked": "招兼职，日结三百，加薇 abc12345", "reported": "你们都是傻子"}[how]
        said = await says(story, MUYANG, words, channel=AS)
        if how == "reported":
            await story.says(YINUO, "/report", reply_to=said["message_id"])
            await story.presses(MODERATOR, "删掉这条", chat=MODERATOR)
        assert stands(story, said) == (how == "asked")
        await story.does(OWNER, "promote", chat_id=FORUM, user_id=story.world.bot.id, rights=["can_delete_messages"])
        await story.presses(MODERATOR, "封禁这个频道", chat=MODERATOR)
        assert "封禁用户" in story.toasts(MODERATOR)[-1], "the right that the bot lacks"
        rights = ["can_delete_messages", "can_restrict_members"]
        await story.does(OWNER, "promote", chat_id=FORUM, user_id=story.world.bot.id, rights=rights)
        assert "封禁了这个频道" in (await story.presses(MODERATOR, "封禁这个频道", chat=MODERATOR))["text"]
        assert not await may_speak(story, FORUM)
        lifted = await story.presses(MODERATOR, "撤销（管理员）", chat=MODERATOR)
        assert "已撤销" in lifted["text"]
        assert await may_speak(story, FORUM)

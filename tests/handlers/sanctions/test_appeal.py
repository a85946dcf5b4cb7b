"""Stories of a mistaken member who asks why, appeals to somebody else, and is heard."""

from __future__ import annotations

from playground.world.state import standing
from tests.story import FORUM, HIKE, MODERATOR, OWNER, YINUO, ZIXUAN, Story


async def muted(story: Story) -> None:
    for who in (OWNER, MODERATOR, YINUO):
        await story.says(who, "/help")
        await story.says(who, "/start", chat=who)
    said = await story.does(YINUO, "say", chat_id=FORUM, text="这家店打八折")
    await story.says(MODERATOR, "/mute 1d 广告", reply_to=said["message_id"])


async def test_an_appeal_goes_past_the_one_who_acted_and_is_granted_with_the_words_gone_after(story: Story) -> None:
    await muted(story)
    assert "禁言到" in (await story.says(YINUO, "/why", chat=YINUO))["text"]
    assert "用法" in (await story.says(YINUO, "/appeal", chat=YINUO))["text"]
    before = len(story.world.sent(MODERATOR))
    assert "别的管理员" in (await story.says(YINUO, "/appeal 我只是分享自己去吃的店", chat=YINUO))["text"]
    assert len(story.world.sent(MODERATOR)) == before, "past whom it concerns"
    card = story.world.sent(OWNER)[-1]["text"]
    assert "我只是分享" in card and "这家店打八折" in card and "广告" in card  # noqa: PT018
    assert "申诉 1 条" in (await story.says(OWNER, "/panel", chat=OWNER))["text"]
    assert "申诉" not in (await story.says(MODERATOR, "/panel", chat=MODERATOR))["text"]
    await story.presses(OWNER, "撤销处理", chat=OWNER)
    assert standing(story.world.chats[FORUM], YINUO).status == "member"
    assert any("撤销了：禁言" in each["text"] for each in story.world.sent(YINUO)[-2:])
    assert "已撤销" in next(each["text"] for each in story.world.sent(FORUM) if "已撤销" in each["text"])
    assert await story.rows("SELECT * FROM sanction_words") == []
    assert "没有可以申诉" in (await story.says(YINUO, "/appeal 再来", chat=YINUO))["text"]


async def test_an_appeal_that_fails_stands_once_and_nobody_judges_their_own(story: Story) -> None:
    await muted(story)
    await story.says(YINUO, "/appeal #1 冤枉", chat=YINUO)
    assert "已经申诉过" in (await story.says(YINUO, "/appeal 冤枉", chat=YINUO))["text"]
    data = story.button(OWNER, "维持")[1]
    story.world.press_vanished(MODERATOR, MODERATOR, story.world.sent(MODERATOR)[-1]["message_id"], data)
    await story.settle()
    assert "请别的管理员" in story.toasts(MODERATOR)[-1]
    await story.presses(OWNER, "维持", chat=OWNER)
    assert standing(story.world.chats[FORUM], YINUO).status == "restricted"
    assert "决定维持" in story.world.sent(YINUO)[-1]["text"]
    assert "没有可以申诉" in (await story.says(ZIXUAN, "/appeal 我呢", chat=ZIXUAN))["text"]
    assert "私聊" in (await story.says(ZIXUAN, "/appeal 我呢"))["text"]


async def test_whoever_was_put_out_reads_why_in_private_and_of_every_group(story: Story) -> None:
    await story.says(YINUO, "/start", chat=YINUO)
    for chat in (FORUM, HIKE):
        await story.says(YINUO, "早", chat=chat)
        await story.says(OWNER, f"/ban {YINUO} 广告", chat=chat)
    told = (await story.says(YINUO, "/why", chat=YINUO))["text"]
    assert told.count("封禁") == 2
    assert all(story.world.chats[chat].title in told for chat in (FORUM, HIKE))
    assert "/appeal #" in told
    unseen = (await story.says(OWNER, "/mute 99999 1h"))["text"]
    assert "请 TA 先说句话" in unseen, "no amount is asked for"

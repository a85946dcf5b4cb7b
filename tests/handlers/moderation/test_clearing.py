"""Stories of claims that somebody reports as false: brought to moderators, who post what is true below the claim."""

from __future__ import annotations

from handlers.moderation.reports import Clears
from tests.story import FORUM, MODERATOR, OWNER, YINUO, ZIXUAN, Message, Story

CLAIM = "明天全城停水三天"


async def claimed(story: Story, how: str) -> Message:
    for who in (OWNER, MODERATOR, YINUO):
        await story.says(who, "/help")
        await story.says(who, "/start", chat=who)
    said: Message = await story.does(ZIXUAN, "say", chat_id=FORUM, text=CLAIM)
    await story.does(YINUO, "say", chat_id=FORUM, text=how, reply_to=said["message_id"])
    return said


async def test_what_is_true_is_posted_below_the_claim_and_who_asked_hears_of_it(story: Story) -> None:
    said = await claimed(story, "求辟谣！")
    card = story.world.sent(MODERATOR)[-1]["text"]
    assert CLAIM in card
    assert "求辟谣" in card
    assert story.world.people[YINUO].first_name not in card
    assert "最好带上出处" in (await story.presses(MODERATOR, "🔎 辟谣 / 发核实结果", chat=MODERATOR))["text"]
    await story.says(MODERATOR, "只停城东 2 小时，见水务局通知", chat=MODERATOR)
    posted = story.world.sent(FORUM)[-1]
    assert posted["text"] == "🔎 核实：只停城东 2 小时，见水务局通知"
    assert posted["reply_to_message"]["message_id"] == said["message_id"]
    assert "结果发在群里了" in story.world.sent(YINUO)[-1]["text"]
    assert "发了核实结果" in story.world.sent(OWNER)[-1]["text"]
    await story.makes_up(OWNER, Clears(1), chat=OWNER)
    assert "已经处理" in story.toasts(OWNER)[-1]
    assert [row["deed"] for row in await story.rows("SELECT deed FROM audit")] == ["cleared", "report_upheld"]


async def test_never_mind_leaves_it_open_for_another(story: Story) -> None:
    await claimed(story, "/report 假消息")
    await story.presses(MODERATOR, "🔎 辟谣 / 发核实结果", chat=MODERATOR)
    assert "先不发" in (await story.says(MODERATOR, "算了", chat=MODERATOR))["text"]
    await story.presses(OWNER, "🔎 辟谣 / 发核实结果", chat=OWNER)
    await story.says(ZIXUAN, "/help")
    before = len(story.world.sent(FORUM))
    await story.says(OWNER, "查过了，是真的", chat=OWNER)
    assert len(story.world.sent(FORUM)) == before + 1


async def test_of_the_bots_own_announcement_the_post_itself_is_put_right(story: Story) -> None:
    await story.says(OWNER, "/start", chat=OWNER)
    await story.says(OWNER, "/announce 周五停电", chat=FORUM)
    await story.presses(OWNER, "发出")
    post = next(each for each in reversed(story.world.sent(FORUM)) if each.get("text") == "周五停电")
    await story.does(YINUO, "say", chat_id=FORUM, text="举报假消息", reply_to=post["message_id"])
    await story.presses(OWNER, "🔎 辟谣 / 发核实结果", chat=OWNER)
    await story.says(OWNER, "是周六", chat=OWNER)
    shown = {each["message_id"]: each.get("text", "") for each in story.world.sent(FORUM)}
    assert "✏️ 更正" in shown[post["message_id"]]
    assert await story.rows("SELECT state FROM reports") == [{"state": "upheld"}]

"""Stories of moderators at work together: shifts that begin and end, handing over, ready replies, and the load."""

from __future__ import annotations

from handlers.command.shortcuts import Began
from tests.story import FORUM, MODERATOR, NEWCOMER, OWNER, YINUO, ZIXUAN, Message, Story

HOUR = 3600


async def met(story: Story) -> None:
    for who in (OWNER, MODERATOR):
        await story.says(who, "/help")
        await story.says(who, "/start", chat=who)
    await story.says(YINUO, "早")


async def begins(story: Story, name: str, who: int = MODERATOR) -> Message:
    return await story.makes_up(who, Began(name, FORUM, 0), chat=who)


async def test_a_shift_taken_by_a_press_is_shown_and_its_end_asks_to_hand_over(story: Story) -> None:
    await met(story)
    await begins(story, "duty_on")
    assert "值班到 14:00" in (await story.presses(MODERATOR, "2 小时", chat=MODERATOR))["text"]
    assert "🤝 值班：周明远，到 14:00" in (await story.says(OWNER, "/panel", chat=OWNER))["text"]
    said = await story.does(ZIXUAN, "say", chat_id=FORUM, text="你们都是傻子")
    await story.says(YINUO, "/report 骂人", reply_to=said["message_id"])
    await story.restart()
    await story.passes(2 * HOUR + 1)
    assert "有什么要交代" in story.world.sent(MODERATOR)[-1]["text"]
    assert "值班：" not in (await story.says(OWNER, "/panel", chat=OWNER))["text"]
    await story.presses(MODERATOR, "交班", chat=MODERATOR)
    assert "1 处收到" in (await story.says(MODERATOR, "子轩今天火气大", chat=MODERATOR))["text"]
    card = story.world.sent(OWNER)[-1]["text"]
    assert "周明远 交班" in card
    assert "子轩今天火气大" in card
    assert "举报 1 条" in card
    await story.passes(HOUR)
    assert "交班" not in story.world.sent(MODERATOR)[-1].get("text", ""), "once"


async def test_a_weekly_shift_comes_again_and_is_dropped_by_whose_it_is(story: Story) -> None:
    await met(story)
    await begins(story, "duty_plan", OWNER)
    assert "没看懂" in (await story.says(OWNER, "周五晚上", chat=OWNER))["text"]
    assert "每周" in (await story.says(OWNER, "@mingyuan 每周日 20:00 3小时", chat=OWNER))["text"]
    await begins(story, "duty_plan", OWNER)
    assert (
        "只有管理员" in (await story.says(OWNER, f"@{story.world.people[YINUO].username} 20:00 1h", chat=OWNER))["text"]
    )
    assert "1月17日 周日 20:00–23:00" in (await begins(story, "duty_show", OWNER))["text"]
    for day in ("1月24日", "1月31日"):
        await story.passes(7 * 24 * HOUR)
        assert day in (await begins(story, "duty_show", OWNER))["text"]
    begun = [each for each in story.world.sent(MODERATOR) if "轮到你" in each.get("text", "")]
    assert len(begun) == 0, "a bot that slept through a shift calls nobody to it afterwards"
    await begins(story, "duty_off")
    await story.presses(MODERATOR, "周明远　每周，下次 1月31日 周日 20:00–23:00", chat=MODERATOR)
    assert "还没有人排班" in (await begins(story, "duty_show"))["text"]


async def test_whoever_hands_over_early_gives_it_to_who_is_on_duty_and_is_so_no_more(story: Story) -> None:
    await met(story)
    for who in (OWNER, MODERATOR):
        await begins(story, "duty_on", who)
        await story.presses(who, "8 小时", chat=who)
    await begins(story, "handover")
    await story.says(MODERATOR, "都好", chat=MODERATOR)
    assert "都好" in story.world.sent(OWNER)[-1]["text"]
    assert "周明远" not in (await story.says(OWNER, "/panel", chat=OWNER))["text"]


async def test_a_ready_reply_is_said_in_reply_by_moderators_alone(story: Story) -> None:
    await met(story)
    await begins(story, "ready_new")
    assert "写成一行" in (await story.says(MODERATOR, "报名", chat=MODERATOR))["text"]
    assert "「答报名」" in (await story.says(MODERATOR, "报名 | 报名链接在置顶，周四截止", chat=MODERATOR))["text"]
    await story.restart()
    asked = await story.does(NEWCOMER, "join", chat_id=FORUM)
    asked = await story.does(YINUO, "say", chat_id=FORUM, text="在哪报名？")
    before = len(story.world.sent(FORUM))
    await story.does(ZIXUAN, "say", chat_id=FORUM, text="答报名", reply_to=asked["message_id"])
    assert len(story.world.sent(FORUM)) == before, "of a member it is talk"
    word = await story.does(MODERATOR, "say", chat_id=FORUM, text="答 报名", reply_to=asked["message_id"])
    said = story.world.sent(FORUM)[-1]
    assert said["text"] == "报名链接在置顶，周四截止"
    assert said["reply_to_message"]["message_id"] == asked["message_id"]
    assert word["message_id"] not in story.world.chats[FORUM].posts
    await begins(story, "ready")
    await story.presses(MODERATOR, "报名", chat=MODERATOR)
    await story.presses(MODERATOR, "发到群里", chat=MODERATOR)
    assert story.world.sent(FORUM)[-1]["text"] == said["text"]
    await story.presses(MODERATOR, "删掉", chat=MODERATOR)
    before = len(story.world.sent(FORUM))
    await story.does(MODERATOR, "say", chat_id=FORUM, text="答报名")
    assert len(story.world.sent(FORUM)) == before


async def test_the_load_is_counted_by_who_did_it(story: Story) -> None:
    await met(story)
    assert "一共 0 件" in (await begins(story, "load"))["text"]
    for who, times in ((MODERATOR, 3), (OWNER, 1)):
        for _ in range(times):
            await story.says(who, f"/warn {YINUO} 刷屏")
    told = (await begins(story, "load"))["text"]
    assert "一共 5 件" in told
    assert "周明远：4 件（80%）" in told, "the third warning brought a mute"
    assert "最忙的是 12–18 点" in told

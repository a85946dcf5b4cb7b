"""Stories of the moderators' card of an incident: roles are called for, steps ticked off; a drill shows no more."""

from __future__ import annotations

from pathlib import Path

from tests.buttons import labels
from tests.story import FORUM, MODERATOR, OWNER, YINUO, Story, told


async def met(story: Story) -> None:
    for who in (OWNER, MODERATOR):
        await story.says(who, "/help")
        await story.says(who, "/start", chat=who)


async def test_roles_are_taken_and_steps_done_on_every_card_alike(story: Story) -> None:
    await met(story)
    await story.says(OWNER, "/incident open 服务器挂了")
    card = story.world.sent(MODERATOR)[-1]
    assert "现场处理：还没有人" in card["text"]
    assert labels(card) == ["🙋 现场处理", "🙋 对外说明", "🙋 记录时间线", "1", "2", "3", "4", "5"]
    await story.presses(MODERATOR, "🙋 对外说明", chat=MODERATOR)
    assert "对外说明：周明远" in story.world.sent(OWNER)[-1]["text"]
    await story.presses(OWNER, "🙋 对外说明", chat=OWNER)
    assert "周明远 已经在做了" in story.toasts(OWNER)[-1]
    await story.presses(OWNER, "2", chat=OWNER)
    await story.restart()
    assert "☑ 2. " in story.world.sent(MODERATOR)[-1]["text"]
    await story.presses(OWNER, "☑ 2", chat=OWNER)
    assert "☐ 2. " in story.world.sent(MODERATOR)[-1]["text"], "given back"
    await story.passes(1800)
    await story.says(OWNER, "/incident close 好了")
    assert "用了 30 分钟：分工 1/3，步骤 0/5" in story.world.sent(MODERATOR)[-1]["text"]
    assert labels(story.world.sent(MODERATOR)[-1]) == []


async def test_a_drill_is_seen_by_moderators_alone_holds_nothing_and_stands_in_nobodys_way(tmp_path: Path) -> None:
    extra = '[incident]\nroles = ["盯群"]\nplaybook = ["先关门"]\n'
    async with told(tmp_path, extra) as story:
        await met(story)
        before = len(story.world.sent(FORUM))
        assert "只有管理员" in (await story.says(YINUO, "/incident drill"))["text"]
        assert "发到 2 处" in (await story.says(OWNER, "/incident drill 断网", chat=OWNER))["text"]
        assert "管理员的卡片上" in (await story.says(OWNER, "/incident close"))["text"], "how it went is not for all"
        await story.says(OWNER, "/incident drill 断网", chat=OWNER)
        assert "已经有一场演练" in (await story.says(OWNER, "/incident drill", chat=OWNER))["text"]
        assert len(story.world.sent(FORUM)) == before + 2, "a refusal, and that it is over"
        card = story.world.sent(MODERATOR)[-1]
        assert "演练：断网" in card["text"]
        assert labels(card) == ["🙋 盯群", "1", "结束演练"]
        assert "正在处理突发情况" not in (await story.says(OWNER, "/announce 今晚停机"))["text"]
        await story.says(OWNER, "/incident open 真的断网")
        assert "真的断网" in story.world.sent(FORUM)[-1]["text"]
        await story.says(OWNER, "/incident close")
        for label in ("🙋 盯群", "结束演练"):
            message, data = next(
                (each["message_id"], key["callback_data"])
                for each in story.world.sent(MODERATOR)
                for row in each.get("reply_markup", {}).get("inline_keyboard", [])
                for key in row
                if key["text"] == label
            )
            await story.does(MODERATOR, "press", chat_id=MODERATOR, message_id=message, data=data)
        assert any("分工 1/1，步骤 0/1" in each.get("text", "") for each in story.world.sent(OWNER))
        assert "没有进行中" in (await story.says(OWNER, "/incident close"))["text"]


async def test_without_a_moderator_in_reach_a_drill_says_so(story: Story) -> None:
    assert "没有能收到" in (await story.says(OWNER, "/incident drill"))["text"]

"""Stories of warnings that lapse and add up, and of what a press takes back."""

from __future__ import annotations

from pathlib import Path

from playground.world.state import standing
from tests.story import FORUM, HIKE, MODERATOR, OWNER, YINUO, ZIXUAN, Story, told

DAY = 86400


def status(story: Story, who: int, chat: int = FORUM) -> str:
    return standing(story.world.chats[chat], who).status


async def test_the_third_warning_mutes_for_a_day_as_the_second_said_and_one_press_takes_it_all_back(
    story: Story,
) -> None:
    await story.says(YINUO, "早")
    assert "再有 2 次：禁言 1 天" in (await story.says(MODERATOR, f"/warn {YINUO} 刷屏"))["text"]
    assert "再有 1 次：禁言 1 天" in (await story.says(MODERATOR, f"/warn {YINUO} 刷屏"))["text"]
    assert status(story, YINUO) == "member"
    card = (await story.says(MODERATOR, f"/warn {YINUO} 刷屏"))["text"]
    assert "第 3 次" in card and "已满次数：禁言 1 天" in card  # noqa: PT018
    muted = standing(story.world.chats[FORUM], YINUO)
    assert muted.status == "restricted"
    assert muted.until - story.world.now() in (DAY, DAY + 1), "the bot's clock may be a second ahead"
    await story.presses(ZIXUAN, "撤销（管理员）")
    assert "只有管理员" in story.toasts(ZIXUAN)[-1]
    assert status(story, YINUO) == "restricted"
    assert "已撤销" in (await story.presses(OWNER, "撤销（管理员）"))["text"]
    assert status(story, YINUO) == "member"
    assert "第 3 次" in (await story.says(MODERATOR, f"/warn {YINUO} 又刷屏"))["text"], (
        "what was taken back counts no more"
    )


async def test_a_mute_of_the_ladder_ends_by_itself_and_warnings_lapse(story: Story) -> None:
    await story.says(YINUO, "早")
    for _ in range(3):
        await story.says(MODERATOR, f"/warn {YINUO}")
    await story.end()
    story.world.clock.advance(DAY + 1)
    await story.does(YINUO, "say", chat_id=FORUM, text="我回来了")
    await story.begin()
    assert "第 4 次" in (await story.says(MODERATOR, f"/warn {YINUO}"))["text"]
    await story.passes(30 * DAY)
    assert "没有生效的警告" in (await story.says(YINUO, "/warnings"))["text"]
    assert "第 1 次" in (await story.says(MODERATOR, f"/warn {YINUO}"))["text"]


async def test_who_may_warn_but_not_mute_leaves_the_step_to_somebody_who_may(tmp_path: Path) -> None:
    async with told(tmp_path, '[warnings]\nladder = ["1: mute 1h"]\n') as story:
        await story.does(OWNER, "promote", chat_id=FORUM, user_id=ZIXUAN, rights=["can_invite_users"])
        await story.says(YINUO, "早")
        assert "请有权限的管理员来办" in (await story.says(ZIXUAN, f"/warn {YINUO} 广告"))["text"]
        await story.presses(ZIXUAN, "照规定办（管理员）")
        assert "权限，你还没有" in story.toasts(ZIXUAN)[-1]
        assert status(story, YINUO) == "member"
        assert "已满次数：禁言 1 小时" in (await story.presses(OWNER, "照规定办（管理员）"))["text"]
        assert status(story, YINUO) == "restricted"


async def test_moderators_are_not_warned_and_members_look_up_nobody_but_themselves(story: Story) -> None:
    await story.says(MODERATOR, "早")
    await story.says(YINUO, "/start", chat=YINUO)
    assert "也是管理员" in (await story.says(OWNER, f"/warn {MODERATOR}"))["text"]
    await story.says(ZIXUAN, "早")
    await story.says(OWNER, f"/warn {ZIXUAN} 广告")
    assert "只有管理员" in (await story.says(YINUO, f"/warnings {ZIXUAN}"))["text"]
    assert "广告" in (await story.says(MODERATOR, f"/warnings {ZIXUAN}"))["text"]
    assert "私信" in (await story.says(YINUO, "/warnings"))["text"]
    assert "没有生效的警告" in story.world.sent(YINUO)[-1]["text"]


async def test_in_a_basic_group_a_step_that_mutes_is_told_and_not_done(tmp_path: Path) -> None:
    async with told(tmp_path, '[warnings]\nladder = ["1: mute 1h", "2: ban"]\n') as story:
        await story.says(YINUO, "早", chat=HIKE)
        card = await story.says(OWNER, f"/warn {YINUO}", chat=HIKE)
        assert "请有权限的管理员来办" in card["text"]
        await story.presses(OWNER, "照规定办（管理员）", chat=HIKE)
        assert "普通群" in story.toasts(OWNER)[-1]
        await story.says(OWNER, f"/warn {YINUO}", chat=HIKE)
        assert status(story, YINUO, HIKE) == "left"


async def test_a_warning_cites_a_rule_of_the_groups_own_by_its_number(tmp_path: Path) -> None:
    async with told(tmp_path, '[rules]\ntext = """不发广告\n不骂人"""\n') as story:
        said = await story.does(YINUO, "say", chat_id=FORUM, text="加我微信")
        card = (await story.says(MODERATOR, "/warn 1 又来了", reply_to=said["message_id"]))["text"]
        assert "群规第 1 条：不发广告" in card
        assert "原因：又来了" in card
        assert "群规第 2 条：不骂人" in (await story.says(MODERATOR, f"/mute {YINUO} 1h 2"))["text"]
        assert await story.rows("SELECT kind, rule FROM sanctions") == [
            {"kind": "warn", "rule": 1},
            {"kind": "mute", "rule": 2},
        ]
        before = len(story.world.sent(FORUM))
        await story.says(MODERATOR, f"/warn {YINUO} 7 乱来")
        assert "警告" not in story.world.sent(FORUM)[-1]["text"]
        assert len(story.world.sent(FORUM)) == before + 1

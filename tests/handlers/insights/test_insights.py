"""Stories of what counts say: a sentence and a picture each, for moderators, of five people at least."""

from __future__ import annotations

from pathlib import Path

from bot.services import insights, segments
from bot.services.schedule.reading import calendar_of
from tests.handlers.insights.town import DAY, live, talk
from tests.story import FORUM, MODERATOR, MUYANG, OWNER, PEISHAN, TSZCHING, XIAOMAN, YINUO, ZIXUAN, Story, told

FIVE = (YINUO, ZIXUAN, PEISHAN, MUYANG, TSZCHING)


async def test_how_far_newcomers_got_is_counted_by_the_day_and_way_they_came(story: Story) -> None:
    await live(story)
    found = await insights.of_arrivals(story.app.database.reads, chat_id=FORUM, first=0, last=2**20)
    assert sum(each.came for each in found) == 12
    assert {each.source for each in found} == {"open", "added"}
    assert {each.first_deed for each in found} == {"spoke", ""}
    told = [
        sum(getattr(each, name) for each in found) for name in ("spoke", "stayed", "next_day", "in_week", "checked_in")
    ]
    assert told == [10, 6, 6, 4, 3]


async def test_every_screen_is_told_from_the_statistics_by_buttons(story: Story) -> None:
    came = await live(story)
    await talk(story, came[:6])
    await story.says(MODERATOR, "/stats 20")
    for label, sentence in (
        ("每天几人", "平均每天"),
        ("新人留下", "12 位新人，一周里又来说话的占 33%"),
        ("新人做到哪", "12 位新人，说过话的占 83%"),
        ("从哪来", "留下最多"),
        ("成员分层", "新人：进群不到两周"),
        ("哪个时段", "最热闹"),
    ):
        shown = await story.presses(MODERATOR, label)
        assert sentence in shown["caption"], (label, shown)
        assert "photo" in shown
    assert "新来的还不够多" in (await story.presses(MODERATOR, "先做了什么"))["text"]
    assert "还没什么人应" in (await story.presses(MODERATOR, "什么有人应"))["text"]
    assert "[stats] words" in (await story.presses(MODERATOR, "在聊什么"))["text"]


async def test_a_member_is_told_whose_they_are_and_fewer_than_five_are_not_told_of(story: Story) -> None:
    await talk(story, FIVE[:2])
    assert "管理员" in (await story.says(YINUO, "/segments"))["text"]
    await story.says(MODERATOR, "/segments")
    await story.presses(YINUO, "新人留下")
    assert "管理员" in story.toasts(YINUO)[-1]
    assert "满 5 人才显示" in (await story.presses(MODERATOR, "新人做到哪"))["text"]


async def test_who_talked_on_six_of_fourteen_days_and_fell_silent_is_at_risk(story: Story) -> None:
    people = (*FIVE, XIAOMAN)
    for _ in range(7):
        await talk(story, people)
        await story.passes(DAY)
    await story.passes(15 * DAY)
    await talk(story, people[:1])
    now = int(story.world.clock.exactly())
    today = calendar_of(story.chats.group(FORUM)).day_of(now)
    found = await segments.of_segments(story.app.database.reads, chat_id=FORUM, today=today, now=now)
    assert found.people["at_risk"] == 5
    await story.passes(30 * DAY)
    later = await segments.of_segments(story.app.database.reads, chat_id=FORUM, today=today + 30, now=now + 30 * DAY)
    assert later.came_true is not None
    assert later.came_true[:2] == (5, 5)


async def test_what_comes_back_is_told_by_the_kind_of_post(story: Story) -> None:
    await story.says(MODERATOR, "/lottery new 台灯 x1 | title 台灯 | ends manual")
    for who in FIVE:
        await story.presses(who, "参加")
    await story.says(MODERATOR, "/stats")
    await story.says(MODERATOR, "/segments")
    shown = await story.presses(MODERATOR, "什么有人应")
    assert "抽奖最有人应，每条 5.0 次" in shown["caption"]


async def test_posts_that_come_back_more_are_suggested_with_both_numbers(story: Story) -> None:
    for line, label, times in (
        ("/lottery new 台灯 x1 | title 台灯 | ends manual", "参加", 3),
        ("/event new 夜话 | 明天 20:00", "报名", 1),
    ):
        for _ in range(times):
            await story.says(MODERATOR, line)
            for who in FIVE:
                await story.presses(who, label)
    await story.says(MODERATOR, "/event new 茶会 | 明天 21:00")
    await story.says(MODERATOR, "/event new 棋会 | 明天 22:00")
    await story.says(MODERATOR, "/segments")
    shown = await story.presses(MODERATOR, "三条建议")
    assert "📌 多发些抽奖\n每条有 5.0 次回应，第二的只有 1.7 次" in shown["text"]


async def test_those_who_came_just_now_are_counted_and_no_share_is_told(story: Story) -> None:
    await live(story, days=7)
    await story.says(MODERATOR, "/segments")
    shown = await story.presses(MODERATOR, "新人留下")
    assert "12 位新人，还没满一周" in shown["caption"]


async def test_suggestions_come_with_their_reason(story: Story) -> None:
    for who in FIVE:
        for _ in range(2):
            await story.says(who, "/grant 许多 @nobody_here")
    await story.says(MODERATOR, "/segments")
    shown = await story.presses(MODERATOR, "三条建议")
    assert "把 /grant 的用法再说一遍\n四周里被拒了 10 次，占 100%" in shown["text"]


async def test_the_reports_set_targets_beside_what_was(tmp_path: Path) -> None:
    entries = "\n".join(
        f'[[schedule]]\nname = "{name}"\nchats = [{FORUM}]\nwhen = "{when}"\nreport = "{report}"\n'
        for name, when, report in (("周报", "每周一 9:00", "group"), ("月报", "每月1日 9:00", "group_month"))
    )
    async with told(tmp_path, f"[stats]\nvoices = 20\nnewcomers = 3\n{entries}") as story:
        await talk(story, FIVE)
        await story.passes(DAY + 21 * 3600)  # Monday, 9 o'clock
        said = [each["text"] for each in story.world.sent(FORUM) if "群周报" in each.get("text", "")]
        assert "🎯 发言 5 人，目标 20 人" in said[-1]
        await story.passes(14 * DAY)  # the first of February, 9 o'clock
        said = [each["text"] for each in story.world.sent(FORUM) if "群月报" in each.get("text", "")]
        assert "1月1日 到 1月31日" in said[-1]
        assert "🎯 新成员" in said[-1]


async def test_before_and_after_a_change_come_with_their_range(story: Story) -> None:
    await story.says(MODERATOR, "/segments")
    assert "还没有可比的改动" in (await story.presses(MODERATOR, "改动前后"))["text"]
    people = (*FIVE, XIAOMAN, MODERATOR)
    for day in range(13):
        await talk(story, people if day > 6 else people[: 5 + day % 2])
        if day == 7:
            await story.says(OWNER, "/rules set\n对事不对人")
        for _ in range(2):
            await story.passes(DAY // 2)
    await story.says(MODERATOR, "/segments")
    shown = await story.presses(MODERATOR, "改动前后")
    assert "改群规以后，每天说话的人从 5.4 变成 7.0" in shown["caption"]
    assert "不像碰巧" in shown["caption"]

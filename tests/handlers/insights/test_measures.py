"""Stories of how the desk does, of the mood by topic, and of two kinds of posts against each other."""

from __future__ import annotations

from bot.domain.activity import HOUR
from bot.domain.mood.pulse import WINDOW, Counts
from storage import mood
from tests.handlers.insights.town import DAY
from tests.story import FORUM, MODERATOR, MUYANG, PEISHAN, TSZCHING, YINUO, ZIXUAN, Story

FIVE = (YINUO, ZIXUAN, PEISHAN, MUYANG, TSZCHING)


async def shown(story: Story, label: str) -> str:
    await story.says(MODERATOR, "/segments")
    told = await story.presses(MODERATOR, label)
    return str(told.get("caption") or told["text"])


async def test_the_desk_is_told_how_soon_half_of_what_is_given_is_answered(story: Story) -> None:
    for who in FIVE:
        await story.says(who, "/feedback 门禁又坏了")
    assert "还不够多" in await shown(story, "多快有回音")
    for number, wait in enumerate((600, 600, 2 * HOUR, 30 * HOUR, 100 * HOUR), 1):
        await story.passes(wait)
        await story.says(MODERATOR, f"/feedback {number} answer 修好了", chat=MODERATOR)
    await story.passes(DAY)
    assert "5 条反馈，一半在 2 小时内有回音" in await shown(story, "多快有回音")


async def test_half_of_what_was_answered_within_the_hour_is_told_in_minutes(story: Story) -> None:
    for who in FIVE:
        await story.says(who, "/feedback 门禁又坏了")
    for number, wait in enumerate((300, 300, 300, 300, 5 * HOUR), 1):
        await story.passes(wait)
        await story.says(MODERATOR, f"/feedback {number} answer 修好了", chat=MODERATOR)
    assert "5 条反馈，一半在 15 分钟内有回音" in await shown(story, "多快有回音")


async def test_the_gloomiest_topic_is_told_with_its_range_where_five_people_spoke(story: Story) -> None:
    rooms = [story.world.topic_id(FORUM, name) for name in ("闲聊", "活动")]
    window = int(story.world.clock.exactly()) // WINDOW - 6 * 24 * 3
    async with story.app.database.unit() as unit:
        for topic, gloomy in zip(rooms, (5, 20), strict=True):
            await mood.count(unit, {(FORUM, window, topic): Counts(gloomy, 60 - gloomy, 20, 20)})
    for topic in rooms:
        for who in FIVE[: 5 if topic == rooms[0] else 4]:
            await story.says(who, "今天天气真不错啊", topic=topic)
    await story.passes(DAY)
    assert "还看不出哪个话题" in await shown(story, "哪个话题低落"), "four in the other one"
    await story.says(FIVE[4], "今天天气真不错啊", topic=rooms[1])
    await story.passes(DAY)
    assert "「活动」里低落的话占得最多，19%" in await shown(story, "哪个话题低落")


async def test_what_is_said_outside_of_all_topics_stands_under_the_name_of_the_general_one(story: Story) -> None:
    window = int(story.world.clock.exactly()) // WINDOW - 6 * 24 * 3
    rooms = (0, story.world.topic_id(FORUM, "闲聊"))
    async with story.app.database.unit() as unit:
        for topic, gloomy in zip(rooms, (20, 5), strict=True):
            await mood.count(unit, {(FORUM, window, topic): Counts(gloomy, 60 - gloomy, 20, 20)})
    for topic in rooms:
        for who in FIVE:
            await story.says(who, "今天天气真不错啊", topic=topic)
    await story.passes(DAY)
    assert "「综合」里低落的话占得最多" in await shown(story, "哪个话题低落")


async def test_two_kinds_of_posts_are_compared_with_range_and_sample(story: Story) -> None:
    for number in range(5):
        await story.says(MODERATOR, f"/lottery new 台灯{number} x1 | title 台灯{number} | ends manual")
        for who in FIVE:
            await story.presses(who, "参加")
        await story.says(MODERATOR, f"/event new 夜话{number} | 明天 20:00")
        for who in FIVE[: 5 if number == 0 else 1]:
            await story.presses(who, "报名")
    told = await shown(story, "两类比一比")
    assert "活动每条 1.8 次回应，抽奖每条 5.0 次" in told
    assert "（5 条对 5 条）" in told
    assert "不像碰巧" in told

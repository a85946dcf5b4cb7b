"""Stories of a newcomer's first week: tasks ticked off by facts, points for them once, and a mentor who is told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.first_week import Fresh
from bot.services import first_week
from tests.buttons import labels
from tests.handlers.welcome.coming import joins, somebody
from tests.phone import SCREEN, card_lines
from tests.storage.moved_group import migrate
from tests.story import FORUM, HAORAN, HIKE, KITCHEN, MODERATOR, MUYANG, NEWCOMER, OWNER, YINUO, Story, told

DAY = 86_400


@pytest.fixture
async def week(tmp_path: Path) -> AsyncIterator[Story]:
    async with told(tmp_path, "activity = false\n[welcome]\npoints = 30\n") as story:
        await story.says(OWNER, "/start", chat=OWNER)
        await joins(story, NEWCOMER)
        yield story


async def paid(story: Story) -> list[int]:
    return [row["amount"] for row in await story.rows("SELECT amount FROM ledger WHERE kind = 'welcome'")]


async def test_three_tasks_are_ticked_off_by_what_was_done_and_paid_once(week: Story) -> None:
    card = await week.says(NEWCOMER, f"/start first{FORUM}", chat=NEWCOMER)
    assert card["text"].count("⬜") == 3
    assert "都做完得 30 分，还有 7 天" in card["text"]
    assert labels(card) == ["签到"], "no topic is known that could be followed"
    await week.says(YINUO, "早", topic=week.world.topic_id(FORUM, "闲聊"))
    assert labels(await week.says(NEWCOMER, "/tasks", chat=NEWCOMER)) == ["签到", "关注话题"]
    assert "还差打招呼、签到、话题" in (await week.says(NEWCOMER, "/start", chat=NEWCOMER))["text"]
    await week.says(NEWCOMER, "大家好")
    await week.says(NEWCOMER, "签到")
    card = await week.says(NEWCOMER, "新人任务")
    assert card["text"].count("✅") == 2
    assert card_lines(card) <= SCREEN
    await week.restart()
    topic = week.world.topic_id(FORUM, "闲聊")
    await week.says(NEWCOMER, "我喜欢爬山", topic=topic)
    assert "✅ 找到你的话题" in (await week.says(NEWCOMER, "/tasks", chat=NEWCOMER))["text"]
    assert await paid(week) == [30]
    await week.restart()
    assert "得 30 分" in (await week.says(NEWCOMER, "/tasks", chat=NEWCOMER))["text"]
    await week.passes(8 * DAY)
    assert "早就做完" in (await week.says(NEWCOMER, "/tasks", chat=NEWCOMER))["text"]
    assert await paid(week) == [30]
    assert "新人三件事做完" in (await week.says(NEWCOMER, "/ledger", chat=NEWCOMER))["text"]


async def test_whoever_never_asks_is_paid_within_the_hour_and_told_in_private(week: Story) -> None:
    await week.says(NEWCOMER, "/start", chat=NEWCOMER)
    await week.says(NEWCOMER, "大家好", topic=week.world.topic_id(FORUM, "活动"))
    await week.says(NEWCOMER, "签到")
    await week.passes(3600)
    assert await paid(week) == [30]
    assert "你都做完了，得 30 分" in week.world.sent(NEWCOMER)[-1]["text"]
    await week.passes(2 * 3600)
    assert await paid(week) == [30]


async def test_it_is_for_newcomers_in_their_first_week_alone(week: Story) -> None:
    assert "只在进群第一周" in (await week.says(YINUO, "/tasks"))["text"]
    await week.says(NEWCOMER, "大家好", topic=week.world.topic_id(FORUM, "闲聊"))
    await week.passes(8 * DAY)
    await week.says(NEWCOMER, "签到")
    await week.passes(3600)
    assert await paid(week) == []
    assert "只在进群第一周" in (await week.says(NEWCOMER, "/tasks"))["text"]
    await week.does(MUYANG, "leave", chat_id=FORUM)
    await week.passes(600)
    await joins(week, MUYANG)
    assert "只在进群第一周" in (await week.says(MUYANG, "/tasks"))["text"], "who comes back is no newcomer"


async def test_where_there_are_no_topics_an_answer_to_somebody_counts(week: Story) -> None:
    await joins(week, NEWCOMER, chat=KITCHEN)
    said = await week.does(HAORAN, "say", chat_id=KITCHEN, text="求方子")
    await week.says(NEWCOMER, "我有", chat=KITCHEN, reply_to=said["message_id"])
    card = await week.says(NEWCOMER, "/tasks", chat=KITCHEN)
    assert "✅ 接一句话" in card["text"]
    assert "✅ 打个招呼" in card["text"]
    assert "⬜ 打个招呼" in (await week.says(NEWCOMER, "/tasks"))["text"], "another group has its own"


async def test_a_mentor_is_told_of_a_newcomer_in_their_topic_once_and_may_stop(week: Story) -> None:
    topic = week.world.topic_id(FORUM, "闲聊")
    for who, at in ((HAORAN, topic), (YINUO, week.world.topic_id(FORUM, "活动"))):
        await week.says(who, "早", topic=at)
        await week.says(who, "/start", chat=who)
    for who, place in ((HAORAN, "闲聊"), (YINUO, "活动")):
        await week.presses(who, "更多", chat=who)
        await week.presses(who, "这个群", chat=who)
        await week.presses(who, "我来带新人", chat=who)
        assert "谢谢你" in (await week.presses(who, place, chat=who))["text"]
    await week.restart()
    await first_week.load(week.app.database.reads, week.chats.own(Fresh), now=week.world.now())
    await week.says(NEWCOMER, "大家好", topic=topic)
    await week.passes(30)
    told_ = week.world.sent(HAORAN)[-1]["text"]
    assert "新来的小鹿 在「围炉夜话」里第一次说话" in told_
    assert "新来的小鹿" not in week.world.sent(YINUO)[-1]["text"], "it is not their topic"
    before = len(week.world.sent(HAORAN))
    await week.says(NEWCOMER, "再说一句", topic=topic)
    other = somebody(week, "第二位")
    await joins(week, other)
    await week.says(other, "我也来了", topic=topic)
    await week.passes(60)
    assert len(week.world.sent(HAORAN)) == before, "one in half an hour at most"
    await week.presses(HAORAN, "‹ 这个群", chat=HAORAN)
    await week.presses(HAORAN, "我来带新人", chat=HAORAN)
    assert "不再告诉" in (await week.presses(HAORAN, "不带了", chat=HAORAN))["text"]
    await week.passes(3600)
    third = somebody(week, "第三位")
    await joins(week, third)
    await week.says(third, "我是第三个", topic=topic)
    await week.passes(60)
    assert "第三位" not in week.world.sent(HAORAN)[-1]["text"]


async def test_moderators_see_what_came_of_each_week_and_nothing_of_a_few(week: Story) -> None:
    await week.says(MODERATOR, "/start", chat=MODERATOR)
    await week.says(MODERATOR, "早")

    async def figures() -> str:
        await week.says(MODERATOR, "/panel", chat=MODERATOR)
        await week.presses(MODERATOR, "👋 新人", chat=MODERATOR)
        return str((await week.presses(MODERATOR, "新人留存", chat=MODERATOR))["text"])

    assert "没有哪一周来满 5 人" in await figures()
    people = [somebody(week, f"新人{n}") for n in range(5)]
    await joins(week, *people)
    await week.says(people[0], "大家好")
    await week.says(people[1], "签到")
    await week.does(people[2], "leave", chat_id=FORUM)
    shown = await figures()
    assert "来 6 人，还在 5 人" in shown
    assert "打招呼 1 · 签到 1 · 话题 0 · 都做完 0" in shown


async def test_forgotten_means_nothing_of_it_is_left(week: Story) -> None:
    await week.says(NEWCOMER, "大家好")
    await week.says(NEWCOMER, "/forgetme", chat=NEWCOMER)
    await week.presses(NEWCOMER, "确认删除", chat=NEWCOMER)
    assert await week.rows("SELECT 1 FROM newcomers WHERE user_id = :id", id=NEWCOMER) == []


async def test_a_group_that_moves_takes_its_newcomers_along(week: Story) -> None:
    await joins(week, NEWCOMER, chat=HIKE)
    new = await migrate(week)
    said = await week.does(YINUO, "say", chat_id=new, text="谁去爬山")
    await week.says(NEWCOMER, "我去", chat=new, reply_to=said["message_id"])
    assert "✅ 接一句话" in (await week.says(NEWCOMER, "/tasks", chat=new))["text"]

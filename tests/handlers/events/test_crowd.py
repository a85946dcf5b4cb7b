"""Stories of many who answer an event: one card, one reminder."""

from __future__ import annotations

from tests.story import FORUM, MODERATOR, Story

HOUR, DAY = 3600, 86_400
NEW = "/event new 包饺子 | 2027-01-18 19:00 | 地点 活动室; 二楼, 左手 | 目标 2 | 积分 15"


def texts(story: Story) -> list[str]:
    return [each.get("text", "") for each in story.world.sent(FORUM)]


def card(story: Story) -> str:
    return next(each for each in texts(story) if "包饺子" in each)


async def test_a_crowd_that_answers_is_counted_to_the_last_and_shown_on_one_card_in_a_few_edits(story: Story) -> None:
    await story.says(MODERATOR, NEW)
    crowd = [story.world.newcomer(f"来客{number}") for number in range(60)]
    for each in crowd:
        story.world.join(each, FORUM)
    await story.settle()
    before = len(story.world.sent(FORUM))
    number, data = story.button(FORUM, "报名")
    for at in range(0, 60, 10):
        for each in crowd[at : at + 10]:
            story.world.press(each, FORUM, number, data)
        await story.passes(1)
    await story.passes(5)
    assert "报名 60" in card(story)
    assert len(story.world.sent(FORUM)) == before
    edits = await story.rows("SELECT 1 FROM outbox WHERE body LIKE :wanted", wanted='%"do":"edit"%')
    assert len(edits) <= 8 + 60 // 10
    assert all(story.toasts(who) for who in crowd)


async def test_one_reminder_stands_in_the_group_and_names_all_whom_no_private_word_reaches(story: Story) -> None:
    await story.says(MODERATOR, NEW.replace("01-18", "01-28"))
    crowd = [story.world.newcomer(f"来客{number}") for number in range(45)]
    for each in crowd:
        story.world.join(each, FORUM)
    await story.settle()
    number, data = story.button(FORUM, "报名")
    for each in crowd:
        story.world.press(each, FORUM, number, data)
    await story.settle()
    for seconds, words in ((5 * DAY + 7 * HOUR, "还有一个星期"), (6 * DAY, "明天见"), (23 * HOUR, "还有一个小时")):
        await story.passes(seconds)
        (shown,) = [each for each in story.world.sent(FORUM) if words in each.get("text", "")]
        assert {each["user"]["id"] for each in shown["entities"] if "user" in each} == set(crowd)
    assert not any("明天见" in each for each in texts(story))
    await story.passes(HOUR)
    assert not any("还有一个小时" in each for each in texts(story))

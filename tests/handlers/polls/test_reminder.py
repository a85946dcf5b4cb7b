"""Stories of the word an hour before a poll ends: to those who usually vote, seldom, and never against a wish."""

from __future__ import annotations

from pathlib import Path

from tests.handlers.polls.asked import DINNER, closes, votes
from tests.story import FORUM, OWNER, XIAOMAN, YINUO, ZIXUAN, Message, Story, told

REGULARS = (YINUO, ZIXUAN)


def reminders(story: Story, who: int) -> list[Message]:
    return [each for each in story.world.sent(who) if "还有一小时截止" in each.get("text", "")]


async def voted_thrice(story: Story, *who: int) -> None:
    """They began a private chat, and voted in three polls."""
    for each in who:
        await story.says(each, "/start", chat=each)
    for number in range(3):
        await story.says(OWNER, f"{DINNER}{number}")
        for each in who:
            await votes(story, each, 0)
        await closes(story)


async def test_who_usually_votes_and_has_not_hears_of_the_end(story: Story) -> None:
    await voted_thrice(story, *REGULARS)
    await story.says(XIAOMAN, "/start", chat=XIAOMAN)
    await story.says(OWNER, f"{DINNER}吗 | #ends 5h")
    await votes(story, ZIXUAN, 1)
    await story.passes(3 * 3600)
    assert not reminders(story, YINUO)
    await story.passes(3700)
    (word,) = reminders(story, YINUO)
    assert "今晚吃什么" in word["text"]
    assert word["reply_markup"]["inline_keyboard"][0][0]["url"].startswith("https://t.me/c/")
    assert [reminders(story, ZIXUAN), reminders(story, XIAOMAN)] == [[], []]
    for seconds in (3600, 60, 60, 60, 60, 60):
        await story.passes(seconds)
    assert reminders(story, YINUO) == [], "the same message says that it is over"
    (over,) = [each for each in story.world.sent(YINUO) if "投票结束了" in each.get("text", "")]
    assert over["message_id"] == word["message_id"]
    assert "reply_markup" not in over


async def test_of_one_poll_a_day_in_a_group(story: Story) -> None:
    await voted_thrice(story, YINUO)
    for number in range(2):
        await story.says(OWNER, f"{DINNER}吗{number} | #ends 4h")
    await story.passes(3 * 3600 + 100)
    assert len(reminders(story, YINUO)) == 1


async def test_not_of_a_short_or_an_anonymous_or_a_closed_poll(story: Story) -> None:
    await voted_thrice(story, YINUO)
    await story.says(OWNER, f"{DINNER} | #ends 2h")
    await story.says(OWNER, f"{DINNER} | #ends 4h | #anonymous")
    await story.says(OWNER, f"{DINNER} | #ends 5h")
    await closes(story)
    await story.passes(5 * 3600)
    assert not reminders(story, YINUO)


async def test_not_to_who_wants_no_private_words_or_began_no_private_chat(story: Story) -> None:
    await voted_thrice(story, *REGULARS)
    await story.says(YINUO, "/settings")
    await story.presses(YINUO, "关闭私信通知")
    await story.says(OWNER, f"{DINNER} | #ends 4h")
    await story.does(ZIXUAN, "block_bot")
    await story.passes(3 * 3600 + 100)
    assert [reminders(story, each) for each in REGULARS] == [[], []]


async def test_not_in_quiet_hours(tmp_path: Path) -> None:
    async with told(tmp_path, '[quiet]\nhours = "12:00-23:00"\n') as story:
        await voted_thrice(story, YINUO)
        await story.says(OWNER, f"{DINNER} | #ends 4h", chat=FORUM)
        await story.passes(3 * 3600 + 100)
        assert not reminders(story, YINUO)


async def test_not_while_something_has_come_up_in_the_group(story: Story) -> None:
    await voted_thrice(story, YINUO)
    await story.says(OWNER, f"{DINNER} | #ends 4h")
    await story.says(OWNER, "/incident open 停电")
    await story.passes(3 * 3600 + 100)
    assert not reminders(story, YINUO)

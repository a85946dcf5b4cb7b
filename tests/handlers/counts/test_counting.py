"""Stories of counting: what is said, who comes and goes, what comes back to posts, which commands fail; once each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.domain.counts import Said, at_least
from bot.services import keywords
from bot.services.counts import by_day
from bot.services.schedule.reading import calendar_of
from storage import counts
from storage.words import most_said
from tests.story import (
    FORUM,
    HIKE,
    MODERATOR,
    MUYANG,
    NEWCOMER,
    NOON,
    OWNER,
    PEISHAN,
    TSZCHING,
    YINUO,
    ZIXUAN,
    Story,
    told,
)

FIVE = (YINUO, ZIXUAN, PEISHAN, MUYANG, TSZCHING)
HOUR, DAY = 3600, 86_400


async def hours(story: Story, chat: int = FORUM) -> dict[tuple[int, int], Said]:
    return await counts.hours(story.app.database.reads, chat_id=chat, since=0, until=2**40)


async def days(story: Story, chat: int = FORUM) -> list[tuple[int, int]]:
    calendar = calendar_of(story.chats.group(chat))
    found = await by_day(story.app.database.reads, calendar, chat_id=chat, first=0, last=2**20)
    return [(each.voices, each.messages) for each in found.values()]


async def happened(story: Story, chat: int = FORUM) -> dict[str, int]:
    return await counts.happenings(story.app.database.reads, chat_id=chat, since=0, until=2**40)


async def commands(story: Story, chat: int = FORUM) -> dict[tuple[str, str], int]:
    return await counts.commands(story.app.database.reads, chat_id=chat, first=0, last=2**30)


async def test_an_hour_is_counted_by_topic_and_length_and_a_member_once_a_day_however_often_the_bot_begins(
    story: Story,
) -> None:
    first = await story.does(YINUO, "say", chat_id=FORUM, text="早")
    await story.does(ZIXUAN, "say", chat_id=FORUM, text="今天天气真不错啊大家", reply_to=first["message_id"])
    await story.restart()
    await story.does(YINUO, "say", chat_id=FORUM, text="字" * 40)
    await story.passes(HOUR)
    await story.does(YINUO, "say", chat_id=FORUM, text="再来一句")
    found = await hours(story)
    assert list(found) == [(NOON, 0), (NOON + HOUR, 0)]
    noon = found[NOON, 0]
    assert (noon.messages, noon.brief, noon.middling, noon.lengthy, noon.replies, noon.people) == (3, 1, 1, 1, 1, 2)
    assert await days(story) == [(2, 4)]
    await story.passes(5 * DAY)
    kept_days = await story.rows("SELECT voices, messages FROM day_counts WHERE chat_id = :id", id=FORUM)
    assert kept_days == [{"voices": 2, "messages": 4}]
    assert await days(story) == [(2, 4)]
    kept = await story.rows("SELECT begins_at, people FROM heard_hours WHERE chat_id = :id ORDER BY 1", id=FORUM)
    assert [row["people"] for row in kept] == [2, 1]


async def test_bots_service_posts_and_commands_are_no_voices(story: Story) -> None:
    await story.says(OWNER, "/poll 吃什么？ | 面 | 饭")
    story.world.join(NEWCOMER, FORUM)
    await story.settle()
    assert await hours(story) == {}


async def test_who_comes_counts_once_by_the_way_they_came_and_who_goes_by_whose_doing(story: Story) -> None:
    world = story.world
    world.join(NEWCOMER, FORUM)
    await story.settle()
    assert (await happened(story)) == {"came:open": 1}
    kept = await story.rows("SELECT source FROM newcomers WHERE user_id = :id", id=NEWCOMER)
    assert kept == [{"source": "open"}]
    await story.restart()
    assert (await happened(story)) == {"came:open": 1}
    await story.passes(HOUR)
    world.leave(NEWCOMER, FORUM)
    await story.passes(HOUR)
    world.join(NEWCOMER, FORUM, by=OWNER)
    await story.passes(HOUR)
    world.leave(NEWCOMER, FORUM, by=OWNER)
    await story.settle()
    assert (await happened(story)) == {"came:added": 1, "came:open": 1, "left": 1, "removed": 1}


async def test_a_reaction_counts_by_the_hour_and_one_taken_back_is_none(story: Story) -> None:
    said = await story.does(YINUO, "say", chat_id=FORUM, text="今天我做了红烧肉")
    await story.does(ZIXUAN, "react", chat_id=FORUM, message_id=said["message_id"], emoji="❤")
    await story.does(PEISHAN, "react", chat_id=FORUM, message_id=said["message_id"], emoji="👍")
    assert (await happened(story))["reaction"] == 2
    await story.does(PEISHAN, "react", chat_id=FORUM, message_id=said["message_id"], emoji="")
    assert (await happened(story))["reaction"] == 1


async def test_what_comes_back_to_a_post_of_the_bots_own_is_counted_by_post(story: Story) -> None:
    await story.says(OWNER, "/lottery new 台灯 x1 | title 台灯 | ends manual")
    card: dict[str, Any] = (await story.rows("SELECT message_id FROM post_counts WHERE name LIKE 'lottery:%'"))[0]
    await story.presses(YINUO, "参加")
    await story.presses(ZIXUAN, "参加")
    await story.does(PEISHAN, "say", chat_id=FORUM, text="这个台灯好看吗", reply_to=card["message_id"])
    await story.does(PEISHAN, "react", chat_id=FORUM, message_id=card["message_id"], emoji="❤")
    found = await counts.posts(story.app.database.reads, chat_id=FORUM, since=0, until=2**40)
    post = next(each for each in found if each.message_id == card["message_id"])
    assert (post.presses, post.replies, post.reactions, at_least(post.voices)) == (2, 1, 1, 3)


async def test_a_command_is_counted_as_used_or_by_why_it_was_refused(story: Story) -> None:
    await story.says(YINUO, "签到")
    await story.says(YINUO, "/points")
    await story.says(YINUO, "/grant 10 @nobody_here 试试")
    await story.says(MODERATOR, "/stats 许多")
    await story.says(YINUO, "/points", chat=YINUO)
    found = await commands(story)
    assert found["checkin", "used"] == found["points", "used"] == 1
    assert found["stats", "refusals.form_empty"] == 1
    assert [outcome for (command, outcome), _ in found.items() if command == "grant"] != ["used"]
    assert sum((await commands(story, 0)).values()) == 1


async def test_a_dialogue_that_nobody_goes_on_with_is_left_half_way(story: Story) -> None:
    await story.says(OWNER, "/start", chat=OWNER)
    await story.says(OWNER, "/lottery new", chat=HIKE)
    await story.passes(2 * HOUR)
    assert (await commands(story, HIKE))["lottery", "left"] == 1


async def test_words_are_counted_without_a_text_where_the_group_wants_it(tmp_path: Path) -> None:
    await keywords.load()
    async with told(tmp_path, "[stats]\nwords = true\n") as story:
        for who in FIVE:
            await story.does(who, "say", chat_id=FORUM, text="週末一起去爬山吧")
        found = await most_said(story.app.database.reads, chat_id=FORUM, since=0, last=2**30, first=0, most=10)
        (weekend,) = [each for each in found if each.word == "周末"]
        assert (weekend.messages, at_least(weekend.voices) >= 4) == (5, True)
        assert "爬山吧" not in str(await story.rows("SELECT * FROM word_counts"))


async def test_no_words_are_counted_where_nobody_asked_for_it(story: Story) -> None:
    await keywords.load()
    await story.does(YINUO, "say", chat_id=FORUM, text="周末一起去吃火锅吧")
    assert await story.rows("SELECT * FROM word_counts") == []


async def test_days_away_beyond_what_telegram_keeps_are_a_gap(story: Story) -> None:
    await story.passes(HOUR)
    gone = int(story.world.clock.exactly())
    await story.end()
    story.world.clock.advance(3 * DAY)
    await story.begin()
    found = await counts.gaps(story.app.database.reads, since=0, until=2**40)
    assert len(found) == 1
    begins, ends = found[0]
    assert gone - HOUR <= begins <= gone
    assert ends - begins >= 2 * DAY - HOUR

"""Stories of the group's mood: messages counted in passing, /mood for moderators, a baseline of the group's own."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.domain.activity import Heard
from bot.domain.day import local_day
from bot.domain.mood.pulse import Counts, Hour
from bot.domain.people import Group
from bot.engine.fast_path import Beginning, Begun
from handlers.mood.picture import picture
from tests.mood.watching import ANGRY, CALM, GLAD, THIS_HOUR, counted, heated, week
from tests.story import EMMA, FORUM, HIKE, KITCHEN, MODERATOR, NOON, OWNER, YINUO, Story, told

NOON_DAY = local_day(NOON, "Asia/Shanghai", starts_at=0)


async def days_before(story: Story, *, days: int, share: float = 0.1, said: int = 40) -> None:
    """The same hour of each of the days before, with that share of negative messages."""
    async with story.app.database.unit() as unit:
        await unit.many(
            "INSERT INTO mood_counts (chat_id, begins_at, topic, negative, neutral) VALUES (?, ?, 0, ?, ?)",
            [
                (FORUM, (THIS_HOUR - 24 * back) * 3600, round(said * share), said - round(said * share))
                for back in range(1, days + 1)
            ],
        )


# The model judges which of them are low, and by how much.
GRUMBLES = ("又下雨了", "今天好累", "又要排队", "等了好久", "有点无聊", "不太想去", "没意思", "真不想上班", "有点慢")


async def is_merely_low(story: Story, words: str) -> bool:
    scored = await story.pulse.score([Heard(FORUM, YINUO, "", "", NOON, 0, words)])
    [counts] = scored.counts.values()
    return counts.negative == 1 and not scored.marks


class TestCounting:
    async def test_each_mood_counts_once_and_no_words_are_kept(self, mood: Story) -> None:
        for text in (CALM, ANGRY, GLAD):
            await mood.says(YINUO, text)
        counts = await counted(mood)
        assert (counts.negative, counts.neutral, counts.positive, counts.said) == (1, 1, 1, 3)
        assert 750 <= counts.gloom <= 1250
        assert 0 < counts.scatter < counts.gloom
        dump = b"".join(path.read_bytes() for path in mood.app.database.path.parent.glob("weilu.db*"))
        assert ANGRY.encode() not in dump

    async def test_commands_and_stickers_that_stand_for_nothing_are_no_mood(self, mood: Story) -> None:
        await mood.says(YINUO, "签到")
        await mood.does(YINUO, "sticker", chat_id=FORUM, emoji="")
        assert (await counted(mood)).said == 0

    async def test_a_sticker_says_what_its_emoji_does(self, mood: Story) -> None:
        for emoji in ("😡", "😄"):
            await mood.does(YINUO, "sticker", chat_id=FORUM, emoji=emoji)
        counts = await counted(mood)
        assert (counts.negative, counts.positive, counts.said) == (1, 1, 2)

    async def test_a_groups_own_words_mean_there_what_it_says_and_elsewhere_nothing(self, tmp_path: Path) -> None:
        async with told(tmp_path, f'[groups."{KITCHEN}".mood.words]\nnegative = ["开锅"]\n') as story:
            await story.pulse.loaded.wait()
            for chat in (KITCHEN, FORUM):
                await story.says(OWNER, "今天开锅", chat=chat)
            assert (await counted(story, KITCHEN)).negative == 1
            assert (await counted(story)).negative == 0

    async def test_a_message_that_is_low_and_not_alarming_wakes_a_look(self, mood: Story) -> None:
        timers = "SELECT chat_id, due_at FROM timers WHERE kind = 'mood'"
        await mood.says(YINUO, CALM)
        assert not await mood.rows(timers)
        await mood.passes(10)
        low, *_ = [words for words in GRUMBLES if await is_merely_low(mood, words)]
        await mood.says(YINUO, low)
        assert (await counted(mood)).alarming == 0
        assert await mood.rows(timers) == [{"chat_id": FORUM, "due_at": NOON + 70}]

    async def test_topics_are_counted_apart(self, mood: Story) -> None:
        topic = mood.world.topic_id(FORUM, "闲聊")
        await mood.says(YINUO, ANGRY, topic=topic)
        await mood.says(YINUO, CALM)
        rows = await mood.rows("SELECT topic, negative FROM mood_counts ORDER BY topic")
        assert rows == [{"topic": 0, "negative": 0}, {"topic": topic, "negative": 1}]

    async def test_a_group_that_does_not_want_it_is_not_looked_at(self, tmp_path: Path) -> None:
        async with told(tmp_path, f'[groups."{KITCHEN}".mood]\ncheck = false\n') as story:
            await story.pulse.loaded.wait()
            await story.says(OWNER, ANGRY, chat=KITCHEN)
            await story.says(OWNER, ANGRY)
            assert (await counted(story, KITCHEN)).said == 0
            assert (await counted(story)).said == 1
            assert "没有开气氛检查" in (await story.says(OWNER, "/mood", chat=KITCHEN))["text"]

    async def test_counts_go_along_when_the_group_becomes_a_supergroup(self, mood: Story) -> None:
        await mood.says(YINUO, ANGRY, chat=HIKE)
        await mood.does(OWNER, "migrate", chat_id=HIKE)
        [row] = await mood.rows("SELECT chat_id, negative FROM mood_counts")
        assert row["chat_id"] != HIKE
        assert row["negative"] == 1

    async def test_a_batch_of_the_longest_messages_leaves_the_loop_free(self, mood: Story) -> None:
        beats = 0

        async def beat() -> None:
            nonlocal beats
            while True:
                await asyncio.sleep(0)
                beats += 1

        batch = [Heard(FORUM, YINUO, "", "", NOON, 0, "气死我了" * 1000, message_id=each) for each in range(50)]
        async with asyncio.TaskGroup() as tasks:
            beating = tasks.create_task(beat())
            scored = await mood.pulse.score(batch)
            beating.cancel()
        assert beats
        assert sum(each.said for each in scored.counts.values()) == 50

    async def test_a_check_that_cannot_be_loaded_leaves_the_bot_at_work(self, mood: Story) -> None:
        async def broken(_: Begun) -> None:
            raise OSError("mood.npz is gone")

        mood.app.engine._router.wiring.beginnings.insert(0, Beginning(broken))
        await mood.app.engine.lifetime.begin()
        await mood.says(YINUO, ANGRY)
        assert (await counted(mood)).said == 1


class TestAsking:
    async def test_members_are_told_who_may(self, mood: Story) -> None:
        assert "只有管理员" in (await mood.says(YINUO, "/mood"))["text"]

    async def test_too_few_messages_are_said_to_be_too_few(self, mood: Story) -> None:
        await mood.says(YINUO, ANGRY)
        answer = (await mood.says(MODERATOR, "/mood"))["text"]
        assert "另有 1 天消息太少" in answer
        assert "看不出气氛" in answer

    async def test_without_earlier_weeks_there_is_no_trend(self, mood: Story) -> None:
        await heated(mood, angry=10, calm=10)
        answer = (await mood.says(MODERATOR, "/mood 3"))["text"]
        assert "最近 3 天的气氛" in answer
        assert "低落的话占 50%" in answer
        assert "没法和往常比" in answer
        assert "██████████ 50%　1月16日，20 条" in answer

    @pytest.mark.parametrize(("share", "trend"), [(0.1, "多。"), (0.5, "差不多"), (0.9, "少。")])
    async def test_the_trend_is_against_the_same_weekday_and_hour(self, mood: Story, share: float, trend: str) -> None:
        await week(mood, share=share)
        await heated(mood, angry=10, calm=10)
        assert trend in (await mood.says(MODERATOR, "/mood"))["text"]

    async def test_days_are_drawn_with_the_usual_behind_them(self, mood: Story) -> None:
        await days_before(mood, days=40)
        await heated(mood, angry=10, calm=10)
        message = await mood.says(MODERATOR, "/mood 5")
        assert "photo" in message
        assert "最近 5 天的气氛" in message["caption"]
        assert "█" not in message["caption"]

    async def test_a_line_names_the_day_that_stood_out(self, mood: Story) -> None:
        calm = [Hour(THIS_HOUR - 24 * back, 0, Counts(negative=4, neutral=36)) for back in range(1, 40)]
        now = {NOON_DAY - back: [Hour(THIS_HOUR - 24 * back, 0, Counts(4, 36))] for back in range(3, 0, -1)}
        now[NOON_DAY] = [Hour(THIS_HOUR, 0, Counts(30, 10))]
        line = picture(now, calm, group=Group(FORUM, "supergroup", "群", True, "Asia/Shanghai", 0, "zh-Hans"))
        assert line is not None
        assert [each.value for each in line.points] == [10, 10, 10, 75]
        assert [each.mark is not None for each in line.points] == [False, False, False, True]
        assert line.points[0].high is not None
        assert 10 < line.points[0].high < 75

    async def test_one_day_is_drawn_by_its_hours(self, mood: Story) -> None:
        await heated(mood, angry=5, calm=10)
        await mood.passes(3600)
        await heated(mood, angry=5, calm=10)
        assert "photo" in await mood.says(MODERATOR, "/mood 1")

    async def test_told_in_private_and_in_the_traditional_script(self, mood: Story) -> None:
        await mood.does(MODERATOR, "set_language", code="zh-hant")
        await mood.says(MODERATOR, CALM)
        answer = await mood.says(MODERATOR, "/mood", chat=MODERATOR)
        assert "最近 7 天的氣氛" in answer["text"]

    async def test_days_out_of_reach_are_refused(self, mood: Story) -> None:
        assert "最多 31" in (await mood.says(MODERATOR, "/mood 400"))["text"]
        assert "不是整数" in (await mood.says(MODERATOR, "/mood 明天"))["text"]

    async def test_privacy_says_how_often_it_errs(self, mood: Story) -> None:
        answer = (await mood.says(EMMA, "/privacy all"))["text"]
        assert "约一成" in answer
        assert "2%" in answer

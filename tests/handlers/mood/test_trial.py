"""Stories of the mood's words on trial, and of messages pointed at."""

from __future__ import annotations

from pathlib import Path

from tests.handlers.mood.watching import labels
from tests.mood.test_answering import unanswered
from tests.mood.watching import CALM, CURSE, DESK, at_the_desk, counted, cursed
from tests.story import (
    FORUM,
    HIKE,
    MUYANG,
    OWNER,
    YINUO,
    ZIXUAN,
    Story,
    told,
)


class TestPointing:
    async def test_a_message_its_author_took_away_is_answered_like_any_other(self, watched: Story) -> None:
        message_id = await cursed(watched)
        await watched.does(ZIXUAN, "delete", chat_id=FORUM, message_id=message_id)
        await watched.presses(OWNER, "删第 1 条", chat=HIKE)
        assert watched.toasts(OWNER)[-1] == "已删除。"
        assert "删第 1 条" not in unanswered(watched)

    async def test_what_was_edited_since_is_still_pointed_at_and_not_counted_twice(self, watched: Story) -> None:
        await watched.says(ZIXUAN, CURSE)
        [said] = [each for each in watched.world.messages(FORUM) if each.get("text") == CURSE]
        await watched.does(ZIXUAN, "edit", chat_id=FORUM, message_id=said["message_id"], text=CURSE + "！")
        await watched.passes(60)
        assert "有 1 条" in at_the_desk(watched)[0]["text"]
        assert (await counted(watched)).hostile == 1

    async def test_posts_of_channels_and_of_hidden_administrators_are_not_looked_at(self, watched: Story) -> None:
        await watched.says(ZIXUAN, CURSE, channel="子轩的频道")
        await watched.says(OWNER, CURSE, anonymous=True)
        await watched.passes(60)
        assert not at_the_desk(watched)
        assert (await counted(watched)).said == 0

    async def test_whoever_declines_in_time_is_not_pointed_at(self, watched: Story) -> None:
        await watched.says(ZIXUAN, "/start", chat=ZIXUAN)
        await watched.says(ZIXUAN, CURSE)
        await watched.says(ZIXUAN, "/settings")
        await watched.presses(ZIXUAN, "关闭对我的气氛检查")
        await watched.passes(60)
        assert not at_the_desk(watched)
        assert not await watched.rows("SELECT * FROM mood_marks")

    async def test_a_message_of_two_days_ago_is_said_to_be_beyond_a_bots_deleting(self, watched: Story) -> None:
        await watched.says(ZIXUAN, CURSE)
        await watched.passes(60)
        await watched.passes(2 * 86400)
        await watched.presses(OWNER, "删第 1 条", chat=HIKE)
        assert "不让机器人删这么早的消息" in watched.toasts(OWNER)[-1]
        assert [each for each in watched.world.messages(FORUM) if each.get("text") == CURSE]

    async def test_a_member_who_left_is_still_pointed_at_and_never_named(self, watched: Story) -> None:
        await watched.says(ZIXUAN, CURSE)
        await watched.does(ZIXUAN, "leave", chat_id=FORUM)
        await watched.passes(60)
        assert watched.world.people[ZIXUAN].name not in at_the_desk(watched)[0]["text"]
        await watched.presses(OWNER, "删第 1 条", chat=HIKE)
        assert not [each for each in watched.world.messages(FORUM) if each.get("text") == CURSE]


class TestTrial:
    async def test_a_calm_trial_is_summed_up_too_once(self, tmp_path: Path) -> None:
        async with told(tmp_path, DESK) as story:
            await story.pulse.loaded.wait()
            for who in (YINUO, MUYANG, ZIXUAN):
                await story.says(who, CALM)
            await story.passes(7 * 86_400 + 3600)
            [summary] = at_the_desk(story)
            assert "看了 3 条，没有一次会触发骂人提醒" in summary["text"]
            await story.passes(3600)
            await story.restart()
            await story.passes(86_400)
            assert len(at_the_desk(story)) == 1

    async def test_it_is_made_longer_by_a_button_and_summed_up_at_its_new_end(self, tmp_path: Path) -> None:
        async with told(tmp_path, DESK) as story:
            await story.pulse.loaded.wait()
            await story.says(YINUO, CALM)
            await story.passes(7 * 86_400 + 3600)
            assert "只有管理员" not in (await story.presses(OWNER, "再试一周", chat=HIKE))["text"]
            await cursed(story)
            assert len(at_the_desk(story)) == 1
            await story.passes(8 * 86_400)
            assert "看了 2 条，其中 1 次会触发骂人提醒" in at_the_desk(story)[1]["text"]

    async def test_the_week_more_begins_when_it_is_asked_for(self, tmp_path: Path) -> None:
        async with told(tmp_path, DESK) as story:
            await story.pulse.loaded.wait()
            await story.says(YINUO, CALM)
            await story.passes(7 * 86_400 + 3600)
            await story.passes(20 * 86_400)
            answered = await story.presses(OWNER, "再试一周", chat=HIKE)
            assert "试运行到 2月20日" in answered["text"]
            assert await story.rows("SELECT count(*) AS n FROM audit") == [{"n": 1}]

    async def test_a_member_cannot_choose_and_the_choice_is_logged(self, tmp_path: Path) -> None:
        async with told(tmp_path, DESK) as story:
            await story.pulse.loaded.wait()
            await story.says(YINUO, CALM)
            await story.passes(7 * 86_400 + 3600)
            await story.presses(YINUO, "开始提醒", chat=HIKE)
            assert "只有管理员" in story.toasts(YINUO)[-1]
            answered = await story.presses(OWNER, "开始提醒", chat=HIKE)
            assert "开始提醒了" in answered["text"]
            assert labels(answered) == []
            assert "骂人提醒试运行 7 天 → 0 天）" in (await story.says(OWNER, "/audit"))["text"]

    async def test_a_moderator_who_has_seen_enough_ends_it_from_the_card(self, tmp_path: Path) -> None:
        async with told(tmp_path, DESK) as story:
            await story.pulse.loaded.wait()
            await cursed(story)
            card = await story.says(OWNER, "/mood")
            assert "试运行到 1月23日：看了 1 条，其中 1 次会触发骂人提醒" in card["text"]
            await story.presses(OWNER, "开始提醒")
            await story.passes(3600)
            await cursed(story)
            assert "有 1 条" in at_the_desk(story)[0]["text"]
            assert "试运行" not in (await story.says(OWNER, "/mood"))["text"]
            await story.passes(8 * 86_400)
            assert len(at_the_desk(story)) == 1

    async def test_at_night_the_summary_waits(self, tmp_path: Path) -> None:
        async with told(tmp_path, DESK) as story:
            await story.pulse.loaded.wait()
            await story.passes(12 * 3600)
            await story.says(YINUO, CALM)
            await story.passes(7 * 86_400 + 3600)
            assert not at_the_desk(story)
            await story.passes(7 * 3600)
            assert len(at_the_desk(story)) == 1

"""Stories of moderators and the alerts of the mood: what they find, what they press, and what is left to press then."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.mood.test_pulse import CALM, CURSE, DESK, NO_TRAINING, at_the_desk, counted, cursed, heated, raid, unanswered
from tests.story import (
    EMMA,
    FORUM,
    HIKE,
    KITCHEN,
    MODERATOR,
    MUYANG,
    OWNER,
    PEISHAN,
    YINUO,
    ZIXUAN,
    Message,
    Story,
    told,
)

HANT = f'[groups."{KITCHEN}".community]\nlocale = "zh-Hant"\n'


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[Story]:
    """The moderators sit in the hikers' group."""
    async with told(tmp_path, DESK + NO_TRAINING) as story:
        await story.pulse.loaded.wait()
        yield story


def labels(message: Message) -> list[str]:
    return [key["text"] for row in message.get("reply_markup", {}).get("inline_keyboard", []) for key in row]


class TestAnswers:
    async def test_everybody_at_the_desk_sees_who_answered_what(self, watched: Story) -> None:
        await raid(watched)
        answered = await watched.presses(MODERATOR, "知道了", chat=HIKE)
        assert "气氛变了" in answered["text"]
        assert f"✓ {watched.world.people[MODERATOR].name}：知道了" in answered["text"]
        assert unanswered(watched)[-3:] == ["确实如此", "看错了", "安静一小时"]

    async def test_an_administrator_who_hides_in_the_group_is_not_named(self, watched: Story) -> None:
        await watched.says(OWNER, "大家好", anonymous=True)
        await cursed(watched)
        answered = await watched.presses(OWNER, "知道了", chat=HIKE)
        assert "✓ 匿名管理员：知道了" in answered["text"]
        answered = await watched.presses(MODERATOR, "提醒大家", chat=HIKE)
        assert "✓ 周明远：提醒大家" in answered["text"]

    async def test_whoever_has_seen_it_can_still_say_that_it_is_not_so(self, watched: Story) -> None:
        await raid(watched)
        await watched.presses(MODERATOR, "知道了", chat=HIKE)
        answered = await watched.presses(OWNER, "看错了", chat=HIKE)
        assert f"✓ {watched.world.people[OWNER].name}：看错了" in answered["text"]
        assert {row["is_so"] for row in await watched.rows("SELECT is_so FROM mood_corrections")} == {0}
        assert not {"确实如此", "看错了", "知道了", "安静一小时"} & set(unanswered(watched))

    async def test_a_turn_that_is_so_is_told_how_to_let_everybody_know(self, watched: Story) -> None:
        await raid(watched)
        assert "/incident open" in (await watched.presses(OWNER, "确实如此", chat=HIKE))["text"]

    async def test_with_something_open_already_that_hint_is_spared(self, watched: Story) -> None:
        await raid(watched)
        await watched.says(OWNER, "/incident open 涨价")
        assert "/incident" not in (await watched.presses(OWNER, "确实如此", chat=HIKE))["text"]

    async def test_of_messages_two_days_old_nothing_is_said_to_be_learnt(self, watched: Story) -> None:
        await cursed(watched)
        await watched.passes(4 * 86_400)
        assert not await watched.rows("SELECT * FROM mood_marks")
        await watched.presses(OWNER, "看错了", chat=HIKE)
        assert watched.toasts(OWNER)[-1] == "好，记下了。"

    async def test_a_restart_between_the_words_and_the_look_loses_and_doubles_nothing(self, watched: Story) -> None:
        await watched.says(ZIXUAN, CURSE)
        await watched.restart()
        await watched.pulse.loaded.wait()
        await watched.passes(60)
        assert len(at_the_desk(watched)) == 1
        await watched.restart()
        await watched.presses(OWNER, "删第 1 句", chat=HIKE)
        assert watched.toasts(OWNER)[-1] == "删了。"
        await watched.restart()
        await watched.passes(60)
        assert len(at_the_desk(watched)) == 1
        assert len(await watched.rows("SELECT * FROM audit WHERE deed = 'mood_deleted'")) == 1

    async def test_whoever_is_no_moderator_any_more_is_told_so(self, watched: Story) -> None:
        await cursed(watched)
        await watched.does(OWNER, "demote", chat_id=FORUM, user_id=MODERATOR)
        await watched.presses(MODERATOR, "看错了", chat=HIKE)
        assert "只有管理员" in watched.toasts(MODERATOR)[-1]
        assert not await watched.rows("SELECT * FROM mood_corrections")

    async def test_private_copies_lose_the_buttons_that_another_has_pressed(self, tmp_path: Path) -> None:
        async with told(tmp_path, NO_TRAINING) as story:
            await story.pulse.loaded.wait()
            for who in (OWNER, MODERATOR):
                await story.says(who, "/start", chat=who)
            await cursed(story)
            await story.presses(MODERATOR, "安静一小时", chat=MODERATOR)
            assert labels(story.world.sent(OWNER)[-1]) == ["看第 1 句", "删第 1 句"]
            assert "✓" not in story.world.sent(OWNER)[-1]["text"]


class TestPlaces:
    async def test_hostile_words_in_a_topic_are_told_with_its_name_and_answered_there(self, watched: Story) -> None:
        topic = watched.world.topic_id(FORUM, "闲聊")
        await watched.says(ZIXUAN, CURSE, topic=topic)
        await watched.passes(60)
        [alert] = at_the_desk(watched)
        assert "都在话题「闲聊」里" in alert["text"]
        assert "去「闲聊」" in labels(alert)
        await watched.presses(OWNER, "删第 1 句", chat=HIKE)
        await watched.presses(OWNER, "提醒大家", chat=HIKE)
        said = watched.world.sent(FORUM)[-1]
        assert "对事不对人" in said["text"]
        assert said["message_thread_id"] == topic

    async def test_a_reminder_for_a_topic_that_is_gone_goes_to_the_group(self, watched: Story) -> None:
        topic = watched.world.topic_id(FORUM, "闲聊")
        await watched.says(ZIXUAN, CURSE, topic=topic)
        await watched.passes(60)
        await watched.does(OWNER, "topic_delete", chat_id=FORUM, topic=topic)
        await watched.presses(OWNER, "提醒大家", chat=HIKE)
        await watched.passes(5)
        said = [each for each in watched.world.sent(FORUM) if "对事不对人" in each.get("text", "")]
        assert [each.get("message_thread_id", 0) for each in said] == [0]

    async def test_a_turn_of_general_is_told_by_its_name(self, watched: Story) -> None:
        await heated(watched, angry=0, calm=1)
        await watched.says(YINUO, CALM, topic=watched.world.topic_id(FORUM, "闲聊"))
        await raid(watched)
        assert "都在话题「综合」里" in at_the_desk(watched)[0]["text"]

    async def test_an_alert_speaks_the_language_of_its_desk(self, tmp_path: Path) -> None:
        config = HANT + f"[desk]\nchat = {KITCHEN}\n" + NO_TRAINING
        async with told(tmp_path, config) as story:
            await story.pulse.loaded.wait()
            await cursed(story)
            alert = story.world.sent(KITCHEN)[-1]
            assert "像有人在罵人" in alert["text"]
            assert "刪第 1 句" in labels(alert)

    async def test_hot_words_and_what_was_taught_are_written_in_the_script_of_the_desk(self, tmp_path: Path) -> None:
        async with told(tmp_path, HANT + f"[desk]\nchat = {KITCHEN}\n" + NO_TRAINING) as story:
            await story.pulse.loaded.wait()
            for who in (ZIXUAN, PEISHAN, MUYANG, EMMA, OWNER) * 2:
                await story.says(who, "漲價太過分了，氣死我了", chat=KITCHEN)
            await story.passes(60)
            assert "好幾個人都提到：太過分、氣死我了、漲價" in story.world.sent(KITCHEN)[-1]["text"]
            await story.presses(OWNER, "看錯了", chat=KITCHEN)
            assert "漲價" in (await story.says(OWNER, "/mood corrections", chat=KITCHEN))["text"]

    async def test_the_card_says_that_nobody_can_be_told_until_somebody_can(self, tmp_path: Path) -> None:
        async with told(tmp_path, NO_TRAINING) as story:
            await story.pulse.loaded.wait()
            card = await story.says(MODERATOR, "/mood")
            assert "没有管理员收得到提醒" in card["text"]
            assert labels(card) == ["私下打个招呼"]
            await story.says(MODERATOR, "/start mood", chat=MODERATOR)
            assert "收得到提醒" not in (await story.says(MODERATOR, "/mood"))["text"]

    async def test_with_nobody_to_tell_it_is_told_once_somebody_is_there(self, tmp_path: Path) -> None:
        async with told(tmp_path, NO_TRAINING) as story:
            await story.pulse.loaded.wait()
            await cursed(story)
            assert not await story.rows("SELECT * FROM mood_alerts")
            await story.says(MODERATOR, "/start", chat=MODERATOR)
            await cursed(story)
            assert "有 2 句" in story.world.sent(MODERATOR)[-1]["text"]


class TestPointing:
    async def test_a_message_its_author_took_away_is_answered_like_any_other(self, watched: Story) -> None:
        message_id = await cursed(watched)
        await watched.does(ZIXUAN, "delete", chat_id=FORUM, message_id=message_id)
        await watched.presses(OWNER, "删第 1 句", chat=HIKE)
        assert watched.toasts(OWNER)[-1] == "删了。"
        assert "删第 1 句" not in unanswered(watched)

    async def test_what_was_edited_since_is_still_pointed_at_and_not_counted_twice(self, watched: Story) -> None:
        await watched.says(ZIXUAN, CURSE)
        [said] = [each for each in watched.world.messages(FORUM) if each.get("text") == CURSE]
        await watched.does(ZIXUAN, "edit", chat_id=FORUM, message_id=said["message_id"], text=CURSE + "！")
        await watched.passes(60)
        assert "有 1 句" in at_the_desk(watched)[0]["text"]
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
        await watched.presses(ZIXUAN, "别检查我的心情")
        await watched.passes(60)
        assert not at_the_desk(watched)
        assert not await watched.rows("SELECT * FROM mood_marks")

    async def test_a_message_of_two_days_ago_is_said_to_be_beyond_a_bots_deleting(self, watched: Story) -> None:
        await watched.says(ZIXUAN, CURSE)
        await watched.passes(60)
        await watched.passes(2 * 86400)
        await watched.presses(OWNER, "删第 1 句", chat=HIKE)
        assert "不让机器人删这么早的消息" in watched.toasts(OWNER)[-1]
        assert [each for each in watched.world.messages(FORUM) if each.get("text") == CURSE]

    async def test_a_member_who_left_is_still_pointed_at_and_never_named(self, watched: Story) -> None:
        await watched.says(ZIXUAN, CURSE)
        await watched.does(ZIXUAN, "leave", chat_id=FORUM)
        await watched.passes(60)
        assert watched.world.people[ZIXUAN].name not in at_the_desk(watched)[0]["text"]
        await watched.presses(OWNER, "删第 1 句", chat=HIKE)
        assert not [each for each in watched.world.messages(FORUM) if each.get("text") == CURSE]


class TestTrial:
    async def test_a_calm_trial_is_summed_up_too_once(self, tmp_path: Path) -> None:
        async with told(tmp_path, DESK) as story:
            await story.pulse.loaded.wait()
            for who in (YINUO, MUYANG, ZIXUAN):
                await story.says(who, CALM)
            await story.passes(7 * 86_400 + 3600)
            [summary] = at_the_desk(story)
            assert "看了 3 句，没有一句像在骂人" in summary["text"]
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
            assert "看了 2 句，有 1 次像在骂人" in at_the_desk(story)[1]["text"]

    async def test_the_week_more_begins_when_it_is_asked_for(self, tmp_path: Path) -> None:
        async with told(tmp_path, DESK) as story:
            await story.pulse.loaded.wait()
            await story.says(YINUO, CALM)
            await story.passes(7 * 86_400 + 3600)
            await story.passes(20 * 86_400)
            answered = await story.presses(OWNER, "再试一周", chat=HIKE)
            assert "试到 2月20日" in answered["text"]
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
            assert "骂人提醒先试几天 7 → 0" in (await story.says(OWNER, "/audit"))["text"]

    async def test_a_moderator_who_has_seen_enough_ends_it_from_the_card(self, tmp_path: Path) -> None:
        async with told(tmp_path, DESK) as story:
            await story.pulse.loaded.wait()
            await cursed(story)
            card = await story.says(OWNER, "/mood")
            assert "试运行到 1月23日：看了 1 句，有 1 次像在骂人" in card["text"]
            await story.presses(OWNER, "开始提醒")
            await story.passes(3600)
            await cursed(story)
            assert "有 1 句" in at_the_desk(story)[0]["text"]
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

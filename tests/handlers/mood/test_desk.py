"""Stories of moderators and the alerts of the mood: what they find, what they press, and what is left to press then."""

from __future__ import annotations

from pathlib import Path

from tests.handlers.mood.watching import labels
from tests.mood.test_answering import unanswered
from tests.mood.watching import CALM, CURSE, NO_TRAINING, at_the_desk, cursed, heated, raid
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
    Story,
    told,
)

HANT = f'[groups."{KITCHEN}".community]\nlocale = "zh-Hant"\n'


class TestAnswers:
    async def test_everybody_at_the_desk_sees_who_answered_what(self, watched: Story) -> None:
        await raid(watched)
        answered = await watched.presses(MODERATOR, "知道了", chat=HIKE)
        assert "低落的话变多了" in answered["text"]
        assert f"✓ {watched.world.people[MODERATOR].name}：知道了" in answered["text"]
        assert unanswered(watched)[-3:] == ["没看错", "看错了", "安静一小时"]

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
        assert not {"没看错", "看错了", "知道了", "安静一小时"} & set(unanswered(watched))

    async def test_a_turn_that_is_so_is_told_how_to_let_everybody_know(self, watched: Story) -> None:
        await raid(watched)
        assert "/incident open" in (await watched.presses(OWNER, "没看错", chat=HIKE))["text"]

    async def test_with_something_open_already_that_hint_is_spared(self, watched: Story) -> None:
        await raid(watched)
        await watched.says(OWNER, "/incident open 涨价")
        assert "/incident" not in (await watched.presses(OWNER, "没看错", chat=HIKE))["text"]

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
        await watched.presses(OWNER, "删第 1 条", chat=HIKE)
        assert watched.toasts(OWNER)[-1] == "已删除。"
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
            assert labels(story.world.sent(OWNER)[-1]) == ["看第 1 条", "删第 1 条"]
            assert "✓" not in story.world.sent(OWNER)[-1]["text"]


class TestPlaces:
    async def test_hostile_words_in_a_topic_are_told_with_its_name_and_answered_there(self, watched: Story) -> None:
        topic = watched.world.topic_id(FORUM, "闲聊")
        await watched.says(ZIXUAN, CURSE, topic=topic)
        await watched.passes(60)
        [alert] = at_the_desk(watched)
        assert "都在话题「闲聊」里" in alert["text"]
        assert "去「闲聊」" in labels(alert)
        await watched.presses(OWNER, "删第 1 条", chat=HIKE)
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
            assert "可能有人在罵人" in alert["text"]
            assert "刪第 1 則" in labels(alert)

    async def test_hot_words_and_what_was_taught_are_written_in_the_script_of_the_desk(self, tmp_path: Path) -> None:
        async with told(tmp_path, HANT + f"[desk]\nchat = {KITCHEN}\n" + NO_TRAINING) as story:
            await story.pulse.loaded.wait()
            for who in (ZIXUAN, PEISHAN, MUYANG, EMMA, OWNER) * 2:
                await story.says(who, "運費太過分了，氣死我了", chat=KITCHEN)
            await story.passes(60)
            alert = story.world.sent(KITCHEN)[-1]["text"]
            assert "依據這些詞：氣死我了、太過分" in alert
            assert "好幾個人都提到：運費" in alert
            await story.presses(OWNER, "看錯了", chat=KITCHEN)
            assert "運費" in (await story.says(OWNER, "/mood corrections", chat=KITCHEN))["text"]

    async def test_the_card_says_that_nobody_can_be_told_until_somebody_can(self, tmp_path: Path) -> None:
        async with told(tmp_path, NO_TRAINING) as story:
            await story.pulse.loaded.wait()
            card = await story.says(MODERATOR, "/mood")
            assert "没有管理员能收到提醒" in card["text"]
            assert labels(card) == ["开始私聊"]
            await story.says(MODERATOR, "/start mood", chat=MODERATOR)
            assert "能收到提醒" not in (await story.says(MODERATOR, "/mood"))["text"]

    async def test_with_nobody_to_tell_it_is_told_once_somebody_is_there(self, tmp_path: Path) -> None:
        async with told(tmp_path, NO_TRAINING) as story:
            await story.pulse.loaded.wait()
            await cursed(story)
            assert not await story.rows("SELECT * FROM mood_alerts")
            await story.says(MODERATOR, "/start", chat=MODERATOR)
            await cursed(story)
            assert "有 2 条" in story.world.sent(MODERATOR)[-1]["text"]

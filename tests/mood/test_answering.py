"""Stories of alerts answered: by press, by action, by teaching, and by those who opted out."""

from __future__ import annotations

import json
from pathlib import Path

from bot.domain.mood.pulse import Counts, Hour, bar, read
from tests.mood.watching import ANGRY, CURSE, DESK, FURIOUS, NO_TRAINING, THIS_HOUR, at_the_desk, counted, cursed, raid
from tests.story import EMMA, FORUM, HIKE, KITCHEN, MODERATOR, NOON, OWNER, YINUO, ZIXUAN, Message, Story, told


class TestAnswering:
    async def test_a_member_cannot_answer(self, watched: Story) -> None:
        await watched.says(ZIXUAN, CURSE)
        await watched.passes(60)
        await watched.presses(YINUO, "看错了", chat=HIKE)
        assert "只有管理员" in watched.toasts(YINUO)[-1]
        assert await watched.rows("SELECT state FROM mood_alerts") == [{"state": "told"}]

    async def test_not_so_is_learnt_for_this_group_and_outlives_a_restart(self, watched: Story) -> None:
        words = "又要排队等半天"
        for number in range(25):
            await watched.says(FURIOUS[number % 3], words)
        await watched.passes(60)
        before = await counted(watched)
        await watched.presses(OWNER, "看错了", chat=HIKE)
        assert "少提醒" in watched.toasts(OWNER)[-1]
        await watched.restart()
        await watched.pulse.loaded.wait()
        await watched.says(ZIXUAN, words)
        await watched.says(OWNER, words, chat=KITCHEN)
        assert (await counted(watched, KITCHEN)).alarming == 1
        after = await counted(watched)
        assert before.alarming == 25
        assert (after.said, after.alarming) == (26, 25)
        assert after.gloom - before.gloom < before.gloom / 25 - 50

    async def test_that_the_mood_has_not_turned_says_nothing_about_an_insult_among_its_messages(
        self, watched: Story
    ) -> None:
        await watched.says(ZIXUAN, CURSE)
        await watched.passes(60)
        for number in range(25):
            await watched.says(FURIOUS[number % 3], "今天有点烦")
        await watched.says(ZIXUAN, CURSE)
        await watched.passes(60)
        await watched.presses(OWNER, "看错了", chat=HIKE)
        taught = await watched.rows("SELECT aspect, is_so FROM mood_corrections")
        assert taught == [{"aspect": "negative", "is_so": 0}] * 3

    async def test_a_second_answer_changes_nothing(self, watched: Story) -> None:
        await watched.says(ZIXUAN, CURSE)
        await watched.passes(60)
        message_id, data = watched.button(HIKE, "看错了")
        # Both are on their way before the bot looks.
        for pressed in (data.replace("wrong", "muted"), data):
            watched.world.press(OWNER, HIKE, message_id, pressed)
        await watched.settle()
        assert watched.toasts(OWNER)[-2:] == ["好，一小时内不再提醒这个群的气氛。", "已经有人处理过了。"]
        assert await watched.rows("SELECT state FROM mood_alerts") == [{"state": "muted"}]
        assert not await watched.rows("SELECT * FROM mood_corrections")

    async def test_muting_holds_back_every_kind_for_an_hour(self, watched: Story) -> None:
        await watched.says(ZIXUAN, CURSE)
        await watched.passes(60)
        await watched.presses(OWNER, "安静一小时", chat=HIKE)
        await raid(watched)
        assert len(at_the_desk(watched)) == 1


class TestReading:
    def test_a_noisy_past_explains_a_noisy_week(self) -> None:
        now = [Hour(THIS_HOUR, 0, Counts(negative=30, neutral=70))]
        wild = [Hour(THIS_HOUR - 168 * back, 0, Counts(5 + 15 * back, 95 - 15 * back)) for back in range(1, 6)]
        calm = [Hour(THIS_HOUR - 168 * back, 0, Counts(15 + back, 85 - back)) for back in range(1, 6)]
        assert read(now, wild, timezone="Asia/Shanghai").trend == "same"
        assert read(now, calm, timezone="Asia/Shanghai").trend == "lower"

    def test_one_bad_evening_does_not_become_what_is_usual(self) -> None:
        past = [Hour(THIS_HOUR - 168 * back, 0, Counts(10, 90)) for back in range(1, 6)]
        past.append(Hour(THIS_HOUR - 168 * 6, 0, Counts(100, 0)))
        now = [Hour(THIS_HOUR, 0, Counts(30, 70))]
        reading = read(now, past, timezone="Asia/Shanghai")
        assert (reading.trend, reading.expected) == ("lower", 0.1)

    def test_another_hour_is_no_measure_until_enough_are_known(self) -> None:
        past = [Hour(THIS_HOUR - 168 * back - 5, 0, Counts(10, 90)) for back in range(1, 6)]
        assert read([Hour(THIS_HOUR, 0, Counts(30, 70))], past, timezone="Asia/Shanghai").trend == "new"

    def test_a_quiet_group_is_measured_by_whole_days_once_two_weeks_are_known(self) -> None:
        def days(first: int, last: int, hour: Counts) -> list[Hour]:
            return [Hour(THIS_HOUR - 24 * back - at, 0, hour) for back in range(first, last) for at in range(7)]

        now = days(0, 1, Counts(negative=2, neutral=2))
        assert read(now, days(1, 14, Counts(0, 4)), timezone="Asia/Shanghai").trend == "new"
        reading = read(now, days(1, 20, Counts(0, 4)), timezone="Asia/Shanghai")
        assert (reading.trend, reading.expected) == ("lower", 0)

    def test_a_bar_never_leaves_its_frame(self) -> None:
        assert bar(0.2, full=0.4) == "█████░░░░░"
        assert bar(1, full=0.4) == "██████████"
        assert bar(0, full=0.4) == "░░░░░░░░░░"


def file_in(story: Story, message: Message) -> bytes:
    return story.world.files[message["document"]["file_id"]].content


def unanswered(story: Story) -> list[str]:
    return [key["text"] for row in at_the_desk(story)[-1]["reply_markup"]["inline_keyboard"] for key in row]


class TestActions:
    async def test_a_hostile_message_is_deleted_by_a_moderators_hand_once_and_logged(self, watched: Story) -> None:
        await watched.says(ZIXUAN, "/start", chat=ZIXUAN)
        message_id = await cursed(watched)
        assert unanswered(watched)[:2] == ["看第 1 条", "删第 1 条"]
        alert, data = watched.button(HIKE, "删第 1 条")
        for _ in range(2):
            watched.world.press(OWNER, HIKE, alert, data)
        await watched.settle()
        assert watched.toasts(OWNER)[-2:] == ["已删除。", "这一条已经处理过，或是太久了。"]
        assert all(each["message_id"] != message_id for each in watched.world.messages(FORUM))
        assert unanswered(watched) == ["提醒大家", "知道了", "安静一小时"]
        assert await watched.rows("SELECT deed, target_id FROM audit") == [{"deed": "mood_deleted", "target_id": 0}]
        assert "被删了（话说得太冲）" in watched.world.sent(ZIXUAN)[-1]["text"], "nobody else is told whose it was"
        assert "话说得太冲" in (await watched.says(ZIXUAN, "/why", chat=ZIXUAN))["text"]

    async def test_whoever_may_not_delete_is_told_which_right_is_missing(self, watched: Story) -> None:
        message_id = await cursed(watched)
        await watched.does(OWNER, "promote", chat_id=FORUM, user_id=YINUO, rights=["can_pin_messages"])
        await watched.presses(YINUO, "删第 1 条", chat=HIKE)
        assert "删除消息" in watched.toasts(YINUO)[-1]
        assert any(each["message_id"] == message_id for each in watched.world.messages(FORUM))

    async def test_a_reminder_is_for_everybody_and_names_nobody(self, watched: Story) -> None:
        await cursed(watched)
        await watched.presses(OWNER, "提醒大家", chat=HIKE)
        said = watched.world.sent(FORUM)[-1]
        assert "对事不对人" in said["text"]
        assert "reply_to_message" not in said
        assert unanswered(watched) == ["看第 1 条", "删第 1 条", "没看错", "看错了", "安静一小时"]

    async def test_a_turn_offers_no_deeds_against_anyone(self, watched: Story) -> None:
        await raid(watched)
        assert not {"提醒大家", "删第 1 条"} & set(unanswered(watched))

    async def test_a_group_may_want_several_hostile_messages_before_it_is_told(self, tmp_path: Path) -> None:
        async with told(tmp_path, DESK + NO_TRAINING + "hostile_from = 3\n") as story:
            await story.pulse.loaded.wait()
            await cursed(story, times=2)
            assert not at_the_desk(story)
            await cursed(story)
            assert "有 3 条" in at_the_desk(story)[-1]["text"]

    async def test_several_are_several_within_an_hour(self, tmp_path: Path) -> None:
        async with told(tmp_path, DESK + NO_TRAINING + "hostile_from = 3\n") as story:
            await story.pulse.loaded.wait()
            for _ in range(3):
                await cursed(story)
                await story.passes(2400)
            assert not at_the_desk(story)
            await cursed(story)
            await cursed(story)
            assert "有 3 条" in at_the_desk(story)[-1]["text"]

    async def test_words_that_five_people_used_are_told_and_one_persons_are_not(self, watched: Story) -> None:
        for who in (ZIXUAN, YINUO, EMMA, MODERATOR, OWNER) * 2:
            await watched.says(who, "运费太过分了，气死我了")
        for _ in range(6):
            await watched.says(ZIXUAN, "客服太差劲了，垃圾")
        await watched.passes(60)
        turned = at_the_desk(watched)[0]["text"]
        assert "低落的话变多了" in turned
        assert "依据这些词：气死我了、太过分" in turned
        assert "好几个人都提到：运费" in turned
        assert "客服" not in turned


class TestTeaching:
    async def test_it_is_so_is_learnt_too(self, watched: Story) -> None:
        await raid(watched)
        assert "管理员评过" not in (await watched.says(OWNER, "/mood"))["text"]
        await watched.presses(OWNER, "没看错", chat=HIKE)
        assert "更留意" in watched.toasts(OWNER)[-1]
        await cursed(watched)
        await watched.presses(OWNER, "看错了", chat=HIKE)
        card = (await watched.says(OWNER, "/mood"))["text"]
        assert "低落提醒，管理员评过 1 次，1 次没看错" in card
        assert "骂人提醒，管理员评过 1 次，0 次没看错" in card
        assert {
            row["is_so"] for row in await watched.rows("SELECT is_so FROM mood_corrections WHERE aspect = 'negative'")
        } == {1}

    async def test_corrections_are_listed_taken_back_and_handed_out(self, watched: Story) -> None:
        assert "还没有纠正过" in (await watched.says(OWNER, "/mood corrections"))["text"]
        await cursed(watched)
        await watched.presses(OWNER, "看错了", chat=HIKE)
        assert "#1 " in (await watched.says(OWNER, "/mood 教过的"))["text"]
        assert "并没骂人" in (await watched.says(OWNER, "/mood corrections"))["text"]
        file = json.loads(file_in(watched, await watched.says(OWNER, "/mood export")))
        assert file["corrections"][0]["is_so"] is False
        assert "said_by" not in file["corrections"][0]
        assert "没有 #7" in (await watched.says(OWNER, "/mood undo 7"))["text"]
        assert "已撤销" in (await watched.says(OWNER, "/mood undo #1"))["text"]
        assert await watched.rows("SELECT * FROM mood_corrections") == []
        assert "只有管理员" in (await watched.says(YINUO, "/mood corrections"))["text"]

    async def test_what_was_taken_back_weighs_nothing_any_more(self, watched: Story) -> None:
        await cursed(watched)
        await watched.presses(OWNER, "看错了", chat=HIKE)
        learnt = watched.pulse._learnt[FORUM]
        assert learnt.listed()
        await watched.says(OWNER, "/mood undo 1")
        assert not learnt.listed()


class TestOptOuts:
    async def test_whoever_declined_is_not_looked_at(self, mood: Story) -> None:
        chats = mood.app.engine._chats
        async with mood.app.database.unit() as unit:
            await chats.opt_outs.choose(unit, "mood", user_id=ZIXUAN, is_declined=True, at=NOON)
        await mood.says(ZIXUAN, ANGRY)
        await mood.says(YINUO, ANGRY)
        assert (await counted(mood)).said == 1

    async def test_a_group_turns_it_off_by_a_button(self, mood: Story) -> None:
        await mood.says(OWNER, "/settings")
        await mood.presses(OWNER, "气氛")
        await mood.presses(OWNER, "关掉气氛检查")
        await mood.says(ZIXUAN, ANGRY)
        assert (await counted(mood)).said == 0


class TestRemembering:
    async def test_after_a_day_ten_minutes_become_hours_and_nothing_is_lost(self, mood: Story) -> None:
        for _ in range(4):
            await mood.says(ZIXUAN, ANGRY)
            await mood.passes(601)
        spans = "SELECT begins_at FROM mood_counts"
        assert len(await mood.rows(spans)) == 4
        before = await counted(mood)
        await mood.passes(40 * 3600)
        assert [row["begins_at"] % 3600 for row in await mood.rows(spans)] == [0]
        assert await counted(mood) == before

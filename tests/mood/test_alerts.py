"""Stories of alerts: what turns a mood, and who is told of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.config import load
from tests.mood.watching import (
    ANGRY,
    CURSE,
    DESK,
    FURIOUS,
    NO_TRAINING,
    THIS_HOUR,
    at_the_desk,
    counted,
    cursed,
    heated,
    raid,
    week,
)
from tests.story import EMMA, FORUM, HIKE, MODERATOR, MUYANG, OWNER, YINUO, ZIXUAN, Story, told

MIGRATIONS = Path(__file__).parents[2] / "storage" / "migrations"


class TestAlerts:
    async def test_a_heated_quarter_of_an_hour_is_told_once_and_names_nobody(self, watched: Story) -> None:
        await raid(watched)
        [alert] = at_the_desk(watched)
        assert "「围炉夜话」低落的话变多了" in alert["text"]
        assert "24 条里有 12 条（50%）" in alert["text"]
        assert "数据还不够" in alert["text"]
        assert watched.world.people[ZIXUAN].name not in alert["text"]
        looks = [key["url"] for key in alert["reply_markup"]["inline_keyboard"][0]]
        assert len(looks) == 3
        last = [each for each in watched.world.messages(FORUM) if each.get("text") == ANGRY][-1]
        assert looks[-1] == f"https://t.me/c/{-1_000_000_000_000 - FORUM}/{last['message_id']}"
        await raid(watched)
        assert len(at_the_desk(watched)) == 1

    async def test_what_may_be_a_turn_is_told_as_such_once_and_as_one_when_it_is(self, watched: Story) -> None:
        async def grumbles() -> None:
            """Many a little low, and three who say it plainly."""
            async with watched.app.database.unit() as unit:
                await unit.run(
                    "INSERT INTO mood_counts (chat_id, begins_at, topic, negative, neutral, gloom, scatter) "
                    "VALUES (:chat, :at, 0, 10, 27, 12350, 6000)",
                    {"chat": FORUM, "at": watched.world.clock.now() // 600 * 600 - 600},
                )
            for who in FURIOUS:
                await watched.says(who, ANGRY)
            await watched.passes(60)

        await grumbles()
        [alert] = at_the_desk(watched)
        assert "可能变多了" in alert["text"]
        assert "依据这些词：气死我了" in alert["text"]
        await watched.passes(7200)
        await grumbles()
        assert len(at_the_desk(watched)) == 1
        await raid(watched)
        assert "低落的话变多了" in at_the_desk(watched)[-1]["text"]
        assert len(at_the_desk(watched)) == 2

    async def test_one_furious_member_or_a_quarrel_of_two_is_no_turn_and_a_third_voice_makes_it_one(
        self, watched: Story
    ) -> None:
        for number in range(12):
            await watched.says((ZIXUAN, MUYANG)[number % 2], ANGRY)
        await watched.passes(60)
        assert not at_the_desk(watched)
        await watched.says(EMMA, ANGRY)
        await watched.passes(60)
        assert "低落的话变多了" in at_the_desk(watched)[0]["text"]

    async def test_one_voice_that_says_most_of_it_is_no_turn_of_those_around_it(self, watched: Story) -> None:
        for who in (*[ZIXUAN] * 12, MUYANG, EMMA):
            await watched.says(who, ANGRY)
        await watched.passes(60)
        assert not at_the_desk(watched)

    async def test_a_member_who_rages_in_one_topic_does_not_hide_the_turn_of_another(self, watched: Story) -> None:
        quiet = watched.world.topic_id(FORUM, "闲聊")
        for _ in range(20):
            await watched.says(YINUO, ANGRY, topic=quiet)
        for number in range(12):
            await watched.says(FURIOUS[number % 3], ANGRY)
        await watched.passes(60)
        [alert] = at_the_desk(watched)
        assert "12 条里有 12 条" in alert["text"]

    async def test_a_calm_afternoon_with_a_grumble_is_not_told(self, watched: Story) -> None:
        await heated(watched, angry=4, calm=30)
        await watched.passes(60)
        assert not at_the_desk(watched)

    async def test_what_is_usual_here_is_no_alert(self, watched: Story) -> None:
        async with watched.app.database.unit() as unit:
            await unit.many(
                "INSERT INTO mood_counts (chat_id, begins_at, topic, negative, neutral, alarming, gloom, scatter) "
                "VALUES (?, ?, 0, 20, 20, 20, 20000, 15000)",
                [(FORUM, (THIS_HOUR - 168 * back) * 3600) for back in range(1, 6)],
            )
        await raid(watched)
        assert not at_the_desk(watched)

    async def test_it_says_what_is_usual_at_this_hour(self, watched: Story) -> None:
        await week(watched, share=0.0, weeks=3)
        await raid(watched)
        assert "往常这时候约占 3%" in at_the_desk(watched)[0]["text"]

    async def test_the_topic_that_turned_has_its_own_button(self, watched: Story) -> None:
        topic = watched.world.topic_id(FORUM, "闲聊")
        await heated(watched, angry=0, calm=30)
        await raid(watched, topic=topic)
        [alert] = at_the_desk(watched)
        assert "都在话题「闲聊」里" in alert["text"]
        urls = [key.get("url", "") for row in alert["reply_markup"]["inline_keyboard"] for key in row]
        assert f"https://t.me/c/{-1_000_000_000_000 - FORUM}/{topic}" in urls

    async def test_hostile_words_are_one_quiet_alert_however_many(self, watched: Story) -> None:
        for _ in range(5):
            await watched.says(ZIXUAN, CURSE)
        await watched.passes(60)
        [alert] = at_the_desk(watched)
        assert "有 5 条" in alert["text"]
        assert CURSE not in alert["text"]
        await watched.passes(300)
        await watched.says(ZIXUAN, CURSE)
        await watched.passes(60)
        assert len(at_the_desk(watched)) == 1
        await watched.passes(3600)
        await watched.says(ZIXUAN, CURSE)
        await watched.passes(60)
        assert len(at_the_desk(watched)) == 2

    async def test_what_was_hostile_in_the_quiet_hour_is_told_at_its_end(self, watched: Story) -> None:
        await cursed(watched)
        await watched.passes(300)
        for _ in range(3):
            await cursed(watched)
        assert len(at_the_desk(watched)) == 1
        await watched.passes(2 * 3600)
        [_, later] = at_the_desk(watched)
        assert "有 3 条" in later["text"]
        await watched.passes(4 * 3600)
        assert len(at_the_desk(watched)) == 2

    async def test_what_was_hostile_while_alerts_were_muted_is_told_when_they_are_not(self, watched: Story) -> None:
        await cursed(watched)
        await watched.passes(3000)
        await watched.presses(OWNER, "安静一小时", chat=HIKE)
        await watched.passes(300)
        await cursed(watched)
        await watched.passes(1800)
        assert len(at_the_desk(watched)) == 1
        await watched.passes(1800)
        [_, later] = at_the_desk(watched)
        assert "有 1 条" in later["text"]

    async def test_hostile_words_are_only_counted_while_the_bot_learns(self, tmp_path: Path) -> None:
        async with told(tmp_path, DESK) as story:
            await story.pulse.loaded.wait()
            await story.says(ZIXUAN, CURSE)
            await story.passes(60)
            assert not at_the_desk(story)
            assert "其中 1 次会触发骂人提醒" in (await story.says(MODERATOR, "/mood"))["text"]

    async def test_the_end_of_the_trial_run_is_told_once_across_restarts(self, tmp_path: Path) -> None:
        async with told(tmp_path, DESK) as story:
            await story.pulse.loaded.wait()
            for _ in range(2):
                await story.says(ZIXUAN, CURSE)
                await story.passes(60)
                await story.passes(3600)
            await story.passes(5 * 86_400)
            assert not at_the_desk(story)
            await story.restart()
            await story.pulse.loaded.wait()
            await story.passes(2 * 86_400)
            [summary] = at_the_desk(story)
            assert "「围炉夜话」的试运行结束了：看了 2 条，其中 2 次会触发骂人提醒" in summary["text"]
            await story.restart()
            await story.pulse.loaded.wait()
            await story.passes(8 * 86_400)
            assert len(at_the_desk(story)) == 1
            await story.says(ZIXUAN, CURSE)
            await story.passes(60)
            assert "有 1 条" in at_the_desk(story)[1]["text"]

    async def test_a_trial_run_made_longer_is_summed_up_at_its_new_end(self, tmp_path: Path) -> None:
        async with told(tmp_path, DESK + "[mood]\ntraining_days = 2\n") as story:
            await story.pulse.loaded.wait()
            await story.says(ZIXUAN, CURSE)
            await story.passes(60)
            assert await story.rows("SELECT count(*) AS n FROM timers WHERE kind = 'mood_trained'") == [{"n": 1}]
            path = tmp_path / "config.toml"
            path.write_text(path.read_text().replace("training_days = 2", "training_days = 4"))
            story.config = load(path, {})
            await story.restart()
            await story.pulse.loaded.wait()
            await story.passes(3 * 86_400)
            assert not at_the_desk(story)
            await story.passes(2 * 86_400)
            assert len(at_the_desk(story)) == 1

    async def test_alerts_can_be_turned_off(self, tmp_path: Path) -> None:
        async with told(tmp_path, DESK + NO_TRAINING + "alerts = false\n") as story:
            await story.pulse.loaded.wait()
            await story.says(ZIXUAN, CURSE)
            await story.passes(60)
            assert not at_the_desk(story)
            assert (await counted(story)).hostile == 1

    async def test_without_a_desk_administrators_who_began_a_chat_are_told(self, tmp_path: Path) -> None:
        async with told(tmp_path, NO_TRAINING) as story:
            await story.pulse.loaded.wait()
            await story.says(MODERATOR, "/start", chat=MODERATOR)
            await story.says(ZIXUAN, CURSE)
            await story.passes(60)
            assert "可能有人在骂人" in story.world.sent(MODERATOR)[-1]["text"]


class TestEarlierCounts:
    def test_rows_from_before_get_the_gloom_of_their_labels(self) -> None:
        files = {path.name[5:]: path.read_text(encoding="utf-8") for path in MIGRATIONS.glob("*_mood*.sql")}
        with closing(sqlite3.connect(":memory:")) as store:
            store.executescript(files["mood.sql"])
            store.execute(
                "INSERT INTO mood_counts (chat_id, begins_at, topic, negative, neutral, positive, abstained, alarming) "
                "VALUES (1, 0, 0, 10, 60, 20, 10, 4)"
            )
            store.executescript(files["mood_gloom.sql"])
            [(gloom, scatter)] = store.execute("SELECT gloom, scatter FROM mood_counts")
        assert 0.22 < gloom / 1000 / 100 < 0.27
        assert 0.02 < scatter / 1000 / 100 - (gloom / 1000 / 100) ** 2 < 0.05

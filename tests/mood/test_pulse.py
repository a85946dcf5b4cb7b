"""Stories of the group's mood: messages counted in passing, /mood for moderators, a baseline of the group's own."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.config import load
from bot.domain.activity import Heard
from bot.domain.day import local_day
from bot.domain.mood.pulse import Counts, Hour, bar, read
from bot.domain.people import Group
from bot.engine.fast_path import Begun
from handlers.mood.picture import picture
from tests.story import EMMA, FORUM, HIKE, KITCHEN, MODERATOR, MUYANG, NOON, OWNER, YINUO, ZIXUAN, Message, Story, told

CALM, ANGRY, GLAD = "今天下午三点开会", "气死我了，太差劲了", "太好了，谢谢大家！"
THIS_HOUR = NOON // 3600
MIGRATIONS = Path(__file__).parents[2] / "storage" / "migrations"
NOON_DAY = local_day(NOON, "Asia/Shanghai", starts_at=0)


@pytest.fixture
async def mood(tmp_path: Path) -> AsyncIterator[Story]:
    async with told(tmp_path) as story:
        await story.pulse.loaded.wait()
        yield story


async def week(story: Story, *, share: float, weeks: int = 4, said: int = 40) -> None:
    """The same hour of the same weekday, `weeks` times back, with that share of negative messages."""
    async with story.app.database.unit() as unit:
        await unit.many(
            "INSERT INTO mood_counts (chat_id, begins_at, topic, negative, neutral) VALUES (?, ?, 0, ?, ?)",
            [
                (FORUM, (THIS_HOUR - 168 * back) * 3600, round(said * share), said - round(said * share))
                for back in range(1, weeks + 1)
            ],
        )


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


async def counted(story: Story, chat: int = FORUM) -> Counts:
    kinds = "negative, neutral, positive, abstained, hostile, alarming, gloom, scatter"
    sums = ", ".join(f"coalesce(sum({each}), 0) AS {each}" for each in kinds.split(", "))
    [row] = await story.rows(f"SELECT {sums} FROM mood_counts WHERE chat_id = :chat", chat=chat)
    return Counts(**row)


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

        mood.app.engine._router.wiring.beginnings.insert(0, broken)
        await mood.app.engine.begin()
        await mood.says(YINUO, ANGRY)
        assert (await counted(mood)).said == 1


class TestAsking:
    async def test_members_are_told_who_may(self, mood: Story) -> None:
        assert "只有管理员" in (await mood.says(YINUO, "/mood"))["text"]

    async def test_too_few_messages_are_said_to_be_too_few(self, mood: Story) -> None:
        await mood.says(YINUO, ANGRY)
        answer = (await mood.says(MODERATOR, "/mood"))["text"]
        assert "只有 1 句，太少" in answer
        assert "看不出气氛" in answer

    async def test_without_earlier_weeks_there_is_no_trend(self, mood: Story) -> None:
        await heated(mood, angry=10, calm=10)
        answer = (await mood.says(MODERATOR, "/mood 3"))["text"]
        assert "最近 3 天的气氛" in answer
        assert "低落的话占 50 %" in answer
        assert "没法跟往常比" in answer
        assert "██████████ 50 %　1月16日，20 句" in answer

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
        assert "不是数目" in (await mood.says(MODERATOR, "/mood 明天"))["text"]

    async def test_privacy_says_how_often_it_errs(self, mood: Story) -> None:
        answer = (await mood.says(EMMA, "/privacy all"))["text"]
        assert "大约一成" in answer
        assert "2 %" in answer


async def heated(story: Story, *, angry: int, calm: int) -> None:
    for number in range(max(angry, calm)):
        if number < angry:
            await story.says(ZIXUAN, ANGRY)
        if number < calm:
            await story.says(YINUO, CALM)


CURSE = "你这个傻逼，滚"
FURIOUS = (ZIXUAN, MUYANG, EMMA)
DESK = f"[desk]\nchat = {HIKE}\n"
NO_TRAINING = "[mood]\ntraining_days = 0\n"


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[Story]:
    """The moderators sit in the hikers' group."""
    async with told(tmp_path, DESK + NO_TRAINING) as story:
        await story.pulse.loaded.wait()
        yield story


def at_the_desk(story: Story) -> list[Message]:
    return story.world.sent(HIKE)


async def raid(story: Story, *, topic: int = 0) -> None:
    for number in range(24):
        who, words = ((FURIOUS[number % 3], ANGRY), (YINUO, CALM))[number % 2]
        await story.says(who, words, **({"topic": topic} if topic else {}))
    await story.passes(60)


class TestAlerts:
    async def test_a_heated_quarter_of_an_hour_is_told_once_and_names_nobody(self, watched: Story) -> None:
        await raid(watched)
        [alert] = at_the_desk(watched)
        assert "「围炉夜话」的气氛变了" in alert["text"]
        assert "24 句里有 12 句低落，占 50 %" in alert["text"]
        assert "攒的日子还不够" in alert["text"]
        assert watched.world.people[ZIXUAN].name not in alert["text"]
        looks = [key["url"] for key in alert["reply_markup"]["inline_keyboard"][0]]
        assert len(looks) == 3
        last = [each for each in watched.world.messages(FORUM) if each.get("text") == ANGRY][-1]
        assert looks[-1] == f"https://t.me/c/{-1_000_000_000_000 - FORUM}/{last['message_id']}"
        await raid(watched)
        assert len(at_the_desk(watched)) == 1

    async def test_one_furious_member_or_a_quarrel_of_two_is_no_turn_and_a_third_voice_makes_it_one(
        self, watched: Story
    ) -> None:
        for number in range(12):
            await watched.says((ZIXUAN, MUYANG)[number % 2], ANGRY)
        await watched.passes(60)
        assert not at_the_desk(watched)
        await watched.says(EMMA, ANGRY)
        await watched.passes(60)
        assert "气氛变了" in at_the_desk(watched)[0]["text"]

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
        assert "12 句里有 12 句" in alert["text"]

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
        assert "往常这时候约占 3 %" in at_the_desk(watched)[0]["text"]

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
        assert "有 5 句" in alert["text"]
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
        assert "有 3 句" in later["text"]
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
        assert "有 1 句" in later["text"]

    async def test_hostile_words_are_only_counted_while_the_bot_learns(self, tmp_path: Path) -> None:
        async with told(tmp_path, DESK) as story:
            await story.pulse.loaded.wait()
            await story.says(ZIXUAN, CURSE)
            await story.passes(60)
            assert not at_the_desk(story)
            assert "有 1 次像在骂人，本来会提醒" in (await story.says(MODERATOR, "/mood"))["text"]

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
            assert "「围炉夜话」的试运行结束了：看了 2 句，有 2 次像在骂人" in summary["text"]
            await story.restart()
            await story.pulse.loaded.wait()
            await story.passes(8 * 86_400)
            assert len(at_the_desk(story)) == 1
            await story.says(ZIXUAN, CURSE)
            await story.passes(60)
            assert "有 1 句" in at_the_desk(story)[1]["text"]

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
            assert "像有人在骂人" in story.world.sent(MODERATOR)[-1]["text"]


class TestAnswering:
    async def test_a_member_cannot_answer(self, watched: Story) -> None:
        await watched.says(ZIXUAN, CURSE)
        await watched.passes(60)
        await watched.presses(YINUO, "看错了", chat=HIKE)
        assert "只有管理员" in watched.toasts(YINUO)[-1]
        assert await watched.rows("SELECT state FROM mood_alerts") == [{"state": "told"}]

    async def test_not_so_is_learnt_for_this_group_and_outlives_a_restart(self, watched: Story) -> None:
        words = "今天又要排队"
        for number in range(25):
            await watched.says(FURIOUS[number % 3], words)
        await watched.passes(60)
        before = await counted(watched)
        await watched.presses(OWNER, "看错了", chat=HIKE)
        assert "看轻些" in watched.toasts(OWNER)[-1]
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
        assert watched.toasts(OWNER)[-2:] == ["好，这个群一小时内不再提醒。", "已经有人处理过了。"]
        assert await watched.rows("SELECT state FROM mood_alerts") == [{"state": "muted"}]
        assert not await watched.rows("SELECT * FROM mood_corrections")

    async def test_muting_holds_back_every_kind_for_an_hour(self, watched: Story) -> None:
        await watched.says(ZIXUAN, CURSE)
        await watched.passes(60)
        await watched.presses(OWNER, "安静一小时", chat=HIKE)
        await raid(watched)
        assert len(at_the_desk(watched)) == 1


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


async def cursed(story: Story, *, times: int = 1) -> int:
    """The id of the last message."""
    for _ in range(times):
        await story.says(ZIXUAN, CURSE)
    await story.passes(60)
    return int([each for each in story.world.messages(FORUM) if each.get("text") == CURSE][-1]["message_id"])


def file_in(story: Story, message: Message) -> bytes:
    return story.world.files[message["document"]["file_id"]].content


def unanswered(story: Story) -> list[str]:
    return [key["text"] for row in at_the_desk(story)[-1]["reply_markup"]["inline_keyboard"] for key in row]


class TestActions:
    async def test_a_hostile_message_is_deleted_by_a_moderators_hand_once_and_logged(self, watched: Story) -> None:
        message_id = await cursed(watched)
        assert unanswered(watched)[:2] == ["看第 1 句", "删第 1 句"]
        alert, data = watched.button(HIKE, "删第 1 句")
        for _ in range(2):
            watched.world.press(OWNER, HIKE, alert, data)
        await watched.settle()
        assert watched.toasts(OWNER)[-2:] == ["删了。", "这一句已经处理过，或是太久了。"]
        assert all(each["message_id"] != message_id for each in watched.world.messages(FORUM))
        assert unanswered(watched) == ["提醒大家", "知道了", "安静一小时"]
        assert await watched.rows("SELECT deed, target_id FROM audit") == [{"deed": "mood_deleted", "target_id": 0}]

    async def test_whoever_may_not_delete_is_told_which_right_is_missing(self, watched: Story) -> None:
        message_id = await cursed(watched)
        await watched.does(OWNER, "promote", chat_id=FORUM, user_id=YINUO, rights=["can_pin_messages"])
        await watched.presses(YINUO, "删第 1 句", chat=HIKE)
        assert "删除消息" in watched.toasts(YINUO)[-1]
        assert any(each["message_id"] == message_id for each in watched.world.messages(FORUM))

    async def test_a_reminder_is_for_everybody_and_names_nobody(self, watched: Story) -> None:
        await cursed(watched)
        await watched.presses(OWNER, "提醒大家", chat=HIKE)
        said = watched.world.sent(FORUM)[-1]
        assert "对事不对人" in said["text"]
        assert "reply_to_message" not in said
        assert unanswered(watched) == ["看第 1 句", "删第 1 句", "确实如此", "看错了", "安静一小时"]

    async def test_a_turn_offers_no_deeds_against_anyone(self, watched: Story) -> None:
        await raid(watched)
        assert not {"提醒大家", "删第 1 句"} & set(unanswered(watched))

    async def test_a_group_may_want_several_hostile_messages_before_it_is_told(self, tmp_path: Path) -> None:
        async with told(tmp_path, DESK + NO_TRAINING + "hostile_from = 3\n") as story:
            await story.pulse.loaded.wait()
            await cursed(story, times=2)
            assert not at_the_desk(story)
            await cursed(story)
            assert "有 3 句" in at_the_desk(story)[-1]["text"]

    async def test_several_are_several_within_an_hour(self, tmp_path: Path) -> None:
        async with told(tmp_path, DESK + NO_TRAINING + "hostile_from = 3\n") as story:
            await story.pulse.loaded.wait()
            for _ in range(3):
                await cursed(story)
                await story.passes(2400)
            assert not at_the_desk(story)
            await cursed(story)
            await cursed(story)
            assert "有 3 句" in at_the_desk(story)[-1]["text"]

    async def test_words_that_five_people_used_are_told_and_one_persons_are_not(self, watched: Story) -> None:
        for who in (ZIXUAN, YINUO, EMMA, MODERATOR, OWNER) * 2:
            await watched.says(who, "涨价太过分了，气死我了")
        for _ in range(6):
            await watched.says(ZIXUAN, "客服太差劲了，垃圾")
        await watched.passes(60)
        turned = at_the_desk(watched)[0]["text"]
        assert "气氛变了" in turned
        assert "好几个人都提到：" in turned
        assert "涨价" in turned
        assert "客服" not in turned


class TestTeaching:
    async def test_it_is_so_is_learnt_too(self, watched: Story) -> None:
        await raid(watched)
        await watched.presses(OWNER, "确实如此", chat=HIKE)
        assert "看重些" in watched.toasts(OWNER)[-1]
        assert {row["is_so"] for row in await watched.rows("SELECT is_so FROM mood_corrections")} == {1}

    async def test_corrections_are_listed_taken_back_and_handed_out(self, watched: Story) -> None:
        assert "还没有人教过" in (await watched.says(OWNER, "/mood corrections"))["text"]
        await cursed(watched)
        await watched.presses(OWNER, "看错了", chat=HIKE)
        assert "#1 " in (await watched.says(OWNER, "/mood 教过的"))["text"]
        assert "并没骂人" in (await watched.says(OWNER, "/mood corrections"))["text"]
        file = json.loads(file_in(watched, await watched.says(OWNER, "/mood export")))
        assert file["corrections"][0]["is_so"] is False
        assert "said_by" not in file["corrections"][0]
        assert "没有 #7" in (await watched.says(OWNER, "/mood undo 7"))["text"]
        assert "撤掉了" in (await watched.says(OWNER, "/mood undo #1"))["text"]
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
        await mood.presses(OWNER, "关掉看气氛")
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

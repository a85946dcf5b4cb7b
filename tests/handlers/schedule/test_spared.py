"""Stories of what a group is spared: quiet hours, limits, other topics, texts that are held in reserve."""

from __future__ import annotations

from pathlib import Path

from tests.handlers.schedule.entries import DAY, HOUR, entry, reasons, said
from tests.story import FORUM, KITCHEN, MODERATOR, MUYANG, OWNER, PEISHAN, YINUO, ZIXUAN, Story, told


class TestWhatAGroupIsSpared:
    async def test_quiet_hours_hold_the_newest_until_morning(self, tmp_path: Path) -> None:
        quiet = '[quiet]\nhours = "12:30-15:30"\n'
        async with told(tmp_path, quiet + entry("每小时", 'every = "1h"')) as story:
            for _ in range(3):
                await story.passes(HOUR)
            assert said(story) == []
            await story.restart()
            await story.passes(HOUR // 2)
            assert len(said(story)) == 1
            assert await reasons(story) == ["merged", "merged", "posted"]

    async def test_some_would_rather_be_dropped_and_some_do_not_care(self, tmp_path: Path) -> None:
        quiet = '[quiet]\nhours = "12:30-15:30"\n'
        entries = [
            entry("丢", 'at = "2027-01-16 13:00"', 'text = "丢"', 'quiet = "drop"'),
            entry("不管", 'at = "2027-01-16 13:00"', 'text = "不管"', 'quiet = "ignore"'),
            entry("急", 'at = "2027-01-16 13:00"', 'text = "急"', "urgent = true"),
        ]
        async with told(tmp_path, quiet + "".join(entries)) as story:
            await story.passes(HOUR)
            assert sorted(said(story)) == ["不管", "急"]

    async def test_caps_of_day_and_week_hold_and_urgent_ones_pass(self, tmp_path: Path) -> None:
        caps = '[caps]\nper_day = 3\nper_week = 3\n[quiet]\nhours = ""\n'
        async with told(
            tmp_path, caps + entry("多", 'every = "6h"') + entry("急", 'every = "6h"', 'text = "急"', "urgent = true")
        ) as story:
            for _ in range(8):
                await story.passes(6 * HOUR)
            assert said(story).count("急") == 8
            found = [
                row["reason"] or "posted"
                for row in await story.rows("SELECT reason FROM schedule_runs WHERE entry = '多' ORDER BY due_at")
            ]
            assert found == ["posted", "posted", "posted", "cap_week", "cap_week", "posted", "posted", "posted"]

    async def test_the_more_important_goes_first_under_a_cap(self, tmp_path: Path) -> None:
        caps = "[caps]\nper_day = 1\n"
        entries = entry("甲", 'at = "2027-01-16 13:00"', 'text = "小事"') + entry(
            "乙", 'at = "2027-01-16 14:00"', 'text = "大事"', "priority = 10"
        )
        async with told(tmp_path, caps + entries) as story:
            await story.passes(HOUR)
            await story.passes(HOUR)
            assert said(story) == ["大事"]
            assert await reasons(story) == ["cap_day", "posted"]

    async def test_only_if_people_have_spoken_since(self, tmp_path: Path) -> None:
        async with told(
            tmp_path, entry("接话", 'every = "1h"', 'text = "聊得不错"', 'only_if = "messages >= 2"')
        ) as story:
            await story.passes(HOUR)
            assert said(story) == []
            await story.says(YINUO, "今天天气不错")
            await story.says(ZIXUAN, "是啊出去走走")
            await story.passes(HOUR)
            assert said(story) == ["聊得不错"]
            await story.passes(HOUR)
            assert await reasons(story) == ["condition", "posted", "condition"]


class TestOnlyIfInATopic:
    IN_TOPIC = 'only_if = "topic_messages >= 2"'

    async def talks(self, story: Story, topic: str, *words: str) -> None:
        at = story.world.topic_id(FORUM, topic) if topic else 0
        for each in words:
            await story.does(YINUO, "say", chat_id=FORUM, text=each, topic=at)

    async def test_what_is_said_elsewhere_does_not_count_and_a_restart_changes_nothing(self, tmp_path: Path) -> None:
        lines = entry("接话", 'every = "1h"', 'text = "聊得不错"', 'topic = "闲聊"', self.IN_TOPIC)
        async with told(tmp_path, lines) as story:
            await self.talks(story, "闲聊", "先认得这个话题")
            await story.passes(HOUR)
            await self.talks(story, "活动", "在别处", "又在别处", "还在别处")
            await self.talks(story, "闲聊", "一句")
            await story.passes(HOUR)
            assert said(story) == []
            await story.restart()
            await self.talks(story, "闲聊", "两句")
            await story.passes(HOUR)
            assert said(story) == ["聊得不错"]
            await story.passes(HOUR)
            assert await reasons(story) == ["condition", "condition", "posted", "condition"]

    async def test_a_saved_edit_counts_from_then_on(self, tmp_path: Path) -> None:
        plain = entry("接话", 'every = "1h"', 'text = "聊得不错"', 'topic = "闲聊"', 'only_if = "messages >= 1"')
        async with told(tmp_path, plain) as story:
            await self.talks(story, "活动", *(f"第{each}句" for each in range(9)))
            await self.talks(story, "闲聊", "先认得这个话题")
            await story.passes(HOUR)
            assert said(story) == ["聊得不错"]
            path = story.config.source
            assert path is not None
            path.write_text(path.read_text().replace('only_if = "messages >= 1"', self.IN_TOPIC))
            assert await story.app.reload.look()
            await story.settle()
            await self.talks(story, "活动", "在别处", "又在别处")
            await self.talks(story, "闲聊", "一句", "两句")
            await story.passes(HOUR)
            assert said(story) == ["聊得不错"] * 2

    async def test_without_topics_it_is_all_of_the_group(self, tmp_path: Path) -> None:
        line = entry("接话", 'every = "1h"', 'text = "聊得不错"', self.IN_TOPIC).replace(str(FORUM), str(KITCHEN))
        async with told(tmp_path, line) as story:
            for words in ("一句话", "两句话"):
                await story.says(OWNER, words, chat=KITCHEN)
            await story.passes(HOUR)
            assert "聊得不错" in [each.get("text") for each in story.world.sent(KITCHEN)]


class TestTheReserve:
    """Texts for groups that would hear nothing else."""

    TEXTS = 'reserve = ["甲", "乙", "丙"]'

    async def test_each_text_comes_once_before_any_comes_again(self, tmp_path: Path) -> None:
        async with told(tmp_path, entry("备用", 'cron = "0 13 * * *"', self.TEXTS)) as story:
            await story.passes(HOUR)
            for _ in range(3):
                await story.passes(DAY)
            assert said(story) == ["甲", "乙", "丙", "甲"]

    async def test_an_edited_pool_still_gives_what_was_not_heard_yet(self, tmp_path: Path) -> None:
        async with told(tmp_path, entry("备用", 'cron = "0 13 * * *"', self.TEXTS)) as story:
            await story.passes(HOUR)
            path = tmp_path / "config.toml"
            path.write_text(path.read_text().replace('"甲", "乙", "丙"', '"丙", "丁", "甲"'))
            assert await story.app.reload.look()
            for _ in range(3):
                await story.passes(DAY)
            assert said(story) == ["甲", "丙", "丁", "丙"]

    async def test_it_makes_way_for_what_went_out_and_for_what_is_planned(self, tmp_path: Path) -> None:
        entries = (
            entry("备用", 'cron = "0 13 * * *"', self.TEXTS, 'slot = "3h"')
            + entry("早", 'at = "2027-01-16 12:30"', 'text = "先发的"')
            + entry("晚", 'at = "2027-01-17 15:30"', 'text = "后发的"')
            + entry("远", 'at = "2027-01-18 16:30"', 'text = "不相干"')
        )
        async with told(tmp_path, entries) as story:
            for _ in range(4):
                await story.passes(HOUR // 2)
            assert said(story) == ["先发的"]
            assert await reasons(story) == ["posted", "filled"]
            for _ in range(54):
                await story.passes(HOUR)
            assert said(story) == ["先发的", "后发的", "甲", "不相干"]
            assert "前后已有别的公告" not in (await story.says(MODERATOR, "/schedule"))["text"]

    async def test_what_is_paused_or_told_elsewhere_fills_nothing(self, tmp_path: Path) -> None:
        entries = (
            entry("备用", 'cron = "0 13 * * *"', self.TEXTS)
            + entry("停着", 'cron = "0 14 * * *"', 'text = "停"')
            + entry("厨房", 'cron = "0 12 * * *"', 'text = "厨"', chats=f"chats = [{KITCHEN}]")
        )
        async with told(tmp_path, entries) as story:
            await story.says(MODERATOR, "/schedule pause 停着")
            await story.passes(HOUR)
            assert "甲" in said(story)

    async def test_an_announcement_for_the_moment_fills_it_too(self, tmp_path: Path) -> None:
        async with told(tmp_path, entry("备用", 'cron = "0 13 * * *"', self.TEXTS)) as story:
            await story.says(MODERATOR, "/announce 今晚八点")
            await story.presses(MODERATOR, "发出")
            await story.passes(HOUR)
            assert await reasons(story) == ["filled"]


ALL_AT_ONE = """board_daily = true
board_weekly = true
board_hour = 13
board_transparency = true
[caps]
per_day = 1
"""


class TestWhateverIsSaidUnasked:
    """Boards, the month's account and announcements share what a group hears a day."""

    async def test_one_a_day_of_any_kind_and_the_months_account_waits_for_its_day(self, tmp_path: Path) -> None:
        each_day = ('cron = "30 12 * * 1-5"', 'text = "公告"')
        async with told(tmp_path, ALL_AT_ONE + entry("早", *each_day)) as story:
            for who in (OWNER, YINUO, ZIXUAN, PEISHAN, MUYANG):
                await story.says(who, "签到")
            heard = []
            for _ in range(22):
                before = len(said(story))
                for _ in range(3):
                    await story.passes(HOUR)
                heard.append([words[:4] for words in said(story)[before:] if "签到" not in words])
                await story.says(YINUO, "签到")
                await story.passes(DAY - 3 * HOUR)
            assert max(len(each) for each in heard) == 1, heard
            assert heard[:3] == [["今日积分"], ["本周积分"], ["公告"]]
            assert heard[16:] == [["公告"]] * 5 + [["2027"]], "the account of January waited for Saturday, February 6"

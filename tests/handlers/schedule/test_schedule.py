"""Stories of announcements on time: what a group sees, what it is spared, and what the file's keeper can prove."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handlers.schedule.entries import DAY, HOUR, entry, reasons, said
from tests.story import FORUM, HIKE, KITCHEN, OWNER, PICTURE, YINUO, told


class TestOnTime:
    async def test_it_is_said_at_its_hour_once_and_with_its_words_filled_in(self, tmp_path: Path) -> None:
        words = 'text = "<b>{group}</b> {date} {weekday} {time}，农历{lunar} &amp; 第{number}次"'
        async with told(tmp_path, entry("早安", 'cron = "0 13 * * *"', words)) as story:
            await story.says(YINUO, "早")
            await story.passes(HOUR - 60)
            assert said(story) == []
            await story.passes(60)
            assert said(story) == ["围炉夜话 1月16日 周六 13:00，农历腊月初九 & 第1次"]
            assert story.world.sent(FORUM)[-1]["entities"][0]["type"] == "bold"
            await story.restart()
            await story.passes(DAY - 60)
            assert len(said(story)) == 1
            await story.passes(60)
            assert said(story)[1].endswith("1月17日 周日 13:00，农历腊月初十 & 第2次")

    async def test_all_groups_hear_it_where_none_is_named(self, tmp_path: Path) -> None:
        async with told(tmp_path, entry("大家", 'at = "2027-01-16 13:00"', chats="")) as story:
            for chat in (FORUM, KITCHEN, HIKE):
                await story.says(OWNER, "早", chat=chat)
            await story.passes(HOUR)
            assert [said(story, chat) for chat in (FORUM, KITCHEN, HIKE)] == [["到点了"]] * 3

    async def test_each_group_hears_it_by_its_own_clock(self, tmp_path: Path) -> None:
        zone = f'[groups."{KITCHEN}".community]\ntimezone = "Asia/Tokyo"\n'
        async with told(tmp_path, zone + entry("早", 'cron = "0 14 * * *"', chats="")) as story:
            for chat in (FORUM, KITCHEN):
                await story.says(OWNER, "早", chat=chat)
            await story.passes(HOUR)
            assert (said(story, FORUM), said(story, KITCHEN)) == ([], ["到点了"])
            await story.passes(HOUR)
            assert (said(story, FORUM), said(story, KITCHEN)) == (["到点了"], ["到点了"])

    async def test_several_texts_take_turns(self, tmp_path: Path) -> None:
        async with told(tmp_path, entry("轮流", 'every = "1h"', 'text = ["甲", "乙"]')) as story:
            for _ in range(3):
                await story.passes(HOUR)
            assert said(story) == ["甲", "乙", "甲"]

    async def test_count_and_until_end_it(self, tmp_path: Path) -> None:
        entries = entry("三次", 'every = "1h"', 'text = "三"', "count = 3") + entry(
            "到两点", 'every = "1h"', 'text = "二"', 'until = "2027-01-16 14:00"'
        )
        async with told(tmp_path, entries) as story:
            for _ in range(5):
                await story.passes(HOUR)
            assert sorted(said(story)) == ["三", "三", "三", "二", "二"]

    async def test_the_one_before_is_taken_away_or_unpinned(self, tmp_path: Path) -> None:
        entries = entry("换", 'every = "1h"', 'text = "换"', "replace = true") + entry(
            "钉", 'every = "1h"', 'text = "钉"', "pin = true", f"chats = [{KITCHEN}]", chats=""
        )
        async with told(tmp_path, entries) as story:
            await story.passes(HOUR)
            await story.passes(HOUR)
            calls = [name for name, _ in story.world.calls]
            assert calls.count("deleteMessage") == calls.count("unpinChatMessage") == 1
            assert calls.count("pinChatMessage") == 2

    async def test_polls_quizzes_pictures_files_topics_and_boards(self, tmp_path: Path) -> None:
        (tmp_path / "a.png").write_bytes(PICTURE)
        (tmp_path / "b.pdf").write_bytes(b"%PDF")
        every = 'at = "2027-01-16 13:00"'
        entries = [
            entry("1", every, 'poll = "看什么？ | 电影 | 球赛 | #anonymous"'),
            entry("2", every, 'quiz = "一加一？ | *二 | 三"'),
            entry("3", every, 'photo = "a.png"', 'text = "<i>图</i>"'),
            entry("4", every, 'document = "b.pdf"'),
            entry("5", every, 'open_topic = "今日话题"'),
            entry("6", every, 'report = "week"'),
            entry("7", 'at = "2027-01-16 13:30"', 'text = "话题里"', 'topic = "今日话题"'),
        ]
        async with told(tmp_path, "".join(entries)) as story:
            await story.says(YINUO, "早")
            await story.passes(HOUR)
            sent = story.world.sent(FORUM)
            assert [kind for each in sent for kind in ("poll", "photo", "document") if kind in each] == [
                "poll", "poll", "photo", "document",
            ]  # fmt: skip
            assert "积分" in said(story)[-1] or "榜" in said(story)[-1]
            await story.passes(HOUR)
            last = story.world.sent(FORUM)[-1]
            assert last["text"] == "话题里"
            assert last.get("message_thread_id")

    async def test_a_topic_is_called_by_the_name_people_gave_it(self, tmp_path: Path) -> None:
        entries = entry("话题", 'at = "2027-01-16 13:00"', 'text = "在这"', 'topic = "读书会"') + entry(
            "没有", 'at = "2027-01-16 13:30"', 'text = "不在"', 'topic = "没有这个"'
        )
        async with told(tmp_path, entries) as story:
            made = await story.does(OWNER, "topic_new", chat_id=FORUM, name="闲谈")
            await story.does(OWNER, "topic_rename", chat_id=FORUM, topic=made, name="读书会")
            await story.passes(HOUR)
            assert story.world.sent(FORUM)[-1]["message_thread_id"] == made
            await story.passes(HOUR)
            assert story.world.sent(FORUM)[-1]["text"] == "不在"
            assert "message_thread_id" not in story.world.sent(FORUM)[-1]


class TestWhatWasMissed:
    @pytest.mark.parametrize(
        ("policy", "heard", "kept"),
        [
            ('missed = "send"\nwithin = "3h"', 3, ["late", "late", "posted", "posted", "posted"]),
            ('missed = "skip"', 0, ["missed"] * 5),
            ('missed = "merge"', 1, ["merged"] * 4 + ["posted"]),
        ],
    )
    async def test_five_hours_of_silence_obey_the_policy(
        self, tmp_path: Path, policy: str, heard: int, kept: list[str]
    ) -> None:
        async with told(tmp_path, entry("每小时", 'every = "1h"', 'text = "x"', policy)) as story:
            await story.end()
            story.world.clock.advance(5 * HOUR + 600)
            await story.begin()
            assert len(said(story)) == heard
            assert await reasons(story) == kept

    async def test_the_list_says_by_how_much_a_run_was_late(self, tmp_path: Path) -> None:
        async with told(tmp_path, entry("每天", 'cron = "0 13 * * *"', 'text = "x"', 'missed = "send"')) as story:
            await story.says(OWNER, "早")
            await story.end()
            story.world.clock.advance(HOUR + 1500)
            await story.begin()
            assert "晚了 25 分钟" in (await story.says(OWNER, "/schedule"))["text"]

    async def test_a_merged_run_that_is_too_late_is_left(self, tmp_path: Path) -> None:
        async with told(tmp_path, entry("每天", 'cron = "0 13 * * *"', 'text = "x"', 'missed = "merge"')) as story:
            await story.end()
            story.world.clock.advance(5 * HOUR)
            await story.begin()
            assert (said(story), await reasons(story)) == ([], ["late"])

    async def test_a_year_of_silence_is_worked_off_piece_by_piece(self, tmp_path: Path) -> None:
        async with told(tmp_path, entry("每小时", 'every = "1h"', 'text = "x"', 'missed = "merge"')) as story:
            await story.end()
            story.world.clock.advance(30 * DAY)
            await story.begin()
            assert len(said(story)) == 1
            assert len(await reasons(story)) == 30 * 24

"""Stories of announcements on time: what a group sees, what it is spared, and what the file's keeper can prove."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.story import FORUM, HIKE, KITCHEN, MODERATOR, OWNER, PICTURE, YINUO, ZIXUAN, Story, told

HOUR, DAY = 3600, 86400
KEEPER = f"[access]\noperators = [{OWNER}]\n"
HERE = f"chats = [{FORUM}]"


def entry(name: str, when: str, what: str = 'text = "到点了"', *more: str, chats: str = HERE) -> str:
    return "\n".join(["[[schedule]]", f'name = "{name}"', chats, when, what, *more, ""])


def said(story: Story, chat: int = FORUM) -> list[str]:
    return [message.get("text") or message.get("caption") or "" for message in story.world.sent(chat)]


async def reasons(story: Story) -> list[str]:
    return [
        row["reason"] or row["state"]
        for row in await story.rows("SELECT * FROM schedule_runs ORDER BY due_at, chat_id")
    ]


class TestOnTime:
    async def test_it_is_said_at_its_hour_once_and_with_its_words_filled_in(self, tmp_path: Path) -> None:
        words = 'text = "<b>{group}</b> {date} {weekday} {time}，农历{lunar} &amp; 第{number}次"'
        async with told(tmp_path, entry("早安", 'cron = "0 13 * * *"', words)) as story:
            await story.says(YINUO, "早")
            await story.passes(HOUR - 60)
            assert said(story) == []
            await story.passes(60)
            assert said(story) == ["围炉夜话 1月16日 星期六 13:00，农历腊月初九 & 第1次"]
            assert story.world.sent(FORUM)[-1]["entities"][0]["type"] == "bold"
            await story.restart()
            await story.passes(DAY - 60)
            assert len(said(story)) == 1
            await story.passes(60)
            assert said(story)[1].endswith("1月17日 星期日 13:00，农历腊月初十 & 第2次")

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


class TestTextsOnTrial:
    async def test_groups_hear_them_in_turns_of_their_own_and_their_talk_is_counted(self, tmp_path: Path) -> None:
        words = 'text = ["早上好", "各位早，今天聊什么？"]\nab = true'
        async with told(tmp_path, KEEPER + entry("早", 'every = "2h"', words, chats="")) as story:
            for chat in (FORUM, KITCHEN, HIKE):
                await story.says(OWNER, "早", chat=chat)
            await story.passes(2 * HOUR)
            heard = [said(story, chat)[-1] for chat in (FORUM, KITCHEN, HIKE)]
            assert sorted(set(heard)) == ["各位早，今天聊什么？", "早上好"]  # not all the same at one hour
            for _ in range(3):
                await story.says(YINUO, "聊聊天气吧")
            await story.passes(HOUR)
            await story.says(YINUO, "这句太晚了")
            await story.passes(HOUR)
            assert {said(story)[-2], said(story)[-1]} == set(heard)
            shown = (await story.says(MODERATOR, "/schedule"))["text"]
            first = "早上好" if heard[0] == "早上好" else "各位早，今天聊什么？"
            assert f"「{first}」发过 1 次，之后一小时平均 3.0 句" in shown
            assert "发过 1 次，还看不出来" in shown
            everywhere = (await story.says(OWNER, "/schedule", chat=OWNER))["text"]
            assert "发到 3 个群" in everywhere


class TestInTheChat:
    @pytest.fixture
    async def story(self, tmp_path: Path) -> AsyncIterator[Story]:
        async with told(
            tmp_path, KEEPER + entry("早安", 'cron = "0 13 * * *"') + entry("晚安", 'cron = "0 22 * * *"')
        ) as each:
            yield each

    async def test_moderators_see_what_comes_and_what_became_of_it(self, story: Story) -> None:
        answer = await story.says(MODERATOR, "/schedule")
        assert "早安" in answer["text"]
        assert "下一次 1月16日 13:00" in answer["text"]
        await story.passes(HOUR)
        assert "上一次 1月16日 13:00，已发" in (await story.says(MODERATOR, "/schedule"))["text"]

    async def test_members_are_told_kindly_that_it_is_not_theirs(self, story: Story) -> None:
        assert "管理员" in (await story.says(YINUO, "/schedule"))["text"]

    async def test_pausing_resuming_and_leaving_one_out(self, story: Story) -> None:
        await story.says(MODERATOR, "/schedule pause 早安")
        await story.passes(HOUR)
        assert "到点了" not in said(story)
        assert "暂停中" in (await story.says(MODERATOR, "/schedule"))["text"]
        await story.says(MODERATOR, "/schedule 恢复 早安")
        await story.says(MODERATOR, "/schedule skip 早")
        for _ in range(24):
            await story.passes(HOUR)
        assert said(story).count("到点了") == 1  # the evening's
        for _ in range(24):
            await story.passes(HOUR)
        assert said(story).count("到点了") == 3
        answer = await story.says(MODERATOR, "/schedule resume 早安")
        assert "没有暂停" in answer["text"]

    async def test_running_it_now(self, story: Story) -> None:
        await story.says(MODERATOR, "/schedule run 晚安")
        assert "到点了" in said(story)
        assert "刚刚" in (await story.says(MODERATOR, "/schedule run 晚安"))["text"]

    async def test_an_unknown_name_is_answered_with_those_known(self, story: Story) -> None:
        assert "早安、晚安" in (await story.says(MODERATOR, "/schedule pause 午安"))["text"]

    async def test_an_operator_in_private_means_everywhere(self, story: Story) -> None:
        assert "早安" in (await story.says(OWNER, "/schedule", chat=OWNER))["text"]
        await story.says(OWNER, "/schedule pause 早安", chat=OWNER)
        await story.passes(HOUR)
        assert "到点了" not in said(story)


class TestEditingTheFile:
    async def test_a_saved_edit_is_taken_over_and_told(self, tmp_path: Path) -> None:
        async with told(tmp_path, KEEPER + entry("早安", 'cron = "0 13 * * *"')) as story:
            await story.says(OWNER, "/start", chat=OWNER)
            path = tmp_path / "config.toml"
            path.write_text(
                path.read_text().replace("0 13", "0 14") + entry("新的", 'cron = "0 15 * * *"', 'text = "新"')
            )
            assert await story.app.reload.look()
            await story.settle()
            assert said(story, OWNER)[-1].splitlines() == ["设置改好了，已经生效。", "新增：新的", "改了时间：早安"]
            await story.passes(HOUR)
            assert said(story) == []
            await story.passes(2 * HOUR)
            assert said(story) == ["到点了", "新"]

    async def test_a_broken_one_changes_nothing_and_is_told_and_mending_it_helps(self, tmp_path: Path) -> None:
        async with told(tmp_path, KEEPER + entry("早安", 'cron = "0 13 * * *"')) as story:
            await story.says(OWNER, "/start", chat=OWNER)
            path = tmp_path / "config.toml"
            good = path.read_text()
            path.write_text(good + entry("坏的", 'cron = "0 25 * * *"', 'text = "坏"') + entry("好的", 'every = "1h"'))
            assert not await story.app.reload.look()
            await story.settle()
            assert "schedule[1].cron" in said(story, OWNER)[-1]
            await story.passes(HOUR)
            assert said(story) == ["到点了"]
            path.write_text(good + entry("好的", 'every = "1h"', 'text = "好"'))
            assert await story.app.reload.look()
            await story.passes(HOUR)
            assert said(story) == ["到点了", "好"]

    async def test_other_words_alone_keep_the_times_and_the_count(self, tmp_path: Path) -> None:
        async with told(tmp_path, entry("三次", 'every = "1h"', 'text = "旧"', "count = 2")) as story:
            await story.passes(HOUR)
            path = tmp_path / "config.toml"
            path.write_text(path.read_text().replace("旧", "新"))
            assert await story.app.reload.look()
            await story.passes(HOUR)
            await story.passes(HOUR)
            assert said(story) == ["旧", "新"]

    async def test_files_beside_it_count_too(self, tmp_path: Path) -> None:
        async with told(tmp_path) as story:
            (tmp_path / "schedule.d").mkdir()
            (tmp_path / "schedule.d" / "a.toml").write_text(entry("旁边的", 'every = "1h"'))
            assert await story.app.reload.look()
            await story.passes(HOUR)
            assert said(story) == ["到点了"]
            (tmp_path / "schedule.d" / "a.toml").unlink()
            assert await story.app.reload.look()
            await story.passes(HOUR)
            assert said(story) == ["到点了"]

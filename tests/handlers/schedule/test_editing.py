"""Stories of the schedule edited: in the chat, in its file, and texts that are tried first."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.handlers.schedule.entries import HOUR, entry, said
from tests.story import FORUM, HIKE, KITCHEN, MODERATOR, OWNER, YINUO, Story, told

KEEPER = f"[access]\noperators = [{OWNER}]\n"


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
            assert f"「{first}」发过 1 次，之后一小时平均 3.0 条消息" in shown
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
            assert said(story, OWNER)[-1].splitlines() == ["配置文件已更新并生效。", "新增：新的", "改动：早安"]
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
            path.write_text(good)
            for _ in range(2):
                assert await story.app.reload.look()
                await story.settle()
                told_of = [each for each in said(story, OWNER) if "没有错误了" in each]
                assert len(told_of) == 1, "it is the one in force, and whoever mended it hears so once"
            path.write_text(good + entry("好的", 'every = "1h"', 'text = "好"'))
            assert await story.app.reload.look()
            await story.passes(HOUR)
            assert said(story) == ["到点了", "好"]

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            (
                "en",
                ["The config file has 1 mistake", 'must be a cron line (does not know the hour "25")', 'seen "0 25'],
            ),
            ("zh-hant", ["設定檔有 1 處錯誤", '不認得幾點 "25"', '寫的是 "0 25', "五段：分 時 日 月 星期"]),
        ],
    )
    async def test_what_is_wrong_is_told_in_one_language_the_readers_own(
        self, tmp_path: Path, language: str, words: list[str]
    ) -> None:
        async with told(tmp_path, KEEPER) as story:
            await story.does(OWNER, "set_language", code=language)
            await story.says(OWNER, "/start", chat=OWNER)
            path = tmp_path / "config.toml"
            path.write_text(path.read_text() + entry("坏的", 'cron = "0 25 * * *"', 'text = "x"'))
            assert not await story.app.reload.look()
            await story.settle()
            answer = said(story, OWNER)[-1]
            assert [each for each in words if each not in answer] == [], answer
            assert "Error validating" not in answer

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

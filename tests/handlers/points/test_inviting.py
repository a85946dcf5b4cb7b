"""Stories of bringing others: a link for each, counted once the newcomer stayed and spoke, and never twice."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.story import FORUM, NEWCOMER, OWNER, YINUO, ZIXUAN, Story, told

DAY = 86_400


@pytest.fixture
async def inviting(tmp_path: Path) -> AsyncIterator[Story]:
    extra = "activity = false\ninvite_days = 3\ninvite_messages = 2\n"
    async with told(tmp_path, extra) as story:
        await story.says(YINUO, "在呢")
        yield story


async def link_of(story: Story, who: int) -> str:
    words = (await story.says(who, "/invite"))["text"]
    return str(next(word for word in words.split() if word.startswith("https://t.me/")))


async def comes_and_speaks(story: Story, link: str, *, times: int = 2) -> None:
    await story.does(NEWCOMER, "join", chat_id=FORUM, link=link)
    for number in range(times):
        await story.says(NEWCOMER, f"大家好，第{number}句")


class TestInviting:
    async def test_a_member_has_one_link_and_reads_what_it_takes(self, inviting: Story) -> None:
        first = await link_of(inviting, YINUO)
        answer = await inviting.says(YINUO, "/invite")
        assert first in answer["text"]
        assert "留满 3 天、发满 2 条消息，你得 20 分" in answer["text"]
        assert await link_of(inviting, ZIXUAN) != first

    async def test_who_stays_and_speaks_counts_on_the_day_and_not_before(self, inviting: Story) -> None:
        await comes_and_speaks(inviting, await link_of(inviting, YINUO))
        assert "还有 1 位" in (await inviting.says(YINUO, "/invite"))["text"]
        await inviting.passes(3 * DAY - 60)
        assert await inviting.points_of(YINUO) == 0
        await inviting.passes(120)
        assert await inviting.points_of(YINUO) == 20
        assert "邀请的新人达标" in (await inviting.says(YINUO, "/ledger"))["text"]
        assert "已有 1 位达标" in (await inviting.says(YINUO, "/invite"))["text"]

    async def test_who_leaves_before_or_says_too_little_counts_for_nothing(self, inviting: Story) -> None:
        link = await link_of(inviting, YINUO)
        await comes_and_speaks(inviting, link)
        await inviting.does(NEWCOMER, "leave", chat_id=FORUM)
        inviting.world.clock.advance(DAY)
        await inviting.does(NEWCOMER, "join", chat_id=FORUM, link=link)
        await inviting.passes(10 * DAY)
        assert await inviting.points_of(YINUO) == 0

    async def test_the_silent_count_for_nothing(self, inviting: Story) -> None:
        await comes_and_speaks(inviting, await link_of(inviting, YINUO), times=1)
        await inviting.passes(4 * DAY)
        assert await inviting.points_of(YINUO) == 0

    async def test_a_newcomer_counts_once_whoever_else_brings_them(self, inviting: Story) -> None:
        mine, theirs = await link_of(inviting, YINUO), await link_of(inviting, ZIXUAN)
        await comes_and_speaks(inviting, mine)
        await inviting.passes(4 * DAY)
        await inviting.does(NEWCOMER, "leave", chat_id=FORUM)
        await comes_and_speaks(inviting, theirs)
        await inviting.passes(4 * DAY)
        assert [await inviting.points_of(who) for who in (YINUO, ZIXUAN)] == [20, 0]

    async def test_members_of_old_are_no_newcomers(self, inviting: Story) -> None:
        link = await link_of(inviting, YINUO)
        await inviting.says(ZIXUAN, "我先走了")
        await inviting.passes(600)
        await inviting.does(ZIXUAN, "leave", chat_id=FORUM)
        await inviting.does(ZIXUAN, "join", chat_id=FORUM, link=link)
        assert await inviting.rows("SELECT * FROM invites") == []

    async def test_it_is_judged_once_across_a_restart(self, inviting: Story) -> None:
        await comes_and_speaks(inviting, await link_of(inviting, YINUO))
        await inviting.restart()
        await inviting.passes(4 * DAY)
        await inviting.restart()
        assert await inviting.points_of(YINUO) == 20

    async def test_without_the_right_the_bot_says_which_it_misses(self, inviting: Story) -> None:
        bot = inviting.world.bot.id
        await inviting.does(OWNER, "promote", chat_id=FORUM, user_id=bot, rights=["can_pin_messages"])
        assert "邀请用户" in (await inviting.says(YINUO, "/invite"))["text"]

    async def test_off_there_is_no_link(self, tmp_path: Path) -> None:
        async with told(tmp_path, "invite_reward = 0\n") as story:
            assert "没有开" in (await story.says(YINUO, "/invite"))["text"]
            assert "请来新人" not in await story.earning_of(YINUO)

"""Stories of people who are gone, or who are not who they were: nothing is put down to them, no board shows them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.challenge.card import Vote
from tests.story import FORUM, HAORAN, MODERATOR, NEWCOMER, OWNER, XIAOMAN, YINUO, ZIXUAN, Message, Story, told

NAME = "yinuo_chen"


async def goes(story: Story, who: int, how: str) -> None:
    if how == "left":
        await story.does(who, "leave", chat_id=FORUM)
    else:
        await story.does(OWNER, "ban", chat_id=FORUM, user_id=who)


async def received(story: Story, who: int) -> list[str]:
    rows = await story.rows("SELECT kind FROM ledger WHERE to_account = :who ORDER BY id", who=who)
    return [row["kind"] for row in rows]


@pytest.mark.parametrize("how", ["left", "banned"])
@pytest.mark.parametrize("is_told", [True, False], ids=["the bot is told", "the bot is no administrator"])
class TestNothingIsGivenToThem:
    @pytest.fixture
    async def said(self, story: Story, how: str, is_told: bool) -> Message:
        if not is_told:
            await story.does(OWNER, "demote", chat_id=FORUM, user_id=story.world.bot.id)
        said: Message = await story.does(YINUO, "say", chat_id=FORUM, text="再见")
        await story.says(ZIXUAN, "签到")
        await goes(story, YINUO, how)
        return said

    @pytest.mark.parametrize("line", ["/grant 5 好", "/give 5", "/thanks"])
    async def test_in_reply(self, story: Story, said: Message, line: str) -> None:
        who = OWNER if "grant" in line else ZIXUAN
        answer = await story.says(who, line, reply_to=said["message_id"])
        assert "已经不在这个群里" in answer["text"]
        assert await received(story, YINUO) == []

    async def test_a_plain_thank_you_pays_nobody_who_is_gone(self, story: Story, said: Message) -> None:
        await story.says(ZIXUAN, "谢谢", reply_to=said["message_id"])
        assert await received(story, YINUO) == []


class TestBoards:
    @pytest.mark.parametrize("how", ["left", "banned"])
    async def test_they_are_on_none_and_stand_before_nobody(self, story: Story, how: str) -> None:
        for who, amount in ((YINUO, 50), (ZIXUAN, 40), (HAORAN, 30)):
            await story.says(who, "在")
            await story.says(OWNER, f"/grant {who} {amount} 好")
        await goes(story, YINUO, how)
        for board in ("", " day", " week", " month", " new"):
            shown = (await story.says(HAORAN, f"/top{board}"))["text"]
            assert "陈一诺" not in shown, board
            assert "王子轩" in shown, board
            assert "第 2" in shown or "2." in shown.splitlines()[-1], (board, shown)

    async def test_whoever_comes_back_is_on_them_again(self, story: Story) -> None:
        await story.says(YINUO, "签到")
        await goes(story, YINUO, "left")
        await story.does(YINUO, "join", chat_id=FORUM)
        assert "陈一诺" in (await story.says(ZIXUAN, "/top"))["text"]


class TestNames:
    async def renamed(self, story: Story) -> None:
        """一诺 gave up the @name, the newcomer took it and came."""
        await story.says(YINUO, "在")
        people = story.world.people
        people[YINUO] = replace(people[YINUO], username="")
        people[NEWCOMER] = replace(people[NEWCOMER], username=NAME)

    async def test_a_name_that_changed_hands_pays_nobody_unheard(self, story: Story) -> None:
        await self.renamed(story)
        answer = await story.says(OWNER, f"/grant @{NAME} 5 好")
        assert "没在这个群里见过" in answer["text"]
        assert await received(story, YINUO) == []

    async def test_once_heard_it_is_the_new_holders(self, story: Story) -> None:
        await self.renamed(story)
        await story.does(NEWCOMER, "join", chat_id=FORUM)
        await story.says(NEWCOMER, "我来了")
        await story.says(OWNER, f"/grant @{NAME} 5 好")
        assert (await received(story, YINUO), await received(story, NEWCOMER)) == ([], ["grant"])

    async def test_given_back_it_is_the_first_ones_again(self, story: Story) -> None:
        await self.test_once_heard_it_is_the_new_holders(story)
        people = story.world.people
        people[NEWCOMER] = replace(people[NEWCOMER], username="")
        people[YINUO] = replace(people[YINUO], username=NAME)
        await story.passes(3600)  # within the hour nobody has it: who is called what is written down once
        await story.says(YINUO, "又是我")
        await story.says(OWNER, f"/grant @{NAME} 5 好")
        assert await received(story, YINUO) == ["grant"]


class TestModerators:
    async def test_whose_right_was_taken_gives_no_more_though_the_bot_was_not_told(self, story: Story) -> None:
        await story.does(OWNER, "demote", chat_id=FORUM, user_id=story.world.bot.id)
        await story.says(XIAOMAN, "在")
        await story.says(MODERATOR, f"/grant {XIAOMAN} 5 好")
        await story.does(OWNER, "demote", chat_id=FORUM, user_id=MODERATOR)
        await story.passes(60)
        assert "只有管理员" in (await story.says(MODERATOR, f"/grant {XIAOMAN} 5 好"))["text"]
        assert await received(story, XIAOMAN) == ["grant"]


class TestInvites:
    @pytest.fixture
    async def inviting(self, tmp_path: Path) -> AsyncIterator[Story]:
        async with told(tmp_path, "invite_reward = 20\ninvite_days = 1\ninvite_messages = 1\n") as story:
            yield story

    async def test_forgotten_gone_and_back_by_the_same_link_the_inviter_is_paid_once(self, inviting: Story) -> None:
        await inviting.says(YINUO, "/invite")
        (link,) = await inviting.rows("SELECT link FROM invite_links")
        await inviting.says(NEWCOMER, "/start", chat=NEWCOMER)
        for _ in range(2):
            await inviting.does(NEWCOMER, "join", chat_id=FORUM, link=link["link"])
            await inviting.says(NEWCOMER, "大家好")
            await inviting.passes(86_460)
            await inviting.says(NEWCOMER, "/forgetme", chat=NEWCOMER)
            await inviting.presses(NEWCOMER, "确认删除", chat=NEWCOMER)
            await inviting.does(NEWCOMER, "leave", chat_id=FORUM)
        assert await received(inviting, YINUO) == ["invite"]


@pytest.mark.parametrize("how", ["left", "banned"])
class TestWinners:
    """Whoever is gone when something is counted out is neither named nor paid; the next one is."""

    async def test_a_challenge_is_done_by_those_who_are_still_there(self, story: Story, how: str) -> None:
        await story.says(OWNER, "/challenge new 早起 | 1d | #早起")
        for who in (YINUO, ZIXUAN):
            await story.says(who, "#早起 到")
        await goes(story, YINUO, how)
        await story.passes(86_460)
        card = story.world.sent(FORUM)[-1]["text"]
        assert "王子轩" in card
        assert "陈一诺" not in card
        assert "challenge" not in await received(story, YINUO)
        assert await story.rows("SELECT 1 FROM badges WHERE user_id = :who", who=YINUO) == []

    async def test_a_contest_is_won_by_somebody_who_is_still_there(self, story: Story, how: str) -> None:
        await story.says(OWNER, "/challenge new 晚饭 | 1d | #晚饭 | 征集 | 投票 1d")
        for who in (YINUO, ZIXUAN):
            await story.does(who, "photo", chat_id=FORUM, file="aGk=", caption="#晚饭 做的")
            await story.presses(OWNER, "✅ 通过")
        await story.passes(86_460)
        for who in (HAORAN, XIAOMAN):
            await story.makes_up(who, Vote(1))
        await story.makes_up(MODERATOR, Vote(2))
        await goes(story, YINUO, how)
        await story.passes(86_460)
        assert "challenge" not in await received(story, YINUO)
        assert "challenge" in await received(story, ZIXUAN)

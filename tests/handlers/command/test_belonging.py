"""Stories of presses from outside: a press proves no membership, and another group's matter is not told or touched."""

from __future__ import annotations

from bot.domain.people import Person
from bot.services import membership
from handlers.ask.card import Vote as AskVote
from handlers.challenge.card import Vote as WorkVote
from handlers.command.confirm import Confirms
from handlers.discussion.card import Follow
from handlers.events.card import Came, Reply
from handlers.lottery.buttons import Enter
from handlers.moderation.reports import Judged
from handlers.points.top import Turned
from handlers.schedule.announce import Choice
from tests.story import FORUM, HAORAN, HIKE, KITCHEN, MODERATOR, MUYANG, OWNER, YINUO, ZIXUAN, Story


async def members(story: Story, chat: int) -> set[int]:
    rows = await story.rows("SELECT user_id FROM members WHERE chat_id = :chat AND state = 'in'", chat=chat)
    return {row["user_id"] for row in rows}


class TestAPressProvesNoMembership:
    """一诺 can look into the kitchen, and is not in it."""

    async def is_refused(self, story: Story, value: object) -> None:
        before = await members(story, KITCHEN)
        assert await story.makes_up(YINUO, value, chat=KITCHEN) == {}
        assert "不在那个群" in story.toasts(YINUO)[-1]
        assert await members(story, KITCHEN) == before

    async def test_on_a_question_to_a_guest(self, story: Story) -> None:
        await story.says(OWNER, "/ask open 问厨师 | 7d", chat=KITCHEN)
        await story.says(ZIXUAN, "/ask 火候怎么看", chat=KITCHEN)
        await self.is_refused(story, AskVote(1))
        assert await story.rows("SELECT * FROM ask_votes") == []

    async def test_on_a_work(self, story: Story) -> None:
        await story.says(OWNER, "/challenge new 摆盘 | 7d | #摆盘 | contest", chat=KITCHEN)
        await story.does(ZIXUAN, "say", chat_id=KITCHEN, text="#摆盘 我的面")
        await self.is_refused(story, WorkVote(1))

    async def test_on_an_event(self, story: Story) -> None:
        await story.says(OWNER, "/event new 聚餐 | 明天 20:00", chat=KITCHEN)
        await self.is_refused(story, Reply(1, "going"))
        await self.is_refused(story, Came(1))

    async def test_on_a_draw(self, story: Story) -> None:
        await story.says(OWNER, "/lottery new 锅 x1 | title 送锅 | ends 2h", chat=KITCHEN)
        await self.is_refused(story, Enter(1))
        assert await story.rows("SELECT * FROM lottery_entries") == []

    async def test_following_discussions_is_refused(self, story: Story) -> None:
        await story.says(OWNER, "/help", chat=KITCHEN)
        await self.is_refused(story, Follow(KITCHEN))

    async def test_whoever_left_is_outside(self, story: Story) -> None:
        await story.says(HAORAN, "签到", chat=KITCHEN)
        await story.says(OWNER, "/event new 聚餐 | 明天 20:00", chat=KITCHEN)
        await story.does(HAORAN, "leave", chat_id=KITCHEN)
        await story.makes_up(HAORAN, Reply(1, "going"), chat=KITCHEN)
        assert "不在那个群" in story.toasts(HAORAN)[-1]

    async def test_also_where_the_bot_is_not_told_who_leaves(self, story: Story) -> None:
        await story.does(OWNER, "demote", chat_id=KITCHEN, user_id=story.world.bot.id)
        await story.says(HAORAN, "签到", chat=KITCHEN)
        await story.says(OWNER, "/event new 聚餐 | 明天 20:00", chat=KITCHEN)
        await story.does(OWNER, "ban", chat_id=KITCHEN, user_id=HAORAN)
        await story.makes_up(HAORAN, Reply(1, "going"), chat=KITCHEN)
        assert "不在那个群" in story.toasts(HAORAN)[-1]
        assert HAORAN not in await members(story, KITCHEN)

    async def test_a_member_whom_the_bot_never_met_may_press_at_once(self, story: Story) -> None:
        await story.says(OWNER, "/event new 聚餐 | 明天 20:00", chat=KITCHEN)
        assert MUYANG not in await members(story, KITCHEN)
        await story.makes_up(MUYANG, Reply(1, "going"), chat=KITCHEN)
        assert MUYANG in await members(story, KITCHEN)
        assert [row["user_id"] for row in await story.rows("SELECT user_id FROM event_guests")] == [MUYANG]

    async def test_a_ban_counts_though_the_bots_clock_was_ahead_when_it_asked(self, story: Story) -> None:
        await story.says(OWNER, "/event new 聚餐 | 明天 20:00", chat=KITCHEN)
        await story.makes_up(MUYANG, Reply(1, "going"), chat=KITCHEN)
        async with story.app.database.unit() as unit:
            person = Person(HAORAN, "吴浩然")
            await membership.found(unit, person, chat_id=KITCHEN, is_in=True, at=story.world.now() + 300)
        await story.does(OWNER, "ban", chat_id=KITCHEN, user_id=HAORAN)
        assert HAORAN not in await members(story, KITCHEN)


class TestOutOfAnotherGroup:
    async def test_its_board_is_not_shown(self, story: Story) -> None:
        await story.says(ZIXUAN, "签到", chat=KITCHEN)
        await story.says(YINUO, "/top", chat=HIKE)
        assert await story.makes_up(YINUO, Turned(KITCHEN, "all"), chat=HIKE) == {}
        await story.says(YINUO, "/start", chat=YINUO)
        assert await story.makes_up(YINUO, Turned(KITCHEN, "all"), chat=YINUO) == {}
        assert "不在那个群" in story.toasts(YINUO)[-1]

    async def test_nobody_learns_by_a_draw_who_is_in_a_group_they_are_not_in(self, story: Story) -> None:
        await story.says(OWNER, "大家好", chat=KITCHEN)
        answer = await story.says(MODERATOR, f"/lottery new 围巾 | if chat {KITCHEN}", chat=HIKE)
        assert "我或你不在" in answer["text"]
        assert "我或你不在" in (await story.says(MODERATOR, "/lottery new 围巾 | if chat -1009999", chat=HIKE))["text"]
        assert await story.rows("SELECT * FROM lotteries") == []

    async def test_a_hidden_administrators_draft_keeps_its_group(self, story: Story) -> None:
        await story.says(OWNER, "/announce 明天停电", anonymous=True)
        await story.makes_up(YINUO, Choice(1, FORUM))
        assert await story.rows("SELECT is_chosen FROM announcement_chats") == [{"is_chosen": 1}]

    async def test_what_waits_for_a_tap_waits_for_one_in_its_own_group(self, story: Story) -> None:
        """浩然 is in the forum and may do anything in the kitchen: the forum's matter is not the kitchen's."""
        await story.does(OWNER, "promote", chat_id=KITCHEN, user_id=HAORAN, rights=["can_restrict_members"])
        await story.says(ZIXUAN, "签到")
        await story.says(ZIXUAN, "签到", chat=KITCHEN)
        await story.says(OWNER, f"/grant {ZIXUAN} 1000 好", anonymous=True)
        (waiting,) = await story.rows("SELECT key FROM timers WHERE kind = 'confirm'")
        for is_yes in (True, False):
            await story.makes_up(HAORAN, Confirms(waiting["key"], is_yes), chat=KITCHEN)
        assert len(await story.rows("SELECT 1 AS n FROM timers WHERE kind = 'confirm'")) == 1
        assert await story.rows("SELECT amount FROM ledger WHERE amount = 1000") == []

    async def test_nobody_judges_a_report_of_themselves_by_a_press_of_their_own_making(self, story: Story) -> None:
        await story.says(OWNER, "/start", chat=OWNER)
        await story.says(MODERATOR, "/start", chat=MODERATOR)
        said = await story.does(MODERATOR, "say", chat_id=FORUM, text="难听的话")
        await story.says(YINUO, "/report 难听", reply_to=said["message_id"])
        await story.makes_up(MODERATOR, Judged(1, "dismissed"), chat=MODERATOR)
        assert "关于你" in story.toasts(MODERATOR)[-1]
        assert await story.rows("SELECT state FROM reports") == [{"state": "open"}]
